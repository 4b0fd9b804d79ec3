"""Characters that no eye sees, or that make one text look like another.

What a script needs stays: joiners between letters of Persian or Hindi, marks of direction beside Arabic or Hebrew, and
what puts an emoji together. Everywhere else they only hide words from readers and moderators.
"""

import re
import unicodedata

from community.members.writing import is_blank, one_line

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff\ue000-\uf8ff]"
)
JOINERS = re.compile("[\u200c-\u200f\u061c]")
JOINED_FROM = 0x2FF  # below it are the letters of Europe, which need no joiners
# More marks on one letter than any language puts there spill over the lines beside it.
PILED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f"
    "\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def readable(text: str) -> str:
    """The text with what can be read only; tabs and line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    text = HIDDEN.sub("", text)
    if JOINERS.search(text):
        text = "".join(sign for at, sign in enumerate(text) if not JOINERS.match(sign) or is_needed(text, at))
    return PILED.sub(r"\1", text)


def is_needed(text: str, at: int) -> bool:
    """Whether a script needs the joiner at this place: it stands beside a letter or picture of that script."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return any(beside and ord(beside) > JOINED_FROM and is_joined(beside) for beside in (before, after))


def is_joined(sign: str) -> bool:
    """Whether joiners stand beside such a sign."""
    return unicodedata.category(sign) in ("Lo", "Mn", "Mc", "So", "Sk")


def readable_line(text: str) -> str:
    """A title or name on one line; "" for one in which there is nothing to see."""
    line = one_line(readable(text))
    return "" if is_blank(line) else line
