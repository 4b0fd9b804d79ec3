"""Changing what can be found: the same outcome however often and from however many sides at once."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from foundation.audiences import PUBLIC
from foundation.searchable import searchables
from search import actions
from search.actions import index, remove
from search.checking import check
from search.models import CountedLabel, PendingPush, SearchDocument, SearchText, Suggestion, VocabularyWord
from search.rebuilding import rebuild_documents
from tests.search.things import KIND, Things, ask, found, thing, things_that_can_be_found

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def things() -> Iterator[Things]:
    """Things that can be found; there are none yet."""
    with things_that_can_be_found() as found_things:
        yield found_things


def rows() -> Rows:
    """All that the search keeps, apart from primary keys."""
    return {
        "documents": list(SearchDocument.objects.order_by("object_id").values_list("object_id", "title", "digest")),
        "texts": list(SearchText.objects.order_by("document__object_id").values_list("title", "body", "labels")),
        "words": list(VocabularyWord.objects.order_by("language", "word").values_list("word", "term", "documents")),
        "labels": list(CountedLabel.objects.order_by("language", "label").values_list("label", "documents")),
        "suggestions": list(Suggestion.objects.order_by("key").values_list("document__object_id", "key")),
    }


def number_of_rows() -> list[int]:
    """How much there is of each."""
    models = (SearchDocument, SearchText, VocabularyWord, CountedLabel, Suggestion)
    return [model.objects.count() for model in models]


def words_counted() -> dict[str, int]:
    """Each word with its number of documents."""
    return dict(VocabularyWord.objects.values_list("word", "documents"))


@pytest.mark.django_db
class TestIndexing:
    """Making, changing and taking away documents."""

    def test_the_same_twice_changes_nothing(self, things: Things) -> None:
        things.put(thing(1, "Een molen", "Draait.", tag_ids=(7,), place="Kamerik"), thing(2, "Molens"))
        before = rows()
        assert index(KIND, [1, 2, 1]) == 0
        assert rows() == before

    def test_documents_keep_their_number(self, things: Things) -> None:
        things.put(thing(1, "Molen"))
        number = SearchDocument.objects.get().pk
        things.put(thing(1, "Wiek"))
        assert SearchDocument.objects.get().pk == SearchText.objects.get().pk == number
        assert (found("molen"), found("wiek")) == ([], ["1"])

    def test_words_and_labels_are_counted_per_document(self, things: Things) -> None:
        things.put(
            thing(1, "Molen molen", "molen", tag_ids=(7,), municipality_id=3, place="Kamerik"),
            thing(2, "Molen", tag_ids=(7,), place="Kamerik"),
            thing(3, "Mill", language="en", tag_ids=(7,)),
        )
        counted = words_counted()
        assert (counted["molen"], counted["kamerik"], counted["mill"]) == (2, 2, 1)
        labels = CountedLabel.objects.order_by("language", "label").values_list("language", "label", "key", "documents")
        assert list(labels) == [
            ("en", "tag:7", "", 1),
            ("nl", "place:3", "", 1),
            ("nl", "tag:7", "", 2),
            ("nl", "village:Kamerik", "kamerik", 2),
        ]

    def test_taking_away_leaves_nothing(self, things: Things) -> None:
        long_text = " ".join(f"woord{number} dorpshuizen zonne-energie" for number in range(1_000))
        things.put(
            thing(1, "Een dorpshuis", long_text, tag_ids=(7, 8), municipality_id=3, place="'s-Gravenmoer"),
            thing(2, "Coöperatie", "w.m.o. foto's", tag_ids=(8,), place="Één"),
            thing(3, "Village halls", "Mills and mill", language="en"),
            thing(4, "Verborgen", "dorpshuizen", audience="members", tag_ids=(9,)),
        )
        assert 0 not in number_of_rows()
        things.take(1, 2, 3, 4)
        assert number_of_rows() == [0] * 5

    def test_changing_leaves_nothing_of_what_was(self, things: Things) -> None:
        things.put(thing(1, "Molen", "Wieken", tag_ids=(1,), place="Kamerik"))
        things.put(thing(1, "Bakker", "Brood", tag_ids=(2,), place="Zegveld", language="en"))
        after = rows()
        things.take(1)
        things.put(thing(1, "Bakker", "Brood", tag_ids=(2,), place="Zegveld", language="en"))
        assert rows() == after
        assert {"molen", "wieken", "kamerik"}.isdisjoint(words_counted())

    def test_audience_that_changes(self, things: Things) -> None:
        things.put(thing(1, "Molen", tag_ids=(1,)))
        public = rows()
        things.put(thing(1, "Molen", tag_ids=(1,), audience="members"))
        assert number_of_rows() == [1, 1, 0, 0, 0]
        assert found("molen") == []
        assert found("molen", audiences=frozenset({PUBLIC, "members"})) == ["1"]
        things.put(thing(1, "Molen", tag_ids=(1,)))
        assert rows() == public

    def test_removing_what_is_not_there(self, things: Things) -> None:
        assert (index(KIND, [1, 2]), remove(KIND, [1]), index("no such kind", [1])) == (0, 0, 0)
        assert number_of_rows() == [0] * 5

    @pytest.mark.parametrize("title", ["", "\x00", "a\x00b", "x" * 10_000, "🍲", "é" * 300, "-" * 300])
    def test_odd_titles(self, title: str, things: Things) -> None:
        things.put(thing(1, title, "molen \x00 wiek"))
        assert found("molen") == ["1"]
        things.take(1)
        assert number_of_rows() == [0] * 5

    def test_nothing_is_noted_for_a_server_where_there_is_none(self, things: Things) -> None:
        things.put(thing(1, "Molen"))
        assert PendingPush.objects.count() == 0


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Several that write at the same time."""

    def run(self, *works: Callable[[], Any]) -> None:
        """Do these at once; an error in any of them is one of the test."""
        errors: list[Exception] = []
        ready = threading.Barrier(len(works))

        def one(work: Callable[[], Any]) -> None:
            try:
                ready.wait(10)
                work()
            except Exception as error:  # noqa: BLE001 - whatever it is
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []

    def test_the_same_thing(self, things: Things) -> None:
        for round_ in range(5):
            things.rows[1] = thing(1, f"Molen {round_}", "Draait " * round_, tag_ids=(7,), place="Kamerik")
            self.run(*[lambda: index(KIND, [1])] * 4)
            assert number_of_rows()[:2] == [1, 1]
            assert words_counted()["molen"] == 1
            assert list(CountedLabel.objects.values_list("documents", flat=True)) == [1, 1]
        assert list(check().lines()) == []
        things.take(1)
        assert number_of_rows() == [0] * 5

    def test_many_things_in_different_orders(self, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "BATCH", 5)
        numbers = list(range(1, 41))
        things.rows = {number: thing(number, f"Molen {number}", tag_ids=(number % 3,)) for number in numbers}
        self.run(
            lambda: index(KIND, numbers),
            lambda: index(KIND, reversed(numbers)),
            lambda: remove(KIND, numbers[10:20]),
            lambda: index(KIND, numbers[20:]),
        )
        index(KIND, numbers)
        assert words_counted()["molen"] == SearchDocument.objects.count() == 40
        assert list(check().lines()) == []

    def test_indexing_and_taking_away(self, things: Things) -> None:
        things.rows[1] = thing(1, "Molen", tag_ids=(7,))
        for _round in range(5):
            self.run(lambda: index(KIND, [1]), lambda: remove(KIND, [1]), lambda: index(KIND, [1]))
            assert (
                list(CountedLabel.objects.values_list("documents", flat=True)) == [1] * SearchDocument.objects.count()
            )
        index(KIND, [1])
        assert list(check().lines()) == []


@pytest.mark.django_db(transaction=True)
class TestRebuilding:
    """`manage.py rebuild_search`."""

    def totals_during(self, work: Callable[[], Any]) -> set[int]:
        """How many molens are found meanwhile."""
        totals: set[int] = set()
        done, self.asked = threading.Event(), threading.Event()

        def keep_asking() -> None:
            while not done.is_set():
                totals.add(ask("molen").total)
                self.asked.set()
            connection.close()

        thread = threading.Thread(target=keep_asking)
        thread.start()
        try:
            work()
        finally:
            done.set()
            thread.join()
        return totals

    def test_everything_stays_findable(self, things: Things) -> None:
        things.put(*(thing(number, f"Molen {number}", "Draait. " * 30) for number in range(1, 301)))
        before = rows()
        assert self.totals_during(lambda: call_command("rebuild_search", all=True)) == {300}
        assert rows() == before

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such numbers")
    def test_tables_are_tidy_afterwards(self, things: Things) -> None:
        """The planner knows how many rows there are, and which pages everybody may see. Control: not before it."""
        sizes = "SELECT reltuples, relallvisible > 0 FROM pg_class WHERE relname = 'search_searchtext'"

        def known() -> Any:
            with connection.cursor() as cursor:
                cursor.execute(sizes)
                return cursor.fetchone()

        things.put(*(thing(number, f"Molen {number}", "Draait. " * 30) for number in range(1, 301)))
        assert known() != (300, True)
        call_command("rebuild_search", all=True)
        assert known() == (SearchText.objects.count(), True)

    def test_index_that_is_emptied_first_would_not(self, things: Things) -> None:
        """The control of the test above."""
        things.put(*(thing(number, f"Molen {number}", "Draait. " * 30) for number in range(1, 301)))

        def empty_and_rebuild() -> None:
            remove(KIND, range(1, 301))
            for _time in range(2):  # the first answer may have been under way
                self.asked.clear()
                self.asked.wait(timeout=30)
            rebuild_documents()

        assert self.totals_during(empty_and_rebuild) != {300}

    def test_puts_everything_right(self, things: Things, capsys: pytest.CaptureFixture[str]) -> None:
        rebuild_documents()
        network = SearchDocument.objects.count()
        things.put(thing(1, "Molen"), thing(2, "Wiek"), thing(3, "Kap"))
        del things.rows[3]
        things.rows[2] = thing(2, "Wieken")
        things.rows[4] = thing(4, "Meel")
        SearchDocument.objects.create(kind="of another age", object_id=1, language="nl", title="Oud", labels=" ")
        call_command("rebuild_search")
        assert sorted(SearchDocument.objects.filter(kind=KIND).values_list("title", flat=True)) == [
            "Meel",
            "Molen",
            "Wieken",
        ]
        assert SearchDocument.objects.count() == network + 3
        assert capsys.readouterr().out.startswith(f"{network + 3} documents, 4 changed, in ")
        assert list(check().lines()) == []

    def test_kind_that_is_no_more(self) -> None:
        with things_that_can_be_found(thing(1, "Molen", tag_ids=(1,))):
            pass
        assert KIND not in {kind.name for kind in searchables()}
        rebuild_documents()
        assert not SearchDocument.objects.filter(kind=KIND).exists()
        assert list(check().lines()) == []
