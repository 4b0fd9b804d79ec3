"""What a mail says and what is attached to it, however broken its parts are."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import PurePath

from community.notifications.incoming import headers

MOST_TEXT = 1_000_000  # characters of one part that are read
SMALLEST_INLINE = 4096  # bytes; smaller pictures within a text are icons of signatures
# What programs add and nobody means to send.
SEALS = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
OF_MAIL = {"message/delivery-status", "text/rfc822-headers"}
# Undeclared letters, and those of Windows that are declared as Latin, as browsers read them.
SAME_AS = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "utf-8"}
OF_NO_MAIL = {"punycode", "idna", "unicode-escape", "raw-unicode-escape"}  # names of Python; the first takes hours
FLOWED_QUOTE = re.compile(r">+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that came along. `mark`: by what the text shows where it stands, "" for one that stands beside it."""

    name: str
    content: bytes
    mark: str = ""


@dataclass(slots=True)
class Body:
    """The texts of a mail, in each of the two ways it may have, and its files."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Enclosed] = field(default_factory=list)


def body_of(message: EmailMessage) -> Body:
    """What a mail says. Raises RecursionError for parts within parts within parts."""
    body = Body()
    for part in parts_of(message):
        kind = part.get_content_type()
        is_file = part.get_content_disposition() == "attachment" or bool(name_of(part) and kind == "text/plain")
        if kind == "text/plain" and not is_file:
            body.plain.append(plain_text(part))
        elif kind == "text/html" and not is_file:
            body.html.append(decoded(part)[:MOST_TEXT])
        elif kind not in SEALS | OF_MAIL:
            body.files += enclosed(part)
    return body


def parts_of(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something; a mail within the mail is one of them, and is not taken apart."""
    for part in message.iter_parts() if is_container(message) else ():
        yield from parts_of(part)  # type: ignore[arg-type] # of the same class as the whole
    if not is_container(message):
        yield message


def is_container(message: EmailMessage) -> bool:
    """Whether it is made of parts."""
    return message.get_content_maintype() == "multipart" and message.is_multipart()


def plain_text(part: EmailMessage) -> str:
    """A part of plain text, with its paragraphs on one line each where the program says how it broke them."""
    text = decoded(part)[:MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    told = {name.lower(): str(value).lower() for name, value in parameters(part)}
    return unflowed(text, is_spaced=told.get("delsp") == "yes") if told.get("format") == "flowed" else text


def parameters(part: EmailMessage) -> list[tuple[str, str]]:
    """What the part says about how it is written."""
    try:
        return [(name, value) for name, value in part.get_params(failobj=[]) if isinstance(value, str)]
    except (AttributeError, IndexError, TypeError, ValueError):
        return []


def decoded(part: EmailMessage) -> str:
    """The letters of a part, whatever it says about them."""
    content = bytes_of(part)
    told = dict(parameters(part)).get("charset", "").strip("'\" ").lower()
    told = "utf-8" if told.replace("_", "-") in OF_NO_MAIL else told
    for charset in (SAME_AS.get(told, told) or "utf-8", "utf-8", "windows-1252"):
        try:
            return content.decode(charset).encode("utf-8", "replace").decode()  # without halves of characters
        except (LookupError, ValueError):
            continue
    return content.decode("windows-1252", "replace")


def bytes_of(part: EmailMessage) -> bytes:
    """What a part holds; of a broken one as much as can be read."""
    try:
        content = part.get_payload(decode=True)
    except (AssertionError, AttributeError, IndexError, TypeError, ValueError):
        return b""
    return content if isinstance(content, bytes) else b""


def name_of(part: EmailMessage) -> str:
    """The name of a file, "" where it has none."""
    try:
        return headers.readable(part.get_filename("")).strip()
    except (AttributeError, IndexError, LookupError, TypeError, ValueError):
        return ""


def enclosed(part: EmailMessage) -> Iterator[Enclosed]:
    """The file that a part holds; no small picture that only decorates a text."""
    kind = part.get_content_type()
    name = name_of(part) or ("bericht.eml" if kind == "message/rfc822" else "bestand")
    if not PurePath(name).suffix:
        name += mimetypes.guess_extension(kind) or ""
    mark = next(iter(headers.raw(part, "Content-ID")), "").strip("<> ")
    is_shown_within = mark and kind.startswith("image/") and part.get_content_disposition() != "attachment"
    content = bytes_of(part)
    if not is_shown_within:
        yield Enclosed(name=name, content=content)
    elif len(content) >= SMALLEST_INLINE:
        yield Enclosed(name=name, content=content, mark=mark)


def unflowed(text: str, *, is_spaced: bool) -> str:
    """Text with format=flowed (RFC 3676): a line that ends with a space goes on in the next of the same quote."""
    made: list[tuple[int, str]] = []
    goes_on = False
    for line in text.split("\n"):
        quote = FLOWED_QUOTE.match(line)
        depth = len(quote[0]) if quote else 0
        words = line[depth:].removeprefix(" ")
        if goes_on and made[-1][0] == depth and words != "-- ":
            made[-1] = (depth, made[-1][1] + words)
        else:
            made.append((depth, words))
        goes_on = words.endswith(" ") and words != "-- "
        if goes_on and is_spaced:
            made[-1] = (depth, made[-1][1][:-1])
    return "\n".join(f"{'>' * depth} {words}" if depth else words for depth, words in made)
