"""All that initiatives look for and offer today, in memory: for the board, and for finding pairs."""

import re
from array import array
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from community.initiatives.directory_table import MUNICIPALITY, THEME, point_of
from community.initiatives.models import InitiativeTheme, NeedOrOffer
from community.initiatives.queries import current_entries, public_initiatives
from foundation.generation import per_generation_in_turn
from foundation.listing_table import ListingTable, folded_text

DIRECTION, KIND = "direction", "kind"
NEWEST, ENDS_FIRST = "nieuw", "eindigt"
BEGINNING = 5  # letters: words that begin alike may be alike
WORD = re.compile(r"[^\W\d_]{4,}")


class Entry(NamedTuple):
    """What the table is made of: a need or offer with what its page says."""

    pk: int
    page_id: int
    direction: str
    kind: str
    title: str
    note: str
    until: date | None
    page_title: str
    place: str
    postcode: str
    municipality_id: int
    latitude: float | None
    longitude: float | None
    published: datetime | None


class EntryTable(ListingTable):
    """Needs and offers, what was published last first.

    page_ids: the page of each. beginnings: the positions of those whose title has a word that begins so.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the entries in their order."""
        super().__init__(
            [entry.pk for entry in entries],
            texts=[f"{entry.title}\n{entry.note}\n{entry.page_title}\n{entry.place}" for entry in entries],
            points=[point_of(entry) for entry in entries],
        )
        self.page_ids = array("q", (entry.page_id for entry in entries))
        last = date.max
        self.orders[ENDS_FIRST] = array("l", sorted(range(len(entries)), key=lambda at: entries[at].until or last))
        self.add_values(DIRECTION, enumerate(entry.direction for entry in entries))
        self.add_values(KIND, enumerate(entry.kind for entry in entries))
        self.add_values(MUNICIPALITY, enumerate(entry.municipality_id for entry in entries))
        self.beginnings: dict[str, list[int]] = {}
        for position, entry in enumerate(entries):
            for beginning in beginnings_of(entry.title):
                self.beginnings.setdefault(beginning, []).append(position)

    def add_themes(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Say which themes the pages wear, as (primary key, theme)."""
        by_page: dict[int, list[int]] = {}
        for position, page_id in enumerate(self.page_ids):
            by_page.setdefault(page_id, []).append(position)
        self.add_values(THEME, ((at, theme) for page_id, theme in pairs for at in by_page.get(page_id, ())))


def beginnings_of(title: str) -> set[str]:
    """The first letters of its words, those of at least four letters."""
    return {word[:BEGINNING] for word in WORD.findall(folded_text(title))}


@per_generation_in_turn
def entry_table(locale_id: int, day: date) -> EntryTable:
    """The table for this language and day; two queries."""
    pages = public_initiatives(locale_id)
    entries = NeedOrOffer.objects.filter(current_entries(day), page__in=pages)
    columns = ("pk", "page_id", "direction", "kind", "title", "note", "until", "page__title", "page__place")
    places = ("page__postcode", "page__municipality_id", "page__latitude", "page__longitude", "page__last_published_at")
    rows = entries.order_by("-page__last_published_at", "page_id", "sort_order", "pk").values_list(*columns, *places)
    table = EntryTable([Entry(*row) for row in rows.iterator()])
    themes = InitiativeTheme.objects.filter(page__live=True, page__locale_id=locale_id).order_by()
    table.add_themes(themes.values_list("page_id", "theme_id").iterator())
    return table
