"""The process that reads one document: the file on standard input, its text on standard output.

Started by `search.extraction.reading`; by hand `python -m search.extraction.child any 20 512 200000 < file`. The exit
status says how it went (see `outcomes.STATUSES`); an unforeseen error ends with a traceback and status 1.
"""

import os
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

from search.extraction.cleaning import tidy
from search.extraction.formats import HEAD, READERS, Limits, Reader, kind_of
from search.extraction.outcomes import STATUSES, Outcome, UnreadableError

MEGABYTE = 1024 * 1024


def main(arguments: list[str]) -> None:
    """Read, write and leave. Takes "plain" or "any", and the numbers of seconds, megabytes and characters."""
    plain, seconds, megabytes, characters = arguments[0] == "plain", *map(int, arguments[1:])
    # Only our own writing goes to the parent; what a library prints does not.
    pipe = os.dup(1)
    os.dup2(2, 1)
    text = ""
    try:
        with open(0, "rb", closefd=False) as file:
            text = read(file, Limits(megabytes * MEGABYTE, characters), seconds=seconds, plain=plain)
        outcome = Outcome.READ if text else Outcome.EMPTY
    except UnreadableError as error:
        outcome = error.outcome
    except MemoryError:
        outcome = Outcome.TOO_LARGE
    if outcome is Outcome.READ:
        with suppress(BrokenPipeError), os.fdopen(pipe, "wb") as output:
            output.write(text.encode())
    # Without the tidying up of libraries, which a hostile document may have left in any state.
    os._exit(STATUSES[outcome])


def read(file: BinaryIO, limits: Limits, *, seconds: int, plain: bool) -> str:
    """The text of the file. Raises UnreadableError and MemoryError."""
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        return ""
    # Loaded before the limits hold, so that what they stop is always the document.
    reader: Reader = import_module(READERS[kind_of(head, plain=plain)]).pieces_of
    set_limits(seconds, limits.unpacked)
    return gathered(reader(file, limits), limits.characters)


def set_limits(seconds: int, memory: int) -> None:
    """Limit this process for good, in what the platform lets us limit."""
    # By the clock the parent ends us; these hold if the parent is no longer there.
    for limit, most in {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": seconds + 1,
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
    }.items():
        which = getattr(resource, limit, None)
        if which is None:
            continue
        hard = resource.getrlimit(which)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):  # macOS takes no limit of the address space
            resource.setrlimit(which, (value, value))


def gathered(pieces: Iterable[str], most: int) -> str:
    """Pieces of text made tidy, a paragraph a line, up to so many characters."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        paragraphs = tidy(piece)
        if paragraphs:
            kept.append(paragraphs)
            length += len(paragraphs) + 1
            if length > most:
                break
    return "\n".join(kept)[:most].rstrip()


if __name__ == "__main__":
    main(sys.argv[1:])
