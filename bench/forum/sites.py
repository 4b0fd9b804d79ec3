"""The two forums that are measured, each in a database of its own that is thrown away."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.forum.fill import OUT
from bench.servers import OURS, PROJECT_ROOT, python_path
from bench.sites import manage


@dataclass(frozen=True, slots=True)
class Site:
    """A filled database: how to reach it, and where what is measured stands."""

    environment: dict[str, str]
    told: dict[str, Any]


@contextmanager
def forum_of(folder: Path, *, posts: int, topics: int) -> Iterator[Site]:
    """A network with so much talk: a file in the folder, or on PostgreSQL a database beside that of DATABASE_URL."""
    (folder / "static").mkdir(parents=True)
    out = folder / "told.json"
    environment = {"VAR_ROOT": str(folder), "CACHE_URL": "", "PAGE_CACHE": "off", OUT: str(out)}
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL", "")
        if url.startswith("postgres"):
            environment["DATABASE_URL"] = stack.enter_context(database_beside(url, f"bench_forum_{posts}"))
        else:
            environment["DATABASE_URL"] = f"sqlite:///{folder / 'kennisnetwerk.sqlite3'}"
        run("bench.forum.fill", str(posts), str(topics), environment=environment)
        manage(OURS, "collectstatic", "--noinput", "-v0", environment=environment)
        yield Site(environment, json.loads(out.read_text(encoding="utf-8")))


@contextmanager
def database_beside(url: str, name: str) -> Iterator[str]:
    """A new PostgreSQL database on the same server; gives its address."""
    import psycopg  # noqa: PLC0415 - only where there is PostgreSQL

    def tell(statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)

    tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    tell(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environment_of(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a process with our settings."""
    return {**os.environ, "PYTHONPATH": python_path(), "DJANGO_SETTINGS_MODULE": OURS, **environment}


def run(module: str, *arguments: str, environment: dict[str, str]) -> None:
    """Run a module of the benchmark with our settings. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=PROJECT_ROOT, env=environment_of(environment), check=True
    )
