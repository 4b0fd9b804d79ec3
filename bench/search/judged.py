"""Judged collections: documents, queries, and which documents answer each query how well."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from foundation.searchable import Address, Findable, Searchable

SETS = Path(__file__).resolve().parent / "sets"
NO_ANSWER = "no-answer"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the grades (1 to 3) of the documents that answer it; none for a query without an answer."""

    id: str
    kind: str
    language: str
    text: str
    grades: dict[str, int]


class JudgedDocuments(Searchable):
    """The documents of a collection, as a kind of thing that can be found."""

    name = "judged"
    slug = "judged"
    label = ""

    def __init__(self, rows: Iterable[dict[str, object]]) -> None:
        """Take the rows of documents.jsonl; their numbers count from 1."""
        self.rows = dict(enumerate(rows, start=1))

    def pks(self) -> Iterable[int]:
        """All numbers."""
        return list(self.rows)

    def findables(self, pks: Collection[int]) -> Iterator[Findable]:
        """The documents with these numbers."""
        for pk in pks:
            row = self.rows.get(pk)
            if row:
                yield findable(pk, row)

    def addresses(self, pks: Collection[int], *, language: str, audiences: Collection[str]) -> dict[int, Address]:
        """A made-up address for each."""
        return {pk: Address(f"/{pk}/") for pk in pks}


def findable(pk: int, row: dict[str, object]) -> Findable:
    """A document of a collection as it can be found; its tags and themes are words about it."""
    words = [*row["tags"], *row["themes"]]  # type: ignore[misc]  # JSON has no types
    return Findable(
        pk=pk,
        language=str(row["locale"]),
        title=str(row["title"]),
        slug=str(row["id"]),
        summary=str(row["summary"]),
        keywords=tuple(map(str, words)),
        texts=(str(row["body"]),),
        place=str(row["place"]),
        group=uuid5(NAMESPACE_URL, str(row["id"])),
    )


def read_rows(file: Path) -> list[dict[str, object]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def documents_of(name: str) -> JudgedDocuments:
    """The documents of a collection: "domain" or "general"."""
    return JudgedDocuments(read_rows(SETS / name / "documents.jsonl"))


def queries_of(name: str) -> list[Query]:
    """The queries of a collection."""
    return [
        Query(str(row["id"]), str(row["class"]), str(row["locale"]), str(row["query"]), dict(row["judgments"]))  # type: ignore[call-overload]  # JSON has no types
        for row in read_rows(SETS / name / "queries.jsonl")
    ]


def gain(grade: int) -> float:
    """What a document of this grade is worth."""
    return float(2**grade - 1)


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002), from 0 to 1."""
    got = sum(gain(grades.get(one, 0)) / log2(place + 1) for place, one in enumerate(found[:DEPTH], start=1))
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    best = sum(gain(grade) / log2(place + 1) for place, grade in enumerate(ideal, start=1))
    return got / best if best else 0.0


def reciprocal_rank(found: list[str], grades: dict[str, int]) -> float:
    """One divided by the place of the first document that answers."""
    return next((1 / place for place, one in enumerate(found[:DEPTH], start=1) if grades.get(one)), 0.0)


def recall(found: list[str], grades: dict[str, int]) -> float:
    """The share of the answering documents among the first ten; ten is the most there can be."""
    return sum(1 for one in found[:DEPTH] if grades.get(one)) / min(len(grades), DEPTH)


@dataclass(frozen=True, slots=True)
class Figures:
    """The means of a class of queries. For no-answer queries `nothing` is the share that rightly found nothing."""

    queries: int
    ndcg: float
    mrr: float
    recall: float
    nothing: float


def figures(answers: list[tuple[Query, list[str]]]) -> Figures:
    """The means over these queries and what was found for them."""
    number = max(1, len(answers))

    def mean(values: Iterable[float]) -> float:
        return sum(values) / number

    return Figures(
        len(answers),
        mean(ndcg(found, query.grades) for query, found in answers),
        mean(reciprocal_rank(found, query.grades) for query, found in answers),
        mean(recall(found, query.grades) for query, found in answers if query.grades),
        mean(not found for _query, found in answers),
    )
