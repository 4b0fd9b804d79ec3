"""What tests start in place of the child: it does what the document on standard input says."""

import fcntl
import os
import subprocess
import sys
import time

from search.extraction.outcomes import STATUSES, Outcome


def tell_environment() -> None:
    """Write the names of what we were told, and end well."""
    sys.stdout.write(" ".join(sorted(os.environ)))
    sys.stdout.flush()
    os._exit(STATUSES[Outcome.READ])


def hold(path: str) -> None:
    """Lock a file, hand the lock to a process of our own, and stay."""
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - as short as it can be
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("locked")
        file.flush()
        with subprocess.Popen(["sleep", "60"], pass_fds=[file.fileno()], stdout=subprocess.DEVNULL):
            time.sleep(60)


if __name__ == "__main__":
    command, _, argument = sys.stdin.read().partition(" ")
    if command == "hold":
        hold(argument)
    elif command == "environment":
        tell_environment()
    elif command == "end":
        os.kill(os.getpid(), int(argument))
    else:
        sys.exit(int(argument))
