"""Tables in memory: sets of rows as bits."""

from itertools import pairwise
from random import Random

import pytest

from foundation.distances import Spot
from foundation.listing_table import MOST_KEPT, ListingTable, NearestFirst, rows_of

DOM = Spot("Dom", 52.0907, 5.1214)


@pytest.fixture
def table() -> ListingTable:
    """Four rows: two near, one farther, one without a place."""
    made = ListingTable(
        [40, 30, 20, 10],
        texts=["Café De Zon", "buurt_tuin 100%", "zonnedak", "Ons dorp"],
        points=[(52.1, 5.12), (52.3, 5.12), None, (52.09, 5.2)],
        orders={"back": [3, 2, 1, 0]},
    )
    made.add_values("kind", [(0, "a"), (1, "b"), (2, "a"), (2, "b")])
    return made


def test_rows_have_values(table: ListingTable) -> None:
    assert table.in_order(table.having("kind", "a")) == [0, 2]
    assert table.in_order(table.having("kind", "a") & table.having("kind", "b")) == [2]
    assert table.having("kind", "c") == 0
    assert table.in_order(table.all) == [0, 1, 2, 3]
    assert table.keys_at([1, 3]) == [30, 10]


def test_rows_stand_in_each_order(table: ListingTable) -> None:
    assert table.in_order(table.having("kind", "b"), table.orders["back"]) == [2, 1]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("zon", [0, 2]),
        ("ZON cafe", [0]),
        ("café", [0]),
        ("n_t", []),
        ("t_t", [1]),
        ("0%", [1]),
        ("%", [1]),
        ("", [0, 1, 2, 3]),
        ("zon maan", []),
        ("'\"\\", []),
    ],
)
def test_words_are_looked_for_as_they_are(table: ListingTable, text: str, rows: list[int]) -> None:
    assert table.in_order(table.holding(text)) == rows
    assert table.in_order(table.holding(text)) == rows  # what is remembered is the same


def test_rows_within_a_radius(table: ListingTable) -> None:
    around = table.around(DOM)
    assert [table.in_order(around.within(radius)) for radius in (1, 5, 10, 25)] == [[], [0], [0, 3], [0, 1, 3]]


def test_nearest_first_sorts_what_is_looked_at(table: ListingTable) -> None:
    nearest = NearestFirst([0, 1, 3], table.around(DOM))
    assert (nearest[0:2], nearest[2:12], list(nearest), nearest[1], len(nearest)) == ([0, 3], [1], [0, 3, 1], 3, 3)


def test_nearest_first_is_the_same_for_few_and_many() -> None:
    chance = Random(1)  # noqa: S311 - the same points each time
    points = [(52 + chance.random(), 5 + chance.random()) for _ in range(500)]
    table = ListingTable(range(500), texts=[""] * 500, points=points)
    nearest = NearestFirst(range(500), table.around(DOM))
    pages = [nearest[first : first + 20] for first in range(0, 500, 20)]
    everything = [position for page in pages for position in page]
    assert everything == list(nearest)
    distances = [DOM.km_to(*points[position]) for position in everything]
    assert all(one <= other for one, other in pairwise(distances))


def test_only_so_many_places_are_remembered(table: ListingTable) -> None:
    for number in range(MOST_KEPT * 2):
        table.around(Spot("", 52 + number / 1000, 5))
    assert len(table._surroundings._kept) == MOST_KEPT


def test_rows_of_positions() -> None:
    assert [rows_of([], 9), rows_of([0, 8], 9), rows_of([3], 4)] == [0, 0b100000001, 0b1000]


def test_empty_table_has_nothing() -> None:
    table = ListingTable([], texts=[])
    assert (table.in_order(table.all), table.holding("x"), table.around(DOM).within(5)) == ([], 0, 0)
