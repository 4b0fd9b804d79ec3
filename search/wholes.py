"""Things that are parts of one whole, as the stretches of a long topic: of each whole only the best part is shown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from foundation.searchable import searchables
from search.engines.wanted import Found
from search.labels import KIND, label
from search.models import SearchDocument

Hits = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Wholes:
    """Of the hits that are parts: the whole that each belongs to."""

    of: Mapping[int, UUID] = field(default_factory=dict)

    def best_of_each(self, hits: Hits) -> Hits:
        """These hits, of each whole only the first."""
        if not self.of:
            return hits
        seen: set[UUID] = set()
        kept = []
        for hit in hits:
            whole = self.of.get(hit[0])
            if whole is None or whole not in seen:
                kept.append(hit)
            if whole is not None:
                seen.add(whole)
        return kept


def parts_taken_together(found: Found) -> tuple[Found, Wholes]:
    """What was found, counted with each whole once, and the wholes. At most one query.

    Only among the hits: of parts that come after all of these each counts.
    """
    kinds = [kind.name for kind in searchables() if kind.has_parts]
    if not any(found.labels.get(label(KIND, name)) for name in kinds):
        return found, Wholes()
    parts = SearchDocument.objects.filter(pk__in=[pk for pk, _score in found.hits], kind__in=kinds, group__isnull=False)
    rows = {pk: (group, labels) for pk, group, labels in parts.values_list("pk", "group", "labels")}
    wholes = Wholes({pk: group for pk, (group, _labels) in rows.items() if group is not None})
    kept = {pk for pk, _score in wholes.best_of_each(found.hits)}
    surplus = [labels for pk, (_group, labels) in rows.items() if pk not in kept]
    if not surplus:
        return found, Wholes()
    labels = Counter(found.labels)
    labels.subtract(one for each in surplus for one in each.split())
    return replace(
        found, total=found.total - len(surplus), matched=found.matched - len(surplus), labels=+labels
    ), wholes
