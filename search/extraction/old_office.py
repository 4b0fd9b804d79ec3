"""The container of old office formats, which we do not read, and of new ones under a password."""

from collections.abc import Iterator
from typing import BinaryIO

from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the name of a stream
CHUNK = 1024 * 1024


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """Nothing. Always raises UnreadableError: "encrypted" or "unsupported"."""
    raise UnreadableError(Outcome.ENCRYPTED if holds(file, ENCRYPTED) else Outcome.UNSUPPORTED)


def holds(file: BinaryIO, wanted: bytes) -> bool:
    """Whether these bytes stand anywhere in the file."""
    before = b""
    while chunk := file.read(CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False
