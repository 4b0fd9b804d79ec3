"""Reading what people searched for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from search.models import AskedQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """A query over several days. results: of the last time it was asked; opened: how often a result was."""

    query: str
    language: str
    searches: int
    results: int
    opened: int

    @property
    def share_opened(self) -> int:
        """How many of a hundred searches ended in an opened result."""
        return round(100 * self.opened / self.searches)


def asked_since(day: date, *, language: str = "", unanswered: bool = False) -> QuerySet[AskedQuery, Mapping[str, Any]]:
    """What was asked on this day and after it, most asked first; unanswered: only what found nothing the last time."""
    rows = AskedQuery.objects.filter(day__gte=day, searches__gt=0)
    if language:
        rows = rows.filter(language=language)
    last = AskedQuery.objects.filter(query=OuterRef("query"), language=OuterRef("language")).order_by("-day")
    asked = rows.values("query", "language").annotate(
        asked=Sum("searches"), opened=Sum("clicks"), found=Subquery(last.values("results")[:1])
    )
    if unanswered:
        asked = asked.filter(found=0)
    return asked.order_by("-asked", "query", "language")


def asked_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Asked]:
    """These rows with names for their numbers."""
    for row in rows:
        yield Asked(row["query"], row["language"], row["asked"], row["found"], row["opened"])
