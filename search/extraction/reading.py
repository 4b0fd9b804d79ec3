"""Reading a document in a process of its own, within limits of time, memory and text."""

import logging
import math
import os
import selectors
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from search.extraction.formats import is_plain
from search.extraction.outcomes import OUTCOMES, Extracted, Outcome

logger = logging.getLogger(__name__)

CHILD = "search.extraction.child"
IMPORT_PATH = Path(__file__).resolve().parents[2]
# How the interpreter finds its own libraries. Nothing else is handed on: what reads a hostile file knows no secrets.
HANDED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
LONGEST_CHARACTER = 4  # bytes in UTF-8
CHUNK = 64 * 1024

# What a signal says about a child that dies of one. SIGABRT is how PDFium ends when it gets no more memory; SIGKILL
# that is not ours comes from a system that is out of it.
DEATHS: dict[int, Outcome] = {
    signal.SIGABRT: Outcome.TOO_LARGE,
    signal.SIGKILL: Outcome.TOO_LARGE,
    signal.SIGXCPU: Outcome.TOO_SLOW,
}


def text_of(
    path: Path, *, name: str, seconds: float = 20, megabytes: int = 512, characters: int = 200_000
) -> Extracted:
    """The text of a document, a paragraph a line, and how reading it went. Raises nothing, whatever the file holds.

    The content decides what the file is; `name` only tells plain text from what has no recognisable form. Reading stops
    at `characters`, and what came before is "read". `seconds` is by the clock; `megabytes` limits both the address
    space of the reading process (which itself takes about 30) and what an archive may unpack to.
    """
    try:
        file = open_regular(path)
    except (OSError, ValueError):
        logger.warning("A document cannot be opened.", exc_info=True)
        return Extracted("", Outcome.DAMAGED)
    try:
        return read_by_child(file, plain=is_plain(name), seconds=seconds, megabytes=megabytes, characters=characters)
    except OSError:
        logger.exception("The process that reads documents cannot be started.")
        return Extracted("", Outcome.DAMAGED)
    finally:
        os.close(file)


def open_regular(path: Path) -> int:
    """A descriptor of a regular file. Raises OSError for anything else, and does not wait for a pipe's other end."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(f"{path} is no regular file")
    return file


def read_by_child(file: int, *, plain: bool, seconds: float, megabytes: int, characters: int) -> Extracted:
    """What a new process reads from a descriptor within the limits."""
    deadline = time.monotonic() + seconds
    arguments = ["plain" if plain else "any", str(math.ceil(seconds)), str(megabytes), str(characters)]
    with subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", CHILD, *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": str(IMPORT_PATH)} | {key: os.environ[key] for key in HANDED_ON if key in os.environ},
        start_new_session=True,
    ) as child:
        try:
            received = received_from(child, most=characters * LONGEST_CHARACTER, deadline=deadline)
            status = child.wait(max(0, deadline - time.monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired):
            return Extracted("", Outcome.TOO_SLOW)
        finally:
            kill_group_of(child)
    outcome = outcome_of(status)
    if outcome is not Outcome.READ:
        return Extracted("", outcome)
    return Extracted(received.decode("utf-8", errors="ignore")[:characters], outcome)


def received_from(child: subprocess.Popen[bytes], *, most: int, deadline: float) -> bytes:
    """What the child writes until it closes its end, never more than `most` bytes. Raises TimeoutError."""
    received = bytearray()
    if child.stdout is None:
        return b""
    pipe = child.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(received) < most:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            chunk = os.read(pipe, min(CHUNK, most - len(received)))
            if not chunk:
                break
            received += chunk
    return bytes(received)


def kill_group_of(child: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, with all that it started."""
    # The number of a child that was waited for may already be another's.
    if child.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


def outcome_of(status: int) -> Outcome:
    """What the child's exit status says."""
    if status in OUTCOMES:
        return OUTCOMES[status]
    if -status in DEATHS:
        return DEATHS[-status]
    logger.warning("The process that reads a document ended with status %d.", status)
    return Outcome.DAMAGED
