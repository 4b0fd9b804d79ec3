"""Files are what they say they are, without more in them than can be seen."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.forums.models import Attachment
from community.forums.writing import uploads
from community.forums.writing.uploads import LARGEST, TooManyFilesError, shown_name, upload
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def archive(**files: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_CT_", "[Content_Types].xml"), content)
    return written.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (4, 3)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "blue").save(written, kind)
    return written.getvalue()


ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content="x")
DOCX = archive(_CT_="x", word__document="x")
GOOD = [
    ("plan.pdf", b"%PDF-1.7 x", "application/pdf"),
    ("plan.odt", ODT, "application/vnd.oasis.opendocument.text"),
    ("plan.DOCX", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (
        "lijst.xlsx",
        archive(_CT_="x", xl__workbook="x"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("tekst.txt", "Hé <script>".encode(), "text/plain; charset=utf-8"),
    ("foto.png", image(), "image/png"),
]
WRONG = [
    ("leeg.pdf", b""),
    ("kwaad.exe", b"MZ"),
    ("plaatje.svg", b"<svg onload=alert(1)>"),
    ("pagina.html", b"<script>alert(1)</script>"),
    ("pagina.pdf", b"<html>"),
    ("nep.odt", b"PK\x03\x04"),
    ("nep.docx", ODT),
    ("macro.docx", archive(_CT_="x", word__document="x", **{"word__vbaProject.bin": "x"})),
    ("nep.txt", b"a\x00b"),
    ("nep.png", b"<script>alert(1)</script>"),
    ("bom.docm", DOCX),
    ("zonder", b"x"),
    ("dubbel.pdf.exe", b"%PDF-1.7"),
    ("", b"x"),
]


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    kept = upload(SimpleUploadedFile(name, content), by=UserFactory())
    assert (kept.content_type, kept.is_picture, kept.post) == (kind, name == "foto.png", None)
    assert kept.file.name.startswith("forum/")
    assert name.partition(".")[0] not in kept.file.name


@pytest.mark.parametrize(("name", "content"), WRONG)
def test_what_is_not_taken(name: str, content: bytes) -> None:
    file = SimpleUploadedFile("x", content)
    file._name = name
    with pytest.raises(ValidationError):
        upload(file, by=UserFactory())
    assert Attachment.objects.count() == 0


def test_a_script_behind_a_picture_is_gone_and_a_large_one_made_smaller() -> None:
    kept = upload(SimpleUploadedFile("x.png", image(size=(3000, 20)) + b"<script>alert(1)</script>"), by=UserFactory())
    assert b"script" not in kept.file.read()
    assert (kept.width, kept.height) == (1600, 11)


def test_too_large_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory()
    with pytest.raises(ValidationError, match="te groot"):
        upload(SimpleUploadedFile("x.txt", b"x" * (LARGEST + 1)), by=user)
    monkeypatch.setattr(uploads, "MOST_WAITING", 2)
    for _ in range(2):
        upload(SimpleUploadedFile("x.txt", b"x"), by=user)
    with pytest.raises(TooManyFilesError):
        upload(SimpleUploadedFile("x.txt", b"x"), by=user)
    with pytest.raises(PermissionDenied):
        upload(SimpleUploadedFile("x.txt", b"x"), by=UserFactory(is_active=False))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\fakepath\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd.txt", "passwd.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        (".pdf", "bestand.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_name_of_a_file_says_what_it_is(name: str, shown: str) -> None:
    assert shown_name(name, "pdf") == shown
