"""The two sites that are measured, each in a folder of its own: our demo network, and an empty Wagtail."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from bench.servers import EMPTY, OURS, PROJECT_ROOT, python_path


def manage(settings: str, *arguments: str, environment: dict[str, str]) -> None:
    """Run a management command of one of the sites. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PYTHONPATH": python_path(), "DJANGO_SETTINGS_MODULE": settings, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def demo_site(folder: Path, *, copy_of: Path | None) -> dict[str, str]:
    """The demo network in a folder: made anew, or the database of another var folder; returns its environment."""
    environment = {"VAR_ROOT": str(folder)}
    (folder / "static").mkdir(parents=True)  # WhiteNoise would warn
    if copy_of is None:
        print("Making the demo network (about a minute; --var DIR uses one that is there)...", flush=True)
        manage(OURS, "migrate", "-v0", environment=environment)
        manage(OURS, "load_demo", environment=environment)
    else:
        with (
            sqlite3.connect(copy_of / "kennisnetwerk.sqlite3") as there,
            sqlite3.connect(folder / "kennisnetwerk.sqlite3") as here,
        ):
            there.backup(here)
        if (copy_of / "media").exists():
            shutil.copytree(copy_of / "media", folder / "media")
        manage(OURS, "migrate", "-v0", environment=environment)
    manage(OURS, "collectstatic", "--noinput", "-v0", environment=environment)
    return environment


def empty_site(folder: Path) -> dict[str, str]:
    """An empty Wagtail in a folder; returns its environment."""
    folder.mkdir(parents=True)
    environment = {"EMPTY_WAGTAIL_VAR": str(folder)}
    manage(EMPTY, "migrate", "-v0", environment=environment)
    return environment
