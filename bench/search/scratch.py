"""A database of its own for measuring: an empty network that is thrown away afterwards."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def scratch_database() -> Iterator[None]:
    """Set Django up on a new database beside the one in use: a file on SQLite, a database of its own on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennisnetwerk.settings.development")
        os.environ["VAR_ROOT"] = folder
        sys.path.insert(0, str(PROJECT_ROOT / "site"))
        import django  # noqa: PLC0415 - the settings read the environment

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        from home.setup import set_up_network  # noqa: PLC0415

        name = connection.settings_dict["NAME"]
        if connection.vendor == "postgresql":
            make_database(f"{name}_bench")
        try:
            call_command("migrate", verbosity=0)
            set_up_network()
            yield
        finally:
            if connection.vendor == "postgresql":
                drop_database(f"{name}_bench", name)


def make_database(name: str) -> None:
    """Make an empty database, and use it from now on."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up

    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - how Django makes test databases
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    connection.close()
    connection.settings_dict["NAME"] = name


def drop_database(name: str, before: str) -> None:
    """Throw it away, and go back to the one before."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up

    connection.close()
    connection.settings_dict["NAME"] = before
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - as above
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
