"""PostgreSQL's full text search."""

from typing import Any

from django.db import connection

from search.engines.wanted import Alternative, Concept, Found, Wanted, matching_sets
from search.labels import AUDIENCE, LANGUAGE, count_labels, label

WEIGHTS = "{0.05, 0.2, 0.4, 1.0}"  # of D (body), C (parts), B (summary and keywords), A (title)
NEAR = 4  # places apart
MOST_RANKED = 500  # matches whose whole text is looked at for ranking; of more than that, only the head is


class PostgreSQLEngine:
    """Finds with a GIN index on a tsvector."""

    name = "postgresql"

    def find(self, wanted: Wanted) -> Found:
        """Two queries: the labels of all that match, and the best documents."""
        match = expression(wanted)
        filtered = " & ".join([match, *(f"({any_label(labels)})" for labels in wanted.filters.values())])
        total, matched, labels = 0, 0, None
        if wanted.counted:
            counted = rows(
                "SELECT d.labels, 1 FROM search_searchtext t JOIN search_searchdocument d ON d.id = t.document_id "
                "WHERE t.vector @@ %s::tsquery",
                [match],
            )
            total, matched, labels = count_labels(counted, wanted.filters)
        values: list[Any] = []
        if wanted.counted and total <= wanted.limit and not wanted.newest_first:
            score, order = "0.0", "d.id"  # all are returned, and ranked afterwards
        elif wanted.newest_first or not wanted.concepts:
            score, order = "0.0", "d.date DESC NULLS LAST, d.id DESC"
        else:
            score, values = rank_expression(wanted.concepts, "head" if total > MOST_RANKED else "vector")
            order = "score DESC, d.id"
        hits = rows(
            f"SELECT d.id, {score} AS score FROM search_searchtext t "  # noqa: S608 - built of constants
            "JOIN search_searchdocument d ON d.id = t.document_id "
            f"WHERE t.vector @@ %s::tsquery ORDER BY {order} LIMIT %s OFFSET %s",
            [*values, filtered, wanted.limit, wanted.offset],
        )
        return Found([(pk, float(value)) for pk, value in hits], total, matched, labels or {})


def rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def rank_expression(concepts: tuple[Concept, ...], column: str) -> tuple[str, list[Any]]:
    """The sum of the concepts' ranks, each as much as it tells; ts_rank itself knows nothing of rarity."""
    terms: list[str] = []
    values: list[Any] = []
    for concept in concepts:
        terms.append(f"%s * ts_rank('{WEIGHTS}', t.{column}, %s::tsquery)")
        # Whether terms stand together was asked already; here single terms will do.
        keys = dict.fromkeys(key for one in concept.alternatives for key in one.keys)
        values += [concept.rarity, " | ".join(quoted(key) for key in keys)]
    return f"({' + '.join(terms)})", values


def quoted(term: str, weights: str = "") -> str:
    """A term or label as tsquery reads it; terms are letters and digits, labels come from elsewhere."""
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'" + (f":{weights}" if weights else "")


def any_label(labels: frozenset[str]) -> str:
    """A document with one of these labels."""
    return " | ".join(quoted(one) for one in sorted(labels)) or quoted("nothing")


def expression(wanted: Wanted) -> str:
    """The tsquery, without the filters that a visitor chose."""
    audience = frozenset(label(AUDIENCE, one) for one in wanted.audiences)
    parts = [f"({any_label(audience)})", quoted(label(LANGUAGE, wanted.language))]
    if wanted.concepts:
        sets = [
            " & ".join(f"({concept_expression(wanted.concepts[number])})" for number in chosen)
            for chosen in matching_sets(wanted)
        ]
        parts.append("(" + " | ".join(f"({one})" for one in sets) + ")")
    parts += [f"!({alternative_expression(excluded)})" for excluded in wanted.excluded]
    if wanted.without:
        parts.append(f"!({any_label(wanted.without)})")
    return " & ".join(parts)


def concept_expression(concept: Concept) -> str:
    """Any of its alternatives."""
    return " | ".join(f"({alternative_expression(one)})" for one in concept.alternatives)


def alternative_expression(alternative: Alternative) -> str:
    """All of its terms."""
    if len(alternative.keys) == 1:
        return quoted(alternative.keys[0])
    if alternative.exact:
        return " <-> ".join(quoted(key) for key in alternative.keys)
    if alternative.near:
        head = " & ".join(quoted(key, "ABC") for key in alternative.keys)
        pairs = zip(alternative.keys, alternative.keys[1:], strict=False)
        close = " & ".join(f"({close_together(*pair)})" for pair in pairs)
        return f"({head}) | ({close})"
    return " & ".join(quoted(key) for key in alternative.keys)


def close_together(one: str, other: str) -> str:
    """Both within a few places, in either order."""
    return " | ".join(
        f"{quoted(first)} <{apart}> {quoted(second)}"
        for apart in range(1, NEAR + 1)
        for first, second in ((one, other), (other, one))
    )
