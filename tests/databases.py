"""The databases of a test run: each state is built once per run, and every worker works in copies of it.

The state "network" is what `set_up_network` makes; "demo" is the loaded demo. A worker switches its connection between
copies of both, which costs milliseconds where loading the demo costs half a minute. Works on SQLite and PostgreSQL.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from home.demo.loader import DemoLoader
from home.setup import set_up_network

NETWORK, DEMO = "network", "demo"


def build_network() -> None:
    """Make the tables, and what a new network starts with."""
    call_command("migrate", verbosity=0, interactive=False)
    set_up_network()


def build_demo() -> None:
    """Load the demo on top of the network."""
    DemoLoader(lambda _what, _number, _total: None).load()


# Each state: the state it is made on top of ("" for an empty database), and how.
STATES: dict[str, tuple[str, Callable[[], None]]] = {
    NETWORK: ("", build_network),
    DEMO: (NETWORK, build_demo),
}


class Databases:
    """The states of this run and this worker's copies of them."""

    def __init__(self, shared: Path, *, run: str, worker: str, blocker: DjangoDbBlocker) -> None:
        """Take the folder all workers of the run share, and what tells runs and workers apart."""
        self.shared = shared
        self.blocker = blocker
        self.run = run
        self.worker = worker
        self.current = ""
        self.first_name = str(connection.settings_dict["NAME"])
        self.copies: set[str] = set()
        with self.lock("users"):
            self._count_users(1)

    def use(self, state: str) -> None:
        """Work in this worker's copy of the state from now on."""
        name = self.name_of(self.worker, state)
        with self.blocker.unblock():
            if state not in self.copies:
                self._copy(self.template(state), name)
                self.copies.add(state)
            self._connect(name)
        self.current = state

    def restore(self) -> None:
        """Throw away what was changed in the present copy."""
        state = self.current
        self.copies.discard(state)
        self.use(state)

    def template(self, state: str) -> str:
        """The name of the finished state, built here when no worker has yet."""
        name = self.name_of("template", state)
        ready = self.shared / f"{state}.ready"
        if ready.exists():
            return name
        below, build = STATES[state]
        base = self.template(below) if below else ""
        with self.lock(state):
            if not ready.exists():
                if base:
                    self._copy(base, name)
                else:
                    self._create(name)
                self._connect(name)
                build()
                # Nobody may be connected to a database that is copied.
                connections.close_all()
                ready.touch()
        return name

    def close(self) -> None:
        """Drop this worker's copies; the last worker drops the states as well."""
        with self.blocker.unblock():
            self._close()

    def _close(self) -> None:
        connections.close_all()
        for state in self.copies:
            self._drop(self.name_of(self.worker, state))
        with self.lock("users"):
            if self._count_users(-1) == 0:
                for state in STATES:
                    self._drop(self.name_of("template", state))
                    (self.shared / f"{state}.ready").unlink(missing_ok=True)
        connection.settings_dict["NAME"] = self.first_name

    def name_of(self, owner: str, state: str) -> str:
        """What the database is called: a path on SQLite."""
        if connection.vendor == "sqlite":
            return str(self.shared / f"{owner}-{state}.sqlite3")
        return f"test_{self.run}_{owner}_{state}"

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
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
        # All threads' connections share this one dict.
        connections.settings["default"]["NAME"] = name
        cache.clear()

    def _create(self, name: str) -> None:
        self._drop(name)
        if connection.vendor != "sqlite":
            self._on_server(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\'')

    def _copy(self, source: str, name: str) -> None:
        connections.close_all()
        self._drop(name)
        if connection.vendor == "sqlite":
            shutil.copyfile(source, name)
        else:
            with self.lock("copying"):
                self._on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def _drop(self, name: str) -> None:
        if connection.vendor == "sqlite":
            for suffix in ("", "-wal", "-shm"):
                Path(name + suffix).unlink(missing_ok=True)
        else:
            with suppress(Exception):
                self._on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _on_server(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor, closing(cursor):
            cursor.execute(statement)
