"""Which format a document has, by what it holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePath
from typing import BinaryIO

from search.extraction.outcomes import Outcome, UnreadableError

HEAD = 1024  # bytes; a PDF may begin as late as here
PLAIN = frozenset({".txt", ".text", ".csv", ".tsv", ".md"})


class Kind(Enum):
    """What the first bytes tell apart."""

    PDF = auto()
    ARCHIVE = auto()
    RTF = auto()
    OLD_OFFICE = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader may unpack, in bytes, and how many characters are of use."""

    unpacked: int
    characters: int


Reader = Callable[[BinaryIO, Limits], Iterator[str]]

# The modules with a Reader named `pieces_of`; a document loads only its own.
READERS = {
    Kind.PDF: "search.extraction.pdf",
    Kind.ARCHIVE: "search.extraction.office",
    Kind.RTF: "search.extraction.rtf",
    Kind.OLD_OFFICE: "search.extraction.old_office",
    Kind.PLAIN: "search.extraction.plain",
}
MAGIC = {
    b"%PDF-": Kind.PDF,
    b"PK\x03\x04": Kind.ARCHIVE,
    b"{\\rtf": Kind.RTF,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind.OLD_OFFICE,
}


def is_plain(name: str) -> bool:
    """Whether a file name says plain text."""
    return PurePath(name).suffix.lower() in PLAIN


def kind_of(head: bytes, *, plain: bool) -> Kind:
    """The kind of a document with these first bytes. Raises UnreadableError for what we cannot tell."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if plain:
        return Kind.PLAIN
    if b"%PDF-" in head:
        return Kind.PDF
    raise UnreadableError(Outcome.UNSUPPORTED)
