"""Labels: what documents are filtered and counted by."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.searchable import Findable
from search.labels import count_labels, label, labels_of, value_of, year_of

TOOL, EVENT, THEME_1, THEME_2, WOERDEN, Y2025 = "kind:tool", "kind:event", "theme:1", "theme:2", "place:3", "year:2025"
TEXTS = [
    *[f" {TOOL} {THEME_1} {Y2025} "] * 4,
    *[f" {TOOL} {THEME_2} "] * 2,
    f" {TOOL} {THEME_1} {THEME_2} ",
    *[f" {EVENT} {THEME_1} {WOERDEN} "] * 8,
]


def filters(**wanted: str) -> dict[str, frozenset[str]]:
    """Filters by facet; the labels between spaces."""
    return {facet: frozenset(labels.split()) for facet, labels in wanted.items()}


def test_labels_say_their_facet_and_value() -> None:
    assert (label("theme", 12), value_of("theme:12"), value_of("village:De:Meern")) == ("theme:12", "12", "De:Meern")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (None, None),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), 2025),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), 2026),
    ],
)
def test_year_is_that_of_the_clock_here(moment: datetime | None, expected: int | None) -> None:
    assert year_of(moment) == expected


def test_things_have_labels_of_all_they_have() -> None:
    thing = Findable(
        pk=7,
        language="nl",
        title="Soep",
        theme_ids=(1, 2),
        tag_ids=(5,),
        municipality_id=3,
        date=datetime(2025, 6, 1, tzinfo=UTC),
        translations=("en",),
        audience="members",
    )
    assert labels_of(thing, "tool") == [
        "kind:tool",
        "lang:nl",
        "for:members",
        "also:en",
        "theme:1",
        "theme:2",
        "tag:5",
        "place:3",
        "year:2025",
    ]
    assert labels_of(Findable(pk=7, language="en", title="Soup"), "page") == ["kind:page", "lang:en", "for:public"]


def test_without_filters_everything_counts() -> None:
    assert count_labels(TEXTS, {}) == (
        15,
        15,
        Counter({TOOL: 7, EVENT: 8, THEME_1: 13, THEME_2: 3, WOERDEN: 8, Y2025: 4}),
    )


def test_facet_ignores_its_own_filter() -> None:
    """What a second choice of the same facet would add."""
    total, matched, counts = count_labels(TEXTS, filters(kind=TOOL))
    assert (total, matched) == (7, 15)
    assert counts == Counter({TOOL: 7, EVENT: 8, THEME_1: 5, THEME_2: 3, Y2025: 4})


def test_labels_of_one_facet_add_up() -> None:
    total, _matched, counts = count_labels(TEXTS, filters(kind=f"{TOOL} {EVENT}"))
    assert (total, counts) == (15, count_labels(TEXTS, {})[2])


def test_facets_narrow_each_other() -> None:
    total, matched, counts = count_labels(TEXTS, filters(kind=TOOL, theme=THEME_2))
    assert (total, matched) == (3, 15)
    assert counts == Counter({TOOL: 3, THEME_1: 5, THEME_2: 3})


def test_documents_that_fail_two_filters_count_nowhere() -> None:
    assert count_labels([f" {TOOL} {THEME_1} "], filters(kind=EVENT, theme=THEME_2)) == (0, 1, Counter())


def test_filter_without_labels_lets_nothing_pass() -> None:
    assert count_labels([f" {TOOL} {THEME_1} "], filters(kind="")) == (0, 1, Counter({TOOL: 1}))


def test_facets_are_not_taken_for_their_beginning() -> None:
    assert count_labels([" kind:tool kinder:1 "], filters(kind=EVENT)) == (0, 1, Counter({TOOL: 1}))


@given(
    st.lists(
        st.tuples(st.sampled_from([TOOL, EVENT]), st.sets(st.sampled_from([THEME_1, THEME_2]))),
        max_size=12,
    ),
    st.sets(st.sampled_from([TOOL, EVENT]), min_size=1),
    st.sets(st.sampled_from([THEME_1, THEME_2]), min_size=1),
)
def test_count_of_a_label_is_what_choosing_it_alone_leaves(
    rows: list[tuple[str, set[str]]], kinds: set[str], themes: set[str]
) -> None:
    """Whatever is chosen: the number beside a label is the total once it is chosen in place of others of its facet."""
    texts = [" ".join((kind, *worn)) for kind, worn in rows]
    chosen = {"kind": frozenset(kinds), "theme": frozenset(themes)}
    _total, matched, counts = count_labels(texts, chosen)
    assert matched == len(texts)
    for one in (TOOL, EVENT, THEME_1, THEME_2):
        facet = one.partition(":")[0]
        assert count_labels(texts, {**chosen, facet: frozenset({one})})[0] == counts[one]
