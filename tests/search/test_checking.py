"""`manage.py check_search` on the database itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from search.checking import check
from search.models import CountedLabel, SearchDocument, SearchText, VocabularyWord
from search.rebuilding import rebuild_documents
from tests.search.things import KIND, Things, found, thing, things_that_can_be_found

pytestmark = pytest.mark.django_db

WELL = "The index is as it should be.\n"


@pytest.fixture(autouse=True)
def things() -> Iterator[Things]:
    """Two things that can be found, beside what every network has."""
    rebuild_documents()
    with things_that_can_be_found(
        thing(1, "Molens", "Draaien.", tag_ids=(7,), place="Kamerik"), thing(2, "Wieken")
    ) as found_things:
        yield found_things


def lose_one(things: Things) -> None:
    """Take a document away behind our back."""
    SearchDocument.objects.get(kind=KIND, object_id=1).delete()


def change_one(things: Things) -> None:
    """Change a thing without telling."""
    things.rows[1] = thing(1, "Molens", "Staan stil.", tag_ids=(7,), place="Kamerik")


def let_one_go(things: Things) -> None:
    """Let a thing go without telling."""
    del things.rows[2]


def leave_an_old_kind(things: Things) -> None:
    """Leave a document of a kind that no app has any more."""
    document = SearchDocument.objects.create(kind="old", object_id=1, language="nl", title="Oud", labels=" lang:nl ")
    SearchText.objects.create(document=document, title="oud")
    VocabularyWord.objects.create(language="nl", word="oud", term="oud", documents=1)


def miscount(things: Things) -> None:
    """Count three words and a label wrong: too high, too low and not at all, and one that stands nowhere."""
    VocabularyWord.objects.filter(word="molens").update(documents=9)
    VocabularyWord.objects.filter(word="wieken").delete()
    VocabularyWord.objects.create(language="nl", word="spook", term="spook", documents=2)
    CountedLabel.objects.filter(label="tag:7").update(documents=0)


CASES: dict[str, tuple[Callable[[Things], None], list[tuple[str, str, int]]]] = {
    "missing": (lose_one, [("missing", KIND, 1)]),
    "outdated": (change_one, [("outdated", KIND, 1)]),
    "superfluous": (let_one_go, [("superfluous", KIND, 1)]),
    "of an old kind": (leave_an_old_kind, [("superfluous", "old", 1)]),
    "counts": (miscount, [("counted wrong", "words and labels", 4)]),
}


@pytest.mark.parametrize("case", CASES)
def test_differences_are_found_and_repaired(case: str, things: Things, capsys: pytest.CaptureFixture[str]) -> None:
    spoil, expected = CASES[case]
    assert list(check().lines()) == []
    spoil(things)
    counts = [line for line in check().lines() if line[0] != "counted wrong" or case == "counts"]
    assert counts == expected
    before = set(SearchDocument.objects.values_list("pk", "digest"))
    with pytest.raises(SystemExit, match="1"):
        call_command("check_search")
    assert set(SearchDocument.objects.values_list("pk", "digest")) == before
    call_command("check_search", fix=True)
    what, name, number = expected[0]
    assert capsys.readouterr().out.splitlines()[-2:][0].startswith((f"{what}: {name} ({number})", "counted wrong"))
    call_command("check_search")
    assert capsys.readouterr().out == WELL


@pytest.mark.skipif(connection.vendor != "sqlite", reason="On PostgreSQL the index is a column of the texts.")
@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO search_fts(search_fts) VALUES('delete-all')",
        "UPDATE search_fts_data SET block = zeroblob(20) WHERE id > 10",
        "INSERT INTO search_fts(rowid, title) VALUES (99999, 'spook')",
    ],
)
def test_damaged_full_text_index_is_built_anew(damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(damage)
    with pytest.raises(SystemExit, match="1"):
        call_command("check_search")
    call_command("check_search", fix=True)
    call_command("check_search")
    told = "damaged: full text index of the database (1)\n"
    assert capsys.readouterr().out == f"{told}{told}Put right.\n{WELL}"
    assert found("molens") == ["1"]


def test_everything_at_once(things: Things) -> None:
    change_one(things)
    let_one_go(things)
    leave_an_old_kind(things)
    miscount(things)
    things.rows[3] = thing(3, "Kappen")
    assert [line[:2] for line in check(fix=True).lines()] == [
        ("missing", KIND),
        ("outdated", KIND),
        ("superfluous", "old"),
        ("superfluous", KIND),
        ("counted wrong", "words and labels"),
    ]
    assert list(check().lines()) == []
    assert (found("stilstaan molens"), found("kappen"), found("wieken")) == (["1"], ["3"], [])


def test_quick_look_is_at_what_is_there(things: Things, capsys: pytest.CaptureFixture[str]) -> None:
    things.rows[3] = thing(3, "Kappen")
    let_one_go(things)
    change_one(things)
    miscount(things)
    assert list(check(quick=True).lines()) == [("missing", KIND, 1), ("superfluous", KIND, 1)]
    call_command("check_search", fix=True, quick=True)
    assert (found("kappen"), found("wieken"), found("stilstaan molens")) == (["3"], [], [])
    assert list(check(quick=True).lines()) == []
    assert ("outdated", KIND, 1) in list(check().lines())
    assert capsys.readouterr().out == f"missing: {KIND} (1)\nsuperfluous: {KIND} (1)\nPut right.\n"


def test_quick_look_reads_nothing_but_keys(things: Things, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(40):
        check(quick=True)
    for number in range(3, 200):
        things.rows[number] = thing(number, f"Molen {number}")
    check(fix=True)
    with django_assert_max_num_queries(40):
        check(quick=True)
