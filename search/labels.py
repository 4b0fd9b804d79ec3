"""Labels: what documents are filtered and counted by. A label is a facet and a value, "theme:12"."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from foundation.searchable import Findable

KIND, THEME, TAG, PLACE, YEAR = "kind", "theme", "tag", "place", "year"
FACETS = (KIND, THEME, PLACE, TAG, YEAR)
LANGUAGE, AUDIENCE = "lang", "for"
TRANSLATED = "also"  # in which other languages it can be found
VILLAGE = "village"  # counted for suggestions only

Filters = Mapping[str, frozenset[str]]  # facet -> the labels of which a document needs one


def label(facet: str, value: object) -> str:
    """Write a label."""
    return f"{facet}:{value}"


def value_of(label_: str) -> str:
    """What a label says of its facet."""
    return label_.partition(":")[2]


def year_of(moment: datetime | None) -> int | None:
    """The year of a moment where we live."""
    return timezone.localtime(moment).year if moment else None


def labels_of(findable: Findable, kind: str) -> list[str]:
    """All labels of a thing, filters of the site itself included."""
    labels = [label(KIND, kind), label(LANGUAGE, findable.language), label(AUDIENCE, findable.audience)]
    labels += [label(TRANSLATED, language) for language in findable.translations]
    labels += [label(THEME, pk) for pk in findable.theme_ids]
    labels += [label(TAG, pk) for pk in findable.tag_ids]
    if findable.municipality_id:
        labels.append(label(PLACE, findable.municipality_id))
    if findable.date:
        labels.append(label(YEAR, year_of(findable.date)))
    return labels


def count_labels(texts: Sequence[str], filters: Filters) -> tuple[int, int, Counter[str]]:
    """How many documents pass all filters, how many there are without them, and how many each label would leave.

    texts: the labels of each document between spaces. A label is counted among the documents that pass the filters of
    all *other* facets, so that a second choice of a facet shows what it would add.
    """
    if not filters:
        return len(texts), len(texts), Counter(" ".join(texts).split())
    total = 0
    counted: list[str] = []
    for text in texts:
        labels = text.split()
        failed = [facet for facet, wanted in filters.items() if wanted.isdisjoint(labels)]
        if not failed:
            total += 1
            counted += labels
        elif len(failed) == 1:
            prefix = f"{failed[0]}:"
            counted += [one for one in labels if one.startswith(prefix)]
    return total, len(texts), Counter(counted)
