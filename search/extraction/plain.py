"""Plain text in the encodings people have."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from search.extraction.cleaning import NO_TEXT
from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError

# The longer mark first: that of UTF-32 begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
LONGEST_CHARACTER = 4  # bytes
ROOM = 2  # white space and what else gets lost, over what is of use
MOST_STRANGE = 0.02  # of the characters; what holds more of them is no text


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """A text, as far as it is of use. Raises UnreadableError for what is no text."""
    content = file.read(limits.characters * LONGEST_CHARACTER * ROOM)
    text = decoded(content)
    strange = len(text) - len(NO_TEXT.sub("", text)) + text.count("\ufffd")
    if strange > MOST_STRANGE * len(text) + 1:
        raise UnreadableError(Outcome.UNSUPPORTED)
    yield text


def decoded(content: bytes) -> str:
    """Text of bytes: by their mark, else as UTF-8, else as Windows wrote it."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    try:
        # Not final: where reading stopped half a character may stand.
        return codecs.getincrementaldecoder("utf-8")().decode(content, final=False)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
