"""Listings of a table in memory: what a large directory needs to answer as quickly as a small one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from foundation.listing import (
    ORDER_PARAMETER,
    PAGE_SIZE,
    WORDS_PARAMETER,
    Chip,
    Facet,
    Link,
    Listing,
    ListingBuilder,
    Order,
)
from foundation.listing_table import ListingTable, NearestFirst, Rows
from foundation.nearness import PLACE_PARAMETER, RADIUS_PARAMETER, Nearness

NEAREST = "nabij"


class TableListingBuilder(ListingBuilder):
    """A listing whose facets are columns of a table, and which can be asked for what is near a place.

    What it finds are positions in the table. A facet's `column` names the table's column; an order's `name` one of the
    table's orders, except for the first order, in which the table stands.
    """

    more_parameters = (PLACE_PARAMETER, RADIUS_PARAMETER)

    def __init__(  # noqa: PLR0913 - each says one thing about the listing, by name
        self,
        request: HttpRequest,
        *,
        table: ListingTable,
        facets: Sequence[Facet],
        orders: Sequence[Order],
        nearest: Order,
        action: str,
        near: Callable[[str, str], Nearness],
        my_places: Sequence[tuple[str, str]] = (),
        page_size: int = PAGE_SIZE,
    ) -> None:
        """Take the table and which of its rows the address asks for. Raises BadRequest for a damaged address.

        near: reads the place and the radius. nearest: the order that comes first where a place is known. my_places:
        places of the visitor's own, as words for a link and as an address has them.
        """
        super().__init__(
            request, rows=None, facets=facets, orders=orders, word_columns=(), action=action, page_size=page_size
        )
        self.table = table
        self.near = near(self.parameters.get(PLACE_PARAMETER, ""), self.parameters.get(RADIUS_PARAMETER, ""))
        if self.near.spot:
            self.orders = (nearest, *orders)
            wanted = self.parameters.get(ORDER_PARAMETER)
            self.order = next((order for order in self.orders if order.name == wanted), nearest)
        elif not self.near.asked:
            self.parameters.pop(RADIUS_PARAMETER, None)
        mine = tuple(Link(words, self.address(**{PLACE_PARAMETER: place})) for words, place in my_places)
        self.near = replace(self.near, mine=mine)

    def filtered(self, *, but: str = "") -> Any:
        """The set of the rows that pass all filters, or all but one facet."""
        rows = self._base_rows()
        for name, chosen in self._chosen().items():
            if name != but:
                rows &= chosen
        return rows

    def _base_rows(self) -> Rows:
        """What words and place leave."""
        rows = self.table.all
        words = self.parameters.get(WORDS_PARAMETER)
        if words:
            rows &= self.table.holding(words)
        if self.near.spot:
            rows &= self.table.around(self.near.spot).within(self.near.radius)
        return rows

    def _chosen(self) -> dict[str, Rows]:
        """For each facet that is on, the rows of its value; an unknown value has none."""
        chosen = {}
        for facet in self.facets:
            value = self.parameters.get(facet.name)
            if value is not None:
                known = facet.choices.get(value)
                chosen[facet.name] = self.table.having(facet.column, known[0]) if known else 0
        return chosen

    def found(self) -> Sequence[int]:
        """The positions of the rows that pass all filters, in order."""
        positions = self.table.in_order(self.filtered(), self.table.orders.get(self.order.name))
        if self.order.name == NEAREST and self.near.spot:
            return NearestFirst(positions, self.table.around(self.near.spot))
        return positions

    def total(self, found: Any) -> int:
        """How many rows were found."""
        return len(found)

    def counts(self) -> dict[str, dict[str, int]]:
        """For each facet the number of rows per value."""
        base, chosen = self._base_rows(), self._chosen()
        counted = {}
        for facet in self.facets:
            rows = base
            for name, others in chosen.items():
                if name != facet.name:
                    rows &= others
            counted[facet.name] = {
                str(inside): (rows & self.table.having(facet.column, inside)).bit_count()
                for inside, _label in facet.choices.values()
            }
        return counted

    def build(self, **parts: Any) -> Listing:
        """The listing for the template; `to_items` gets positions in the table."""
        listing = super().build(**parts)
        listing.near = self.near
        return listing

    def _chips(self) -> tuple[Chip, ...]:
        chips = super()._chips()
        if not self.near.spot:
            return chips
        without = self.address(**{PLACE_PARAMETER: None, RADIUS_PARAMETER: None})
        return (Chip(self.near.label, without), *chips)
