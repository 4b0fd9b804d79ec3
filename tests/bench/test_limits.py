"""The limits of bench.pages."""

from dataclasses import replace

import pytest

from bench.addresses import PageType
from bench.pages.limits import Measured, missed
from bench.pages.weight import Weight

LISTING = PageType("library", "listing", "/kennistools/", "/en/knowledge-tools/")
WITHIN = Measured(
    page_type=LISTING,
    path="/kennistools/",
    weight=Weight(html=40_000, wire=90_000, fonts=60_000),
    queries=14,
    processor=28.0,
    empty=10.0,
    cached={"memory": 1.5, "Redis": 2.5},
)


def test_missed_is_empty_for_a_page_at_its_limits() -> None:
    assert missed(WITHIN) == []


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"processor": 28.1}, "/kennistools/: 2.81 times an empty page, at most 2.8"),
        ({"queries": 15}, "/kennistools/: 15 queries, at most 14"),
        ({"weight": Weight(40_001, 90_000, 60_000)}, "/kennistools/: 40001 bytes of HTML, at most 40000"),
        ({"cached": {"memory": 1.6}}, "/kennistools/: 0.16 times an empty page, kept in memory, at most 0.15"),
        ({"cached": {"Redis": 2.6}}, "/kennistools/: 0.26 times an empty page, kept in Redis, at most 0.25"),
    ],
)
def test_missed_names_each_limit(changed: dict[str, object], line: str) -> None:
    assert missed(replace(WITHIN, **changed)) == [line]


def test_missed_allows_a_page_with_a_map_more_over_the_wire() -> None:
    heavy = replace(WITHIN, weight=Weight(40_000, 180_000, 60_000))
    assert len(missed(heavy)) == 1
    assert missed(replace(heavy, page_type=replace(LISTING, has_map=True))) == []
