"""The databases of a test run: each state is built once per run, and every worker works in copies of it.

The state "migrated" has the empty tables, "network" is what `set_up_network` makes of it, "demo" is the loaded demo. A
worker switches its connection between copies, which costs milliseconds where loading the demo costs half a minute.
Works on SQLite and PostgreSQL. On SQLite the empty tables are also kept between runs, until a migration changes.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker

from home.demo.loader import DemoLoader
from home.setup import set_up_network

MIGRATED, NETWORK, DEMO = "migrated", "network", "demo"


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)


def load_demo() -> None:
    """Load the demo without a word."""
    DemoLoader(lambda _what, _number, _total: None).load()


# Each state: the state it is made on top of ("" for an empty database), and how.
STATES: dict[str, tuple[str, Callable[[], object]]] = {
    MIGRATED: ("", migrate),
    NETWORK: (MIGRATED, set_up_network),
    DEMO: (NETWORK, load_demo),
}


class Databases:
    """The states of this run and this worker's copies of them."""

    def __init__(self, shared: Path, kept: Path, *, run: str, worker: str, blocker: DjangoDbBlocker) -> None:
        """Take the folder all workers of the run share, the one that outlives it, and what tells runs apart."""
        self.shared = shared
        self.kept = kept
        self.run = run
        self.worker = worker
        self.blocker = blocker
        self.is_sqlite = connection.vendor == "sqlite"
        self.current = ""
        self.own_name = str(connection.settings_dict["NAME"])
        self.copies: dict[str, str] = {}  # the state -> the name of this worker's copy
        self.made = 0
        with self._lock("users"):
            self._count_users(1)

    def use(self, state: str) -> None:
        """Work in this worker's copy of the state from now on."""
        with self.blocker.unblock():
            if state not in self.copies:
                # A name of its own each time: a thread that still reads an older copy cannot touch the files of this.
                self.made += 1
                name = self._name(f"{self.worker}-{self.made}", state)
                self._copy(self._template(state), name)
                self.copies[state] = name
            self._connect(self.copies[state])
        self.current = state

    def restore(self) -> None:
        """Throw away what was changed in the present copy."""
        outdated = self.copies.pop(self.current)
        self.use(self.current)
        with self.blocker.unblock():
            self._drop(outdated)

    def close(self) -> None:
        """Drop this worker's copies; the last worker drops the states as well."""
        with self.blocker.unblock():
            self._connect(self.own_name)
            for name in self.copies.values():
                self._drop(name)
            with self._lock("users"):
                if self._count_users(-1) == 0:
                    for state in STATES:
                        self._drop(self._name("template", state))
                        self._ready(state).unlink(missing_ok=True)

    def _template(self, state: str) -> str:
        """The name of the finished state, built here when no worker has yet."""
        name = self._name("template", state)
        with self._lock(state):
            if not self._ready(state).exists():
                self._build(state, name)
                self._ready(state).touch()
        return name

    def _build(self, state: str, name: str) -> None:
        below, make = STATES[state]
        kept = self.kept / f"{digest_of_migrations()}.sqlite3"
        if state == MIGRATED and self.is_sqlite and kept.exists():
            shutil.copyfile(kept, name)
            return
        if below:
            self._copy(self._template(below), name)
        else:
            self._create(name)
        self._connect(name)
        make()
        # Nobody may be connected to a database that is copied.
        connections.close_all()
        if state == MIGRATED and self.is_sqlite:
            for outdated in self.kept.glob("*.sqlite3"):
                outdated.unlink(missing_ok=True)
            half = kept.with_suffix(f".{self.run}")
            shutil.copyfile(name, half)
            half.rename(kept)

    def _name(self, owner: str, state: str) -> str:
        """What the database is called: a path on SQLite."""
        return str(self.shared / f"{owner}-{state}.sqlite3") if self.is_sqlite else f"test_{self.run}_{owner}_{state}"

    def _ready(self, state: str) -> Path:
        return self.shared / f"{state}.ready"

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        """Let one worker at a time in."""
        with (self.shared / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _count_users(self, change: int) -> int:
        file = self.shared / "users"
        number = int(file.read_text() if file.exists() else 0) + change
        file.write_text(str(number))
        return number

    def _connect(self, name: str) -> None:
        connections.close_all()
        # The connections of all threads share this one dict.
        connections.settings["default"]["NAME"] = name
        cache.clear()

    def _create(self, name: str) -> None:
        self._drop(name)
        if not self.is_sqlite:
            self._on_server(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")

    def _copy(self, source: str, name: str) -> None:
        connections.close_all()
        self._drop(name)
        if self.is_sqlite:
            shutil.copyfile(source, name)
        else:
            # Two copies of one database at the same time are refused.
            with self._lock("copying"):
                self._on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def _drop(self, name: str) -> None:
        if self.is_sqlite:
            for suffix in ("", "-wal", "-shm"):
                Path(name + suffix).unlink(missing_ok=True)
        else:
            self._on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _on_server(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def digest_of_migrations() -> str:
    """Changes with every migration that is added, and with the text of our own."""
    digest = hashlib.sha256()
    for key in sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations):
        digest.update(repr(key).encode())
    for app in apps.get_app_configs():
        if "site-packages" not in app.path:
            for file in sorted(Path(app.path, "migrations").glob("*.py")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
