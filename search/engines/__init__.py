"""What does the finding: the database itself, or a search server in front of it.

An engine finds: which documents match, roughly ranked, and how many there are per label. What a document says, how it
is ranked in the end, and who may see it is the same for all of them and not theirs to decide.
"""

from functools import cache

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from search.engines.wanted import Engine, EngineDown, Found, Wanted

__all__ = ["Engine", "EngineDown", "Found", "Wanted", "database_engine", "uses_a_server"]


def uses_a_server() -> bool:
    """Whether SEARCH_URL names a search server."""
    return bool(settings.SEARCH_URL)


@cache
def database_engine() -> Engine:
    """The full text search of the database in use."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        from search.engines.postgresql import PostgreSQLEngine  # noqa: PLC0415 - one of two

        return PostgreSQLEngine()
    from search.engines.sqlite import SQLiteEngine  # noqa: PLC0415 - one of two

    return SQLiteEngine()
