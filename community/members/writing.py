"""What people type, without what no eye sees and no letter needs.

Every script stays as it is, with the joiners it needs. Control characters and marks that turn the direction of a text
would let one text look like another, or spill over what stands beside it.
"""

import re
import unicodedata

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
MANY_EMPTY_LINES = re.compile(r"\n{3,}")
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
KEPT_CONTROLS = "\n\t"


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(without_invisibles(LINE_ENDS.sub("\n", text)).split())


def paragraphs(text: str) -> str:
    """The text with its lines and paragraphs; at most one empty line in a row."""
    lines = (line.rstrip() for line in without_invisibles(LINE_ENDS.sub("\n", text)).split("\n"))
    return MANY_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def without_invisibles(text: str) -> str:
    """The text without controls, halves of characters, and marks that turn its direction."""
    return "".join(
        character
        for character in text.translate(TURNING)
        if character in KEPT_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")
    )


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: only spaces, and marks that join or separate."""
    return all(unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn") for character in text)
