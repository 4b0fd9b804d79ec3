"""Making text tidy: paragraphs of words with one space between them, and nothing that is no text."""

import re
import unicodedata

LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Control characters, half surrogate pairs, and what has no width: soft hyphens, joiners of lines, marks of direction.
NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)


def tidy(text: str) -> str:
    """The paragraphs of a text, one a line: no control characters, no empty lines, single spaces."""
    lines = (" ".join(NO_TEXT.sub("", line).split()) for line in LINE_END.split(text))
    return unicodedata.normalize("NFC", "\n".join(filter(None, lines)))
