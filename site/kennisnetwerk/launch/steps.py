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


class Step:
    """A command that runs in a folder; what it writes is kept, and added to the log."""

    def __init__(self, title: str, command: Sequence[str], *, folder: Path, log: Path | None = None) -> None:
        """Start it, without a word."""
        self.title = title
        self.log = log
        self.output: list[str] = []
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.ended = self.started
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        self.output.extend(self.process.stdout or ())
        self.ended = time.monotonic()

    def finish(self) -> str:
        """Wait for it with a dot for each second; returns what it wrote. Raises Failure with the last lines of that."""
        print(f"{self.title} ", end="", flush=True)
        try:
            while self.reader.is_alive():
                self.reader.join(BETWEEN_DOTS)
                if self.reader.is_alive():
                    print(".", end="", flush=True)
            failed = self.process.wait() != 0
        except BaseException:
            self.stop()
            raise
        text = "".join(self.output)
        if self.log:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(text)
        print(" failed" if failed else f" {self.ended - self.started:.0f} s", flush=True)
        if failed:
            last = "".join(self.output[-SHOWN_WHEN_FAILING:])
            raise Failure(f"{self.title} failed:\n{last}".rstrip(), text)
        return text

    def stop(self) -> None:
        """End it, where it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def run_step(title: str, command: Sequence[str], *, folder: Path, log: Path | None = None) -> str:
    """Run a command from beginning to end; returns what it wrote. Raises Failure."""
    return Step(title, command, folder=folder, log=log).finish()


def stop(sentence: str) -> int:
    """Say why nothing was done; returns the exit code."""
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1
