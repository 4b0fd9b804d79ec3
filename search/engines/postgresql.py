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
        """One query: the labels of all that match, and the best documents of those that pass the filters."""
        statement, values = statement_of(wanted)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            text, pks, scores = cursor.fetchone()
        hits = list(zip(pks or (), scores or (), strict=True))
        if not wanted.counted:
            return Found(hits)
        total, matched, labels = count_labels(text.split("\n") if text else [], wanted.filters)
        return Found(hits, total, matched, labels)


def statement_of(wanted: Wanted) -> tuple[str, list[Any]]:
    """The query and its values; it gives the labels of a document on each line, and the best with their scores."""
    values: list[Any] = [expression(wanted)]
    passes = " AND ".join(["true", *["string_to_array(labels, ' ') && %s::text[]"] * len(wanted.filters)])
    values += [sorted(labels) for labels in wanted.filters.values()]
    if wanted.newest_first or not wanted.concepts:
        best = "SELECT d.id, 0::float8 AS score FROM passing p JOIN search_searchdocument d ON d.id = p.document_id"
        order = "d.date DESC NULLS LAST, d.id DESC"
    else:
        score, ranked = rank_expression(wanted.concepts)
        # Where all are returned, they are ranked afterwards.
        best = (
            f"SELECT p.document_id AS id, CASE WHEN many.number <= %s THEN 0 ELSE {score} END AS score "  # noqa: S608 - built of constants
            f"FROM passing p, many, LATERAL (SELECT CASE WHEN many.number > {MOST_RANKED} THEN p.head ELSE "
            "(SELECT t.vector FROM search_searchtext t WHERE t.document_id = p.document_id) END AS terms OFFSET 0) of"
        )
        order = "score DESC, id"
        values += [wanted.limit if wanted.counted else 0, *ranked]
    counted = "(SELECT string_agg(labels, E'\\n') FROM found)" if wanted.counted else "NULL"
    statement = (
        "WITH found AS MATERIALIZED (SELECT document_id, labels, head FROM search_found(%s::tsquery)), "  # noqa: S608 - as above
        f"passing AS MATERIALIZED (SELECT document_id, head FROM found WHERE {passes}), "
        "many AS MATERIALIZED (SELECT count(*) AS number FROM passing) "
        f"SELECT {counted}, array_agg(id), array_agg(score) FROM ({best} ORDER BY {order} LIMIT %s OFFSET %s) best"
    )
    return statement, [*values, wanted.limit, wanted.offset]


def rank_expression(concepts: tuple[Concept, ...]) -> tuple[str, list[Any]]:
    """The sum of the concepts' ranks, each as much as it tells; ts_rank itself knows nothing of rarity."""
    terms: list[str] = []
    values: list[Any] = []
    for concept in concepts:
        terms.append(f"%s::float8 * ts_rank('{WEIGHTS}', of.terms, %s::tsquery)")
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
