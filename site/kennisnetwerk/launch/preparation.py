"""What must be there before the site can be served: translations, database, demo, static files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kennisnetwerk.launch.stamps import PROJECT_ROOT, PYTHON, REQUIREMENTS, STAMPS, VAR_ROOT, digest, holds, put
from kennisnetwerk.launch.steps import Step, run_step

LOCALE = PROJECT_ROOT / "site" / "locale"
CODE = tuple(PROJECT_ROOT / name for name in ("site", "home", "search", "events", "knowledge", "community"))
OWN_DATABASE = VAR_ROOT / "kennisnetwerk.sqlite3"
STATIC_ROOT = VAR_ROOT / "static"
ACCOUNTS = STAMPS / "accounts.txt"


def compile_translations() -> None:
    """Make the .mo files that are missing or older than their .po."""
    stale = [po for po in LOCALE.rglob("*.po") if modified(po.with_suffix(".mo")) <= modified(po)]
    if stale:
        command = [str(PYTHON), "site/locale/compile.py", *map(str, stale)]
        run_step("Compiling translations", command, folder=PROJECT_ROOT)


def prepare_database() -> None:
    """Bring the tables up to date, and load the demo the first time."""
    elsewhere = os.environ.get("DATABASE_URL", "")
    is_new = not elsewhere and not OWN_DATABASE.exists()
    migrations = [file for folder in CODE for file in folder.rglob("migrations/*.py")]
    wanted = digest([*migrations, REQUIREMENTS / "base.txt"], also=elsewhere)
    is_old = not holds(STAMPS / "database", wanted)
    # Another database than our own file may have been emptied or replaced without our knowing.
    if is_new or elsewhere or is_old:
        manage("Making the tables" if is_new else "Updating the tables", "migrate", "-v0")
        put(STAMPS / "database", wanted)
    demo = STAMPS / f"demo-{digest([], also=elsewhere)[:12]}"
    if is_new or not demo.exists():
        output = manage("Loading the demo network", "load_demo")
        _progress, heading, accounts = output.partition("Demo accounts")
        put(ACCOUNTS, heading + accounts)
        put(demo, "")
    elif is_old:
        manage("Updating the search", "rebuild_search")


@contextmanager
def static_files_collected() -> Iterator[None]:
    """Put stylesheets, scripts and icons where the server finds them, under their final names; while the body runs."""
    folders = [folder for top in CODE for folder in top.rglob("static") if folder.is_dir()]
    files = {file for folder in folders for file in folder.rglob("*") if file.is_file()}
    wanted = digest([*files, REQUIREMENTS / "base.txt"])
    if STATIC_ROOT.exists() and holds(STAMPS / "static", wanted):
        yield
        return
    command = [str(PYTHON), "manage.py", "collectstatic", "--noinput", "--clear", "-v0"]
    step = Step("Collecting static files", command, folder=PROJECT_ROOT)
    try:
        yield
        step.finish()
    finally:
        step.stop()
    put(STAMPS / "static", wanted)


def manage(title: str, *arguments: str) -> str:
    """Run a management command as a step; returns what it wrote."""
    return run_step(title, [str(PYTHON), "manage.py", *arguments], folder=PROJECT_ROOT)


def modified(file: Path) -> float:
    """When a file was last changed; 0 where it is missing."""
    return file.stat().st_mtime if file.exists() else 0.0
