"""Pictures and files that go with a post: made anew or looked into, and kept where only a view hands them out."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from community.forums.models import Attachment
from community.forums.models.post import LONGEST_ALT, LONGEST_NAME
from community.forums.moderating.gate import refuse_silenced
from community.forums.moderating.locks import hold_people
from community.forums.writing.characters import readable_line
from community.forums.writing.refusals import Refusal
from community.members.models import User
from foundation.uploads import FORMATS, UNREADABLE, clean_picture

LARGEST = 10 * 1024 * 1024  # bytes
WIDEST = 1600  # pixels, of the longest side
DAY = timedelta(days=1)
# What one person may send.
MOST_WAITING, MOST_A_DAY, MOST_BYTES_A_DAY = 40, 100, 200 * 1024 * 1024
PICTURES = {"jpg", "jpeg", "png", "gif", "webp", "avif"}
MACROS = "vbaproject.bin"  # in files of Microsoft Office that run programs


class TooManyFilesError(Refusal):
    """Somebody sent as many files as one person may for now."""


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF."""
    return content.startswith(b"%PDF-")


def is_text(content: bytes) -> bool:
    """Whether it is plain text: no characters but those of texts."""
    return b"\x00" not in content


def is_open_document(kind: str) -> Callable[[bytes], bool]:
    """Whether it is an OpenDocument of this kind."""

    def check(content: bytes) -> bool:
        names, first = names_in(content)
        return "mimetype" in names and first == f"application/vnd.oasis.opendocument.{kind}".encode()

    return check


def is_office(folder: str) -> Callable[[bytes], bool]:
    """Whether it is a document of Microsoft Office with its text in this folder, and without programs."""

    def check(content: bytes) -> bool:
        names, _first = names_in(content)
        has_programs = any(name.lower().endswith(MACROS) for name in names)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not has_programs

    return check


def names_in(content: bytes) -> tuple[set[str], bytes]:
    """What is in an archive, and what its file "mimetype" says; nothing is unpacked besides that."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            with archive.open("mimetype") if "mimetype" in names else BytesIO() as file:
                return names, file.read(100).strip()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return set(), b""


# What is taken besides pictures, by extension: what browsers are told it is, and how it is known.
FILES: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", is_pdf),
    "odt": ("application/vnd.oasis.opendocument.text", is_open_document("text")),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", is_open_document("spreadsheet")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", is_office("word/")),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_office("xl/")),
    "txt": ("text/plain; charset=utf-8", is_text),
}
ACCEPTED = ",".join(f".{extension}" for extension in (*sorted(PICTURES), *FILES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file ready to keep; width and height in pixels, of a picture."""

    content: bytes
    extension: str
    content_type: str
    width: int | None = None
    height: int | None = None


def upload(file: UploadedFile, *, by: User, alt: str = "") -> Attachment:
    """Keep a picture or file that belongs to this person only, until a post has it.

    Raises PermissionDenied for a closed account, ValidationError for what is empty, too large, damaged or of a kind
    that is not taken, TooManyFilesError, and SilencedError.
    """
    if not by.is_active:
        raise PermissionDenied
    refuse_silenced(by)
    return keep(file, file.name or "", file.size or 0, by=by, alt=alt)


def keep(file: IO[bytes] | UploadedFile, name: str, size: int, *, by: User, alt: str = "") -> Attachment:
    """As `upload`, for what came in another way, as in a mail."""
    kept = checked(file, name, size)
    shown = shown_name(name, kept.extension)
    with transaction.atomic():
        hold_people(by.pk)
        refuse_too_many(by, size=len(kept.content))
        attachment = Attachment(
            uploader=by,
            name=shown,
            alt=readable_line(alt)[:LONGEST_ALT],
            content_type=kept.content_type,
            size=len(kept.content),
            width=kept.width,
            height=kept.height,
        )
        attachment.file.save(f"{uuid4().hex}.{kept.extension}", ContentFile(kept.content), save=False)
        attachment.save()
    return attachment


def checked(file: Any, name: str, size: int) -> Kept:
    """The file as it is kept. Raises ValidationError."""
    extension = PurePath(name.lower()).suffix.removeprefix(".")
    if not size:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": brief(name)}, code="empty")
    if size > LARGEST:
        message = _("“%(name)s” is too large. At most %(size)s fit.")
        raise ValidationError(message % {"name": brief(name), "size": filesizeformat(LARGEST)}, code="too_large")
    if extension in PICTURES:
        return picture(file, name)
    if extension not in FILES:
        message = _(
            "“%(name)s” is of a kind that cannot be added. Add a picture (JPG, PNG, GIF, WEBP), a PDF, or a file of "
            "the kinds ODT, DOCX, ODS, XLSX or TXT."
        )
        raise ValidationError(message % {"name": brief(name)}, code="kind")
    content_type, is_right = FILES[extension]
    file.seek(0)
    content = file.read(LARGEST + 1)
    if not is_right(content):
        message = _("“%(name)s” is damaged, or is another kind of file than its name says.")
        raise ValidationError(message % {"name": brief(name)}, code="damaged")
    return Kept(content=content, extension=extension, content_type=content_type)


def picture(file: Any, name: str) -> Kept:
    """A picture made anew, without where it was taken, and no larger than a page shows. Raises ValidationError."""
    clean = clean_picture(file, name)
    extension = PurePath(clean.name or "").suffix.removeprefix(".")
    try:
        with Image.open(clean) as made:
            kind = made.format or ""
            is_moving = getattr(made, "n_frames", 1) > 1
            if max(made.size) <= WIDEST or is_moving:
                clean.seek(0)
                content, size = clean.read(), made.size
            else:
                made.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
                written = BytesIO()
                made.save(written, format=kind, **FORMATS[kind][1])
                content, size = written.getvalue(), made.size
            content_type = Image.MIME[kind]
    except UNREADABLE as error:
        message = _("This picture cannot be read. Save it anew in an image program, and try again.")
        raise ValidationError(message, code="invalid_image") from error
    return Kept(content=content, extension=extension, content_type=content_type, width=size[0], height=size[1])


def shown_name(name: str, extension: str) -> str:
    """The name of a file as readers see it: on one line, with the extension of what it is."""
    stem = readable_line(PurePath(name.replace("\\", "/")).name).rstrip(".")
    stem = stem.rpartition(".")[0] if "." in stem else stem
    return f"{stem[: LONGEST_NAME - len(extension) - 1].strip() or 'bestand'}.{extension}"


def brief(name: str) -> str:
    """The name of a file, short enough for a message."""
    return readable_line(PurePath(name.replace("\\", "/")).name)[:60] or "?"


def refuse_too_many(user: User, *, size: int) -> None:
    """Raise TooManyFilesError; the caller holds the lock of the user row."""
    recent = Q(uploaded__gt=timezone.now() - DAY)
    sent = Attachment.objects.filter(uploader=user).aggregate(
        waiting=Count("pk", filter=Q(post=None)),
        today=Count("pk", filter=recent),
        bytes_today=Sum("size", filter=recent, default=0),
    )
    if sent["waiting"] >= MOST_WAITING or sent["today"] >= MOST_A_DAY or sent["bytes_today"] + size > MOST_BYTES_A_DAY:
        raise TooManyFilesError(_("You sent many files. Your text is kept: add this one tomorrow."))
