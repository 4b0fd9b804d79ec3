"""Text of PDF documents, by PDFium."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pypdfium2 import PdfDocument, PdfiumError

from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError

WRONG_PASSWORD, UNKNOWN_SECURITY = 4, 5  # FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY

# PDFium itself writes U+0002 for a hyphen that ends a line within a word.
HYPHENATED = re.compile(r"(?<=([^\W_]))(?:\x02|\ufffe|[-\u2010\xad][^\S\n]*\n)\s*(?=([^\W_]+))")
# What joins two words of which the first leaves off its end: "zorg- en welzijn".
JOINING = frozenset({"en", "of", "tot", "and", "or", "und"})
SENTENCE_END = (".", "!", "?", ":", ";")
NEARLY_FULL = 0.6  # of the longest line of the page


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """The text of a PDF, page by page. Raises UnreadableError."""
    try:
        document = PdfDocument(file)
    except PdfiumError as error:
        locked = error.err_code in {WRONG_PASSWORD, UNKNOWN_SECURITY}
        raise UnreadableError(Outcome.ENCRYPTED if locked else Outcome.DAMAGED) from error
    sound = 0
    for number in range(len(document)):
        try:
            text = text_of_page(document, number)
        except PdfiumError:
            continue  # one bad page does not hide the others
        sound += 1
        yield paragraphs_of(text)
    if not sound:
        raise UnreadableError(Outcome.DAMAGED)


def text_of_page(document: PdfDocument, number: int) -> str:
    """The lines of one page as they stand on it. Raises PdfiumError."""
    page = document[number]
    try:
        content = page.get_textpage()
        try:
            text: str = content.get_text_bounded()
            return text
        finally:
            content.close()
    finally:
        page.close()


def paragraphs_of(page: str) -> str:
    """The lines of a page put together into paragraphs, with words whole again.

    A line goes on in the next one if that begins with a small letter, or if it is nearly full and ends no sentence.
    """
    lines = [line.strip() for line in whole_words(page.replace("\r\n", "\n")).split("\n")]
    full = NEARLY_FULL * max(map(len, lines))
    pieces: list[str] = []
    before = ""
    for line in lines:
        if line:
            goes_on = before and (line[0].islower() or (len(before) > full and not before.endswith(SENTENCE_END)))
            pieces += (" " if goes_on else "\n", line)
        before = line
    return "".join(pieces)


def whole_words(text: str) -> str:
    """Words that were broken at the end of a line, joined: "sub-" and "sidie" make "subsidie"."""
    return HYPHENATED.sub(joint, text)


def joint(match: re.Match[str]) -> str:
    """What stands between the two halves of a broken word: nothing, or a hyphen that was there before."""
    before, after = match.groups()
    if after in JOINING:
        return "- "
    return "" if before.islower() and after[0].islower() else "-"
