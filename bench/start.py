"""`python -m bench.start`: seconds from `make run` to the first page, in a bare copy and again in the same."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.servers import PROJECT_ROOT, free_port

COLD, AGAIN = 60.0, 8.0  # seconds, on 2 cores with a warm package cache
GIVE_UP = 600.0
MAKE = shutil.which("make") or "make"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "*.mo", ".*_cache", "node_modules")


def seconds_to_first_page(project: Path) -> float:
    """Start the site, wait for its front page, stop it. Raises RuntimeError when it ends or takes too long."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    started = time.monotonic()
    process = subprocess.Popen(
        [MAKE, "--silent", "run"], cwd=project, env={**environment, "PORT": str(port)}, start_new_session=True
    )
    try:
        while time.monotonic() - started < GIVE_UP and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/"):
                    return time.monotonic() - started
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
    finally:
        os.killpg(process.pid, 15)  # only what was started here: a session of its own
        process.wait()
    raise RuntimeError("the site does not start")


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 when it takes too long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(PROJECT_ROOT, project, ignore=NOT_COPIED)
        cold = seconds_to_first_page(project)
        again = seconds_to_first_page(project)
    print(f"\nFirst page after {cold:.1f} s from nothing (at most {COLD:g}), {again:.1f} s again (at most {AGAIN:g}).")
    return 1 if options.check and (cold > COLD or again > AGAIN) else 0


if __name__ == "__main__":
    sys.exit(main())
