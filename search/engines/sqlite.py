"""SQLite's full text search (FTS5): embedded, and what a new network starts with."""

from typing import Any

from django.db import connection

from search.engines.wanted import Alternative, Concept, Found, Wanted, matching_sets
from search.labels import AUDIENCE, LANGUAGE, count_labels, label

# The columns of search_fts in their order, with how much a term in them counts.
WEIGHTS = {"title": 10.0, "keywords": 4.0, "summary": 4.0, "body": 1.0, "parts": 3.0, "body_parts": 0.5, "labels": 0.0}
TEXT, HEAD, WORDS = (
    "title keywords summary body parts body_parts",
    "title keywords summary parts",
    "title keywords summary body",
)
NEAR = 6  # terms between
BM25 = f"bm25(search_fts, {', '.join(map(str, WEIGHTS.values()))})"


class SQLiteEngine:
    """Finds with FTS5."""

    name = "sqlite"

    def find(self, wanted: Wanted) -> Found:
        """Two queries: the best documents, and the labels of all that match."""
        match = expression(wanted)
        filtered = " AND ".join([match, *(f"({any_label(labels)})" for labels in wanted.filters.values())])
        order = "d.date DESC NULLS LAST, d.id DESC" if wanted.newest_first or not wanted.concepts else "score, d.id"
        score = BM25 if wanted.concepts and not wanted.newest_first else "0.0"
        join = " JOIN search_searchdocument d ON d.id = search_fts.rowid" if "d." in order else ""
        order = order.replace("d.id", "search_fts.rowid")
        hits = rows(
            f"SELECT search_fts.rowid, -{score} AS s, {score} AS score FROM search_fts{join} "  # noqa: S608 - built of constants
            f"WHERE search_fts MATCH %s ORDER BY {order} LIMIT %s OFFSET %s",
            [filtered, wanted.limit, wanted.offset],
        )
        found = [(pk, value) for pk, value, _score in hits]
        if not wanted.counted:
            return Found(found)
        counted = rows(
            "SELECT d.labels FROM search_fts JOIN search_searchdocument d ON d.id = search_fts.rowid "
            "WHERE search_fts MATCH %s",
            [match],
        )
        total, matched, labels = count_labels([text for (text,) in counted], wanted.filters)
        return Found(found, total, matched, labels)


def rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def quoted(term: str) -> str:
    """A term or label as FTS5 reads it; terms are letters and digits, labels come from elsewhere."""
    escaped = term.replace('"', '""')
    return f'"{escaped}"'


def any_label(labels: frozenset[str]) -> str:
    """A document with one of these labels."""
    return f"labels : ({' OR '.join(quoted(one) for one in sorted(labels)) or quoted('nothing')})"


def expression(wanted: Wanted) -> str:
    """The match expression, without the filters that a visitor chose."""
    audience = frozenset(label(AUDIENCE, one) for one in wanted.audiences)
    language = frozenset({label(LANGUAGE, wanted.language)})
    parts = [f"({any_label(audience)})", f"({any_label(language)})"]
    if wanted.concepts:
        sets = [
            " AND ".join(concept_expression(wanted.concepts[number]) for number in chosen)
            for chosen in matching_sets(wanted)
        ]
        parts.append("(" + " OR ".join(f"({one})" for one in sets) + ")")
    match = " AND ".join(parts)
    for excluded in wanted.excluded:
        match = f"({match}) NOT ({alternative_expression(excluded)})"
    if wanted.without:
        match = f"({match}) NOT ({any_label(wanted.without)})"
    return f"({match})"


def concept_expression(concept: Concept) -> str:
    """Any of its alternatives."""
    return "(" + " OR ".join(alternative_expression(one) for one in concept.alternatives) + ")"


def alternative_expression(alternative: Alternative) -> str:
    """All of its terms."""
    keys = [quoted(key) for key in alternative.keys]
    if len(keys) == 1:
        return f"({{{TEXT}}} : {keys[0]})"
    if alternative.exact:
        return f'({{{WORDS}}} : "{" ".join(alternative.keys)}")'
    if alternative.near:
        return f"(({{{HEAD}}} : ({' AND '.join(keys)})) OR ({{{WORDS}}} : NEAR({' '.join(keys)}, {NEAR})))"
    return f"({{{TEXT}}} : ({' AND '.join(keys)}))"
