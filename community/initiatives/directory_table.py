"""All public initiatives of a language in memory, for the directory and its map."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from community.initiatives.models import Direction, InitiativeTag, InitiativeTheme, NeedOrOffer
from community.initiatives.queries import current_entries, public_initiatives
from community.places.postcodes import spot_of
from community.places.queries import place_of
from foundation.generation import per_generation_in_turn
from foundation.listing_table import ListingTable

ANYTHING = "alles"  # any kind of need or offer
THEME, TAG, MUNICIPALITY, PHASE = "theme", "tag", "municipality", "phase"
NEED_COLUMNS = {Direction.NEED.value: "needs", Direction.OFFER.value: "offers"}
BY_NAME, NEWEST = "naam", "nieuw"


class Row(NamedTuple):
    """What the table is made of."""

    pk: int
    title: str
    tagline: str
    place: str
    municipality_id: int
    postcode: str
    latitude: float | None
    longitude: float | None
    phase: str


class DirectoryTable(ListingTable):
    """The initiatives, by name; `on_map` are the points that they have themselves, which a map may show."""

    def __init__(self, rows: Sequence[Row], newest: Sequence[int]) -> None:
        """Take the rows in the order of their names, and their primary keys with the newest first."""
        super().__init__(
            [row.pk for row in rows],
            texts=[f"{row.title}\n{row.tagline}\n{row.place}" for row in rows],
            points=[point_of(row) for row in rows],
        )
        self.positions = {row.pk: position for position, row in enumerate(rows)}
        self.orders[NEWEST] = array("l", (self.positions[pk] for pk in newest if pk in self.positions))
        self.on_map = [
            None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude) for row in rows
        ]
        self.add_values(MUNICIPALITY, enumerate(row.municipality_id for row in rows))
        self.add_values(PHASE, enumerate(row.phase for row in rows))

    def add_of_pages(self, column: str, pairs: Iterable[tuple[int, Any]]) -> None:
        """Say which values the pages have in this column, as (primary key, value)."""
        known = self.positions
        self.add_values(column, [(known[pk], value) for pk, value in pairs if pk in known])


def point_of(row: Any) -> tuple[float, float] | None:
    """Where an initiative is: its own point, else the middle of its postcode or municipality."""
    if row.latitude is not None and row.longitude is not None:
        return row.latitude, row.longitude
    spot = (spot_of(row.postcode) if row.postcode else None) or place_of(row.municipality_id)
    return (spot.latitude, spot.longitude) if spot else None


@per_generation_in_turn
def directory_table(locale_id: int, day: date) -> DirectoryTable:
    """The table for this language, with what is asked and offered on this day; five queries."""
    initiatives = public_initiatives(locale_id)
    columns = initiatives.order_by("title", "pk").values_list(*Row._fields)
    newest = initiatives.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    table = DirectoryTable([Row(*row) for row in columns.iterator()], list(newest.iterator()))
    live = {"live": True, "locale_id": locale_id}
    themes = InitiativeTheme.objects.filter(**{f"page__{name}": value for name, value in live.items()})
    tags = InitiativeTag.objects.filter(**{f"content_object__{name}": value for name, value in live.items()})
    table.add_of_pages(THEME, themes.order_by().values_list("page_id", "theme_id").iterator())
    table.add_of_pages(TAG, tags.order_by().values_list("content_object_id", "tag_id").iterator())
    wishes = NeedOrOffer.objects.filter(current_entries(day), page__live=True, page__locale_id=locale_id)
    entries = list(wishes.order_by().values_list("page_id", "direction", "kind").iterator())
    for direction, column in NEED_COLUMNS.items():
        of_this = [(page_id, kind) for page_id, said, kind in entries if said == direction]
        anything = [(page_id, ANYTHING) for page_id, _kind in of_this]
        table.add_of_pages(column, of_this + anything)
    return table
