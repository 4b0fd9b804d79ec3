"""What the databases of today can do that Django does not know of."""

import sqlite3
from typing import Any

from django.db.backends.signals import connection_created

MOST_PARAMETERS = 32_766  # of one statement: what SQLite takes by default since 2020


def connect() -> None:
    """Listen to new connections."""
    connection_created.connect(allow_many_parameters, dispatch_uid="many parameters")


def allow_many_parameters(connection: Any, **_kwargs: Any) -> None:
    """Write many rows with one query: Django 5.2 supposes the 999 parameters of older SQLite; Django 6 asks it, too."""
    if connection.vendor == "sqlite":
        most = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = min(most, MOST_PARAMETERS)
