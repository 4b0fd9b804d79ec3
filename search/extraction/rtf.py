"""Text of Rich Text Format documents."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from search.extraction.formats import Limits

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\ ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|[\r\n]+"
    r"|(?P<text>[^\\{}\r\n]+)"
)
# Groups that say something about the document, or show no words of it; many more say so themselves by `\*`.
ASIDE = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "fldinst",
        "filetbl",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "annotation",
        "deleted",
    }
)
BREAKS = frozenset({"par", "sect", "page", "line", "row", "cell", "nestcell", "nestrow", "footnote"})
SPACES = frozenset({"tab", "emspace", "enspace", "qmspace"})
WORDS = dict.fromkeys(BREAKS, "\n") | dict.fromkeys(SPACES, " ")
WORDS |= {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
TWO_BYTES = 0x10000


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """The text of an RTF document."""
    yield RtfText().of(file.read().decode("latin-1"), most=limits.characters)


class RtfText:
    """The state of reading: one entry a group, of whether it is aside and how many stand-ins follow a character."""

    def __init__(self) -> None:
        """Begin outside all groups."""
        self.aside = False
        self.stand_ins = 1
        self.groups: list[tuple[bool, int]] = []
        self.encoding = "cp1252"
        self.to_skip = 0

    def of(self, source: str, *, most: int) -> str:
        """The text of a source, up to about so many characters."""
        pieces: list[str] = []
        length = place = 0
        while length <= most and (match := TOKEN.search(source, place)):
            place = match.end()
            if match["word"] == "bin":
                place += max(0, int(match["number"] or 0))
                continue
            piece = self.read(match)
            if piece and not self.aside:
                pieces.append(piece)
                length += len(piece)
        # Characters beyond U+FFFF are written as two halves.
        return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")

    def read(self, match: re.Match[str]) -> str:
        """Take one token; the text that it stands for."""
        if match["brace"]:
            self.open_or_close(match["brace"])
            return ""
        if match["word"]:
            return self.read_word(match["word"], int(match["number"] or 0))
        if match["sign"]:
            if match["sign"] == "*":
                self.aside = True
            return SIGNS.get(match["sign"], "")
        return self.without_stand_ins(self.decoded(match["byte"]) if match["byte"] else match["text"] or "")

    def open_or_close(self, brace: str) -> None:
        """Begin a group with the state of the one around it, or go back to that."""
        self.to_skip = 0
        if brace == "{":
            self.groups.append((self.aside, self.stand_ins))
        elif self.groups:
            self.aside, self.stand_ins = self.groups.pop()

    def read_word(self, word: str, number: int) -> str:
        """Obey a control word; the text that it stands for."""
        if word in ASIDE:
            self.aside = True
        elif word == "u":
            self.to_skip = self.stand_ins
            return chr(number % TWO_BYTES)
        elif word == "uc":
            self.stand_ins = max(0, number)
        elif word == "ansicpg":
            self.encoding = encoding_of(number)
        return WORDS.get(word, "")

    def decoded(self, byte: str) -> str:
        """The character of a byte in hexadecimals."""
        return bytes.fromhex(byte).decode(self.encoding, errors="ignore")

    def without_stand_ins(self, text: str) -> str:
        """Text without what stands there for readers that know no Unicode."""
        skipped = min(self.to_skip, len(text))
        self.to_skip -= skipped
        return text[skipped:]


def encoding_of(code_page: int) -> str:
    """The name of an encoding for a Windows code page."""
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return "cp1252"
