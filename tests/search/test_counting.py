"""Counting words and labels up and down."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.actions import index, remove
from search.counting import Changes, Row, correct, count
from search.models import CountedLabel, VocabularyWord
from tests.factories import ToolFactory
from tests.factories.pages import municipality_named
from tests.search.things import thing, things_that_can_be_found

pytestmark = pytest.mark.django_db

WORD = ("language", "word", "term")


def words() -> dict[tuple[str, str], int]:
    """All words that are counted."""
    return {(row.language, row.word): row.documents for row in VocabularyWord.objects.all()}


def labels() -> dict[tuple[str, str], int]:
    """All labels that are counted."""
    return {(row.language, row.label): row.documents for row in CountedLabel.objects.all()}


def test_counts_go_up_and_down() -> None:
    count(VocabularyWord, WORD, Counter({("nl", "soepen", "soep"): 2, ("en", "soepen", "soepen"): 1}))
    assert words() == {("nl", "soepen"): 2, ("en", "soepen"): 1}
    count(VocabularyWord, WORD, Counter({("nl", "soepen", "soep"): -1, ("nl", "brood", "brod"): 1}))
    assert words() == {("nl", "soepen"): 1, ("en", "soepen"): 1, ("nl", "brood"): 1}


def test_rows_that_reach_zero_are_gone() -> None:
    """A word of the last public document must not outlive it."""
    count(
        VocabularyWord, WORD, Counter({("nl", "soep", "soep"): 2, ("en", "soep", "soep"): 2, ("nl", "pan", "pan"): 2})
    )
    count(VocabularyWord, WORD, Counter({("nl", "soep", "soep"): -2, ("en", "soep", "soep"): -1}))
    assert words() == {("en", "soep"): 1, ("nl", "pan"): 2}


def test_what_does_not_change_is_not_written() -> None:
    changes = Changes()
    changes.add([("nl", "soep", "soep")], [("nl", "tag:1", "")], by=1)
    changes.add([("nl", "soep", "soep")], [("nl", "tag:1", "")], by=-1)
    with CaptureQueriesContext(connection) as asked:
        changes.write()
    assert len(asked) == 0


def test_words_are_told_apart_by_their_letters() -> None:
    """What a database calls the same is not always the same word."""
    rows = [("nl", word, word) for word in ("а", "a", "ß", "ss", "İ", "i", "日本", "%", "_", "'", "\\")]  # noqa: RUF001 - Cyrillic
    count(VocabularyWord, WORD, Counter(rows))
    assert words() == {("nl", word): 1 for _language, word, _term in rows}
    count(VocabularyWord, WORD, Counter(dict.fromkeys(rows, -1)))
    assert words() == {}


def test_many_rows_are_counted_in_batches() -> None:
    rows: Counter[Row] = Counter(
        {("nl", f"woord{number}", f"woord{number}"): 1 + number % 3 for number in range(1_234)}
    )
    count(VocabularyWord, WORD, rows)
    assert words() == {("nl", word): number for (_language, word, _term), number in rows.items()}
    count(VocabularyWord, WORD, Counter({row: -number for row, number in rows.items()}))
    assert words() == {}


@pytest.mark.parametrize("fix", [True, False])
def test_wrong_counts_are_found_and_corrected(*, fix: bool) -> None:
    right: Counter[Row] = Counter({("nl", "soep", "soep"): 2, ("nl", "pan", "pan"): 1})
    count(VocabularyWord, WORD, Counter({("nl", "soep", "soep"): 5, ("nl", "oud", "oud"): 1}))
    assert correct(VocabularyWord, WORD, right, fix=fix) == 3
    assert words() == ({("nl", "soep"): 2, ("nl", "pan"): 1} if fix else {("nl", "soep"): 5, ("nl", "oud"): 1})
    assert correct(VocabularyWord, WORD, right, fix=False) == (0 if fix else 3)


def test_documents_are_counted_once_for_each_word() -> None:
    with things_that_can_be_found(thing(1, "Soep", "soep, nog meer soep"), thing(2, "De dorpshuizen", "Van soep")):
        counted = words()
    assert {word: number for (_language, word), number in counted.items()} == {
        "soep": 2,
        "meer": 1,
        "dorpshuizen": 1,
        "dorps": 1,
        "huizen": 1,
        "ding": 2,
    }


def test_words_and_labels_are_symmetrical() -> None:
    """Made, changed in every way, and taken away: nothing is left, and nothing is below zero on the way."""
    woerden = municipality_named("Woerden").pk
    before = (words(), labels())
    with things_that_can_be_found(thing(1, "Soep koken", "In het dorpshuis", place="Kamerik")) as things:
        first = (words(), labels())
        things.put(thing(2, "Soep eten", "Met de buren", place="Kamerik", municipality_id=woerden, tag_ids=(1,)))
        assert labels() == {
            ("nl", "village:Kamerik"): 2,
            ("nl", f"place:{woerden}"): 1,
            ("nl", "tag:1"): 1,
        }
        things.put(thing(2, "Something else", "entirely", language="en", place="Kamerik"))
        things.put(thing(2, "Verborgen", audience="members", tag_ids=(1,)))
        assert (words(), labels()) == first
        things.put(thing(2, "Soep eten"), thing(1, "Brood"))
        things.put(thing(1, "Soep koken", "In het dorpshuis", place="Kamerik"))
        things.take(2)
        assert (words(), labels()) == first
        things.take(1)
        assert (words(), labels()) == before


def test_pages_that_are_indexed_twice_are_counted_once() -> None:
    tool = ToolFactory(title="Quinoasoep koken", tags=["pan"])
    index("tool", [tool.pk])
    once = (words(), labels())
    index("tool", [tool.pk])
    assert (words(), labels()) == once
    assert once[0]["nl", "quinoasoep"] == 1
    remove("tool", [tool.pk])
    assert ("nl", "quinoasoep") not in words()
    assert labels() == {}
