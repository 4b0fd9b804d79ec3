"""All rows of a listing in the memory of the process, so that filtering and counting cost next to nothing.

A set of rows is one number, whose bit n says whether row n is in it: Python counts and combines the bits of 20,000 rows
in a millionth of a second. A table is made once a generation, from a handful of queries.
"""

import re
import unicodedata
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from math import inf
from typing import Any, Generic, TypeVar

from foundation.distances import KM_PER_DEGREE, Spot

Value = TypeVar("Value")

Rows = int  # a set of rows, as bits

MOST_KEPT = 50  # words, and places, of which a table remembers what it found
MOST_WORDS = 8
FEW = 100  # rows; above it, sorting all is quicker than finding the nearest
ACCENTS = re.compile("[\u0300-\u036f]+")


def folded_text(text: str) -> str:
    """Text as words are looked for in it: without capitals and accents."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def rows_of(positions: Iterable[int], total: int) -> Rows:
    """The set of the rows at these positions."""
    content = bytearray(total // 8 + 1)
    for position in positions:
        content[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(content, "little")


class Kept(Generic[Value]):
    """What was worked out for the keys that were asked for last; visitors name them, so there is a limit."""

    def __init__(self, most: int) -> None:
        """Take how many answers are kept."""
        self.most = most
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The answer for this key, made where it is not kept."""
        known = self._kept.get(key)
        if known is None:
            known = make()
            self._kept[key] = known
            while len(self._kept) > self.most:
                with suppress(KeyError):  # another thread may have been first
                    self._kept.popitem(last=False)
        return known


@dataclass(slots=True)
class Surroundings:
    """How far each row of a table is from a spot, as squares of kilometres; infinite for rows without a point."""

    squares: Sequence[float]
    within_radius: dict[int, Rows] = field(default_factory=dict)

    def within(self, radius: int) -> Rows:
        """The rows within so many kilometres."""
        if radius not in self.within_radius:
            most = radius * radius
            near = "".join(["1" if square <= most else "0" for square in reversed(self.squares)])
            self.within_radius[radius] = int(near or "0", 2)
        return self.within_radius[radius]


class NearestFirst(Sequence[int]):
    """Positions by distance; only as much of them is sorted as is looked at."""

    def __init__(self, positions: Sequence[int], surroundings: Surroundings) -> None:
        """Take the positions in another order, which decides between equal distances."""
        self.positions = positions
        self.distance = surroundings.squares.__getitem__

    def __len__(self) -> int:
        """How many there are."""
        return len(self.positions)

    def __iter__(self) -> Iterator[int]:
        """All of them."""
        return iter(sorted(self.positions, key=self.distance))

    def __getitem__(self, wanted: Any) -> Any:
        """One of them, or a slice."""
        last = wanted.indices(len(self))[1] if isinstance(wanted, slice) else wanted + 1
        if last > FEW:
            return sorted(self.positions, key=self.distance)[wanted]
        return nsmallest(last, self.positions, key=self.distance)[wanted]


class ListingTable:
    """The rows of a listing: their keys, the values they are filtered by, their words, their points, their orders.

    Rows stand in the first order; the others are lists of positions.
    """

    def __init__(
        self,
        keys: Sequence[int],
        *,
        texts: Sequence[str],
        points: Sequence[tuple[float, float] | None] = (),
        orders: dict[str, Sequence[int]] | None = None,
    ) -> None:
        """Take the rows; texts and points are those of the row at the same position."""
        self.keys = array("q", keys)
        self.texts = [folded_text(text) for text in texts]
        self.points = list(points)
        self._north = array("d", (point[0] * KM_PER_DEGREE if point else inf for point in self.points))
        self._east = array("d", (point[1] if point else inf for point in self.points))
        self.orders = {name: array("l", order) for name, order in (orders or {}).items()}
        self.values: dict[str, dict[Hashable, Rows]] = {}
        self.all: Rows = (1 << len(self.keys)) - 1
        self._surroundings: Kept[Surroundings] = Kept(MOST_KEPT)
        self._holding: Kept[Rows] = Kept(MOST_KEPT)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.keys)

    def add_values(self, column: str, pairs: Iterable[tuple[int, Hashable]]) -> None:
        """Say which values the rows have in this column, as (position, value); a row may have several, or none."""
        positions: dict[Hashable, list[int]] = {}
        for position, value in pairs:
            positions.setdefault(value, []).append(position)
        self.values[column] = {value: rows_of(found, len(self)) for value, found in positions.items()}

    def having(self, column: str, value: Hashable) -> Rows:
        """The rows with this value."""
        return self.values[column].get(value, 0)

    def holding(self, text: str) -> Rows:
        """The rows whose text holds every word of this text, as parts of words too."""
        rows = self.all
        for word in folded_text(text).split()[:MOST_WORDS]:
            rows &= self._holding.get(word, partial(self._holding_word, word))
        return rows

    def _holding_word(self, word: str) -> Rows:
        held = "".join(["1" if word in row else "0" for row in reversed(self.texts)])
        return int(held or "0", 2)

    def around(self, spot: Spot) -> Surroundings:
        """How far the rows are from a spot."""
        return self._surroundings.get((spot.latitude, spot.longitude), partial(self._measured, spot))

    def _measured(self, spot: Spot) -> Surroundings:
        north, east = spot.latitude * KM_PER_DEGREE, spot.longitude
        squeeze = spot.km_per_degree_east**2
        return Surroundings(
            array(
                "d",
                [
                    (y - north) * (y - north) + (x - east) * (x - east) * squeeze
                    for y, x in zip(self._north, self._east, strict=True)
                ],
            )
        )

    def in_order(self, rows: Rows, order: Sequence[int] | None = None) -> list[int]:
        """The positions of these rows, in the first order or in another one."""
        bits = f"{rows:0{len(self)}b}"[::-1]
        if order is None:
            return [position for position, bit in enumerate(bits) if bit == "1"]
        return [position for position in order if bits[position] == "1"]

    def keys_at(self, positions: Iterable[int]) -> list[Any]:
        """The keys of the rows at these positions."""
        return [self.keys[position] for position in positions]
