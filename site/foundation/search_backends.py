"""The database search of Wagtail's admin, made to stand what people type.

SQLite's full text search answers a quotation mark with an error, and both databases refuse NUL; Wagtail hands both on.
"""

from typing import Any

from modelsearch.backends import database
from modelsearch.query import PlainText, SearchQuery

UNSAFE = str.maketrans({'"': " ", "\x00": " "})


def clean_words(text: str) -> str:
    """The words of a query without what the databases choke on; "" when no word is left."""
    return " ".join(text.translate(UNSAFE).split())


def clean_query(query: str | SearchQuery) -> str | SearchQuery:
    """A query that every database can read, whether it is text or was put together in code."""
    if isinstance(query, str):
        return clean_words(query)
    for name in ("subquery", "subqueries"):
        below = getattr(query, name, None)
        if isinstance(below, list):
            setattr(query, name, [as_query(clean_query(part)) for part in below])
        elif below is not None:
            setattr(query, name, as_query(clean_query(below)))
    if hasattr(query, "query_string"):
        query.query_string = clean_words(query.query_string)
        return query if query.query_string else ""
    return query


def as_query(cleaned: str | SearchQuery) -> SearchQuery:
    """A part of a composed query, also where no word of it is left."""
    return PlainText(cleaned) if isinstance(cleaned, str) else cleaned


class CleansQueries:
    """Put before a backend of modelsearch: cleans whatever is searched for."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        return super()._search(  # type: ignore[misc]
            query_compiler_class, clean_query(query), model_or_queryset, **kwargs
        )


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name modelsearch looks for
    """The backend of the database in use."""
    backend = type(database.SearchBackend(params))
    return type(backend.__name__, (CleansQueries, backend), {})(params)
