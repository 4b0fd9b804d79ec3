"""Steps that take a while: shown as they go, with what they wrote kept out of sight until something fails."""

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

BETWEEN_DOTS = 1.0  # seconds
SHOWN_WHEN_FAILING = 15  # lines


class Failure(Exception):  # noqa: N818 - not a fault of the program: a sentence for who started it
    """Why the command cannot go on. `output` is what the failed step wrote."""

    def __init__(self, sentence: str, output: str = "") -> None:
        """Keep both."""
        super().__init__(sentence)
        self.output = output


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def run_step(title: str, command: Sequence[str], *, folder: Path, log: Path | None = None) -> str:
    """Run a command in a folder, with a dot for each second; returns what it wrote, and adds that to the log.

    Raises Failure with the last lines of the output.
    """
    started = time.monotonic()
    print(f"{title} ", end="", flush=True)
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        while reader.is_alive():
            reader.join(BETWEEN_DOTS)
            if reader.is_alive():
                print(".", end="", flush=True)
        failed = process.wait() != 0
    except BaseException:
        process.terminate()
        process.wait()
        raise
    text = "".join(output)
    if log:
        with log.open("a", encoding="utf-8") as file:
            file.write(text)
    print(" failed" if failed else f" {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        last = "".join(output[-SHOWN_WHEN_FAILING:])
        raise Failure(f"{title} failed:\n{last}".rstrip(), text)
    return text


def stop(sentence: str) -> int:
    """Say why nothing was done; returns the exit code."""
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1
