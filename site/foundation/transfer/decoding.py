"""From the bytes of a file to text: UTF-8 and UTF-16 with or without a mark, and Windows-1252."""

import codecs
import re

from django.utils.translation import gettext as _

from foundation.transfer.problems import FileError

LARGEST_FILE = 10 * 1024 * 1024  # bytes
NO_TEXT = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"7z\xbc\xaf",
    b"Rar!",
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS_OF_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Accented letters and curly quotes as UTF-8 writes them: in Windows-1252 these pairs would read "Ã«" and "â€™".
SURELY_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
LOOKED_AT = 4096  # bytes at the start that show whether every other one is NUL
MOST_CONTROLS = 0.2  # share of control characters that text may have
MOST_NULS = 0.3  # share; text without a mark and with more of them is UTF-16


def decode(content: bytes) -> str:
    """The text of a file, without its mark. Raises FileError for what is no text, too large or damaged."""
    text = decoded(content)
    start = text[:LOOKED_AT]
    if sum(letter < " " and letter not in "\t\n\r" for letter in start) > len(start) * MOST_CONTROLS:
        raise no_text()
    return text


def decoded(content: bytes) -> str:
    """The text by the mark it begins with, the places of its NULs, or what its letters can be. Raises FileError."""
    if len(content) > LARGEST_FILE:
        raise FileError(
            _("The file is larger than %(most)s MB. Split it into smaller files.")
            % {"most": LARGEST_FILE // 1024 // 1024}
        )
    if content.startswith(MARKS_OF_UTF32):
        raise FileError(_("The file is written in UTF-32. Save it as CSV in UTF-8."))
    if content.startswith(NO_TEXT):
        raise no_text()
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return strictly(content[len(mark) :], encoding)
    nuls = encoding_by_nuls(content[:LOOKED_AT])
    if nuls:
        return strictly(content, nuls)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if SURELY_UTF8.search(content):
            raise damaged(content, error, "UTF-8") from error
    return strictly(content, "cp1252")


def encoding_by_nuls(start: bytes) -> str:
    """Which UTF-16 this is by where its NULs stand; "" where it is no UTF-16. Raises FileError for no text at all."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) / 2
    if odd > half * MOST_NULS and even <= odd / 4:
        return "utf-16-le"
    if even > half * MOST_NULS and odd <= even / 4:
        return "utf-16-be"
    if even + odd > len(start) * MOST_NULS:
        raise no_text()
    return ""


def no_text() -> FileError:
    """Say that the file is no text: an Excel file, a photo, an archive."""
    return FileError(_("This is no text file. Save your spreadsheet as CSV first."))


def strictly(content: bytes, encoding: str) -> str:
    """Decode, or raise FileError with the line of the first damage."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise damaged(content, error, {"cp1252": "Windows-1252"}.get(encoding, encoding.upper())) from error


def damaged(content: bytes, error: UnicodeDecodeError, encoding: str) -> FileError:
    """Say where the first letter stands that cannot be read."""
    line = content.count(b"\n", 0, error.start) + 1
    return FileError(
        _("The letters on line %(line)s cannot be read as %(encoding)s. Save the file again as CSV in UTF-8.")
        % {"line": line, "encoding": encoding}
    )
