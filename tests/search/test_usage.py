"""Counting what people search for."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from search import usage
from search.models import AskedQuery
from search.usage import begin_anew, flush, note_click, note_search

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_pending() -> Iterator[None]:
    """Start and end without counts in memory."""
    begin_anew()
    yield
    begin_anew()


def search(query: str, results: int = 1, *, language: str = "nl", times: int = 1) -> None:
    """Ask so many times."""
    for _number in range(times):
        note_search(query=query, language=language, results=results)


def click(query: str, *, times: int = 1) -> None:
    """Open so many results."""
    for _number in range(times):
        note_click(query=query, language="nl")


def counted() -> list[tuple[str, int, int, int]]:
    """Query, searches, clicks and results of every row."""
    return list(AskedQuery.objects.order_by("query", "day").values_list("query", "searches", "clicks", "results"))


@contextmanager
def database_that(fails: type[Exception]) -> Iterator[None]:
    """Let every statement fail."""

    def fail(*_args: Any) -> None:
        raise fails

    with connection.execute_wrapper(fail):
        yield


@contextmanager
def locked_by_somebody_else() -> Iterator[None]:
    """Let another connection hold what is written to, and this one wait only a moment for it."""
    other = connection.copy()
    lock, impatience = {
        "sqlite": (["BEGIN IMMEDIATE"], "PRAGMA busy_timeout = 20"),
        "postgresql": (["BEGIN", "LOCK TABLE search_askedquery"], "SET lock_timeout = 20"),
    }[connection.vendor]
    with other.cursor() as cursor, connection.cursor() as own:
        own.execute(impatience)
        for statement in lock:
            cursor.execute(statement)
        yield
        cursor.execute("ROLLBACK")
    other.close()
    connection.close()  # the next one is patient again


@pytest.mark.django_db
class TestCounting:
    """What is counted together."""

    def test_the_same_words_are_one_row(self) -> None:
        for query in ("Dorpshuis  Beheren", "dorpshuis beheren", " dórpshuis\tbeheren "):
            search(query)
        flush()
        assert counted() == [("dorpshuis beheren", 3, 0, 1)]

    def test_adds_to_what_was_written_and_keeps_the_last_results(self) -> None:
        search("warmtepomp", 4, times=2)
        flush()
        search("warmtepomp", 5)
        search("warmtepomp", 6)
        flush()
        assert counted() == [("warmtepomp", 4, 0, 6)]

    def test_languages_and_days_are_apart(self) -> None:
        search("energie")
        search("energie", language="en")
        flush()
        AskedQuery.objects.filter(language="nl").update(day=timezone.localdate() - timedelta(days=1))
        search("energie")
        flush()
        yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()
        rows = AskedQuery.objects.order_by("day", "language").values_list("day", "language", "searches")
        assert list(rows) == [(yesterday, "nl", 1), (today, "en", 1), (today, "nl", 1)]

    def test_long_queries_are_cut(self) -> None:
        search("woord " * 100)
        flush()
        ((query, *_rest),) = counted()
        assert query == ("woord " * 100)[:100].strip()

    @pytest.mark.parametrize("query", ["", "  ", "\x00", "\ud800", "\u200b"])
    def test_nothing_is_not_counted(self, query: str) -> None:
        search(query)
        flush()
        assert counted() == []

    @pytest.mark.parametrize("query", ["a\x00b", "a\ud800b", "a\u200bb"])
    def test_what_no_database_takes_is_left_out(self, query: str) -> None:
        search(query)
        flush()
        assert counted() == [("ab", 1, 0, 1)]

    @pytest.mark.parametrize("language", ["", "xx", "nl-NL", "'; --"])
    def test_other_languages_are_not_counted(self, language: str) -> None:
        search("energie", language=language)
        flush()
        assert counted() == []

    def test_writes_many_in_few_statements(self, django_assert_num_queries: Any) -> None:
        for number in range(usage.BATCH):
            search(f"woord {number}")
        with django_assert_num_queries(5):  # a savepoint and its release, what is known, how many today, one insert
            flush()
        assert AskedQuery.objects.count() == usage.BATCH
        with django_assert_num_queries(0):
            flush()


@pytest.mark.django_db
class TestPrivacy:
    """What is not kept."""

    @pytest.mark.parametrize(
        "query",
        [
            "jan@voorbeeld.example",
            "mail naar jan @ voorbeeld",
            "jan＠voorbeeld",  # noqa: RUF001 - the wide at sign is meant
            "06-12345678",
            "06 12 34 56 78",
            "+31 6 1234 5678",
            "bel 030 123 45 67",
            "1234 ab 5",
            "1234AB 56a",
            "2015 ab 5",
            "nl91 abna 0417 1643 00",
            "NL91ABNA0417164300",
            "BE68 5390 0754 7034",
            "bsn 123456782",
            "geboren 12-03-1985",
            "12 maart 1985",
            "1985 1986 1987",
            "１２３４５",  # noqa: RUF001 - wide digits are meant
            "x" * 150 + " 0612345678",
        ],
    )
    def test_personal_data_is_not_kept(self, query: str) -> None:
        search(query)
        click(query)
        assert usage.pending.take() == {}
        flush()
        assert counted() == []

    @pytest.mark.parametrize("query", ["wmo 2015", "subsidie 2025-2026", "top 10", "artikel 12", "1234", "24 uur 7"])
    def test_other_numbers_are_kept(self, query: str) -> None:
        search(query)
        flush()
        assert counted() == [(query, 1, 0, 1)]

    def test_a_row_says_nothing_of_people_or_moments(self) -> None:
        names = {field.name for field in AskedQuery._meta.get_fields()}
        assert names == {"id", "day", "language", "query", "searches", "clicks", "results"}


@pytest.mark.django_db
class TestClicks:
    """What was opened."""

    def test_counts_for_a_query_that_waits(self) -> None:
        search("energie", times=3)
        click("Energie", times=2)
        flush()
        assert counted() == [("energie", 3, 2, 1)]

    def test_counts_for_a_query_that_was_written(self) -> None:
        search("energie", 7, times=3)
        flush()
        click("energie")
        flush()
        assert counted() == [("energie", 3, 1, 7)]

    def test_never_more_than_searches(self) -> None:
        search("energie", times=2)
        click("energie", times=5)
        flush()
        assert counted() == [("energie", 2, 2, 1)]
        click("energie", times=5)
        search("energie")
        flush()
        assert counted() == [("energie", 3, 3, 1)]

    def test_of_what_nobody_asked_come_to_nothing(self) -> None:
        click("koop hier pillen")
        for _round in range(usage.PATIENCE + 1):
            flush()
            assert counted() == []
        assert usage.pending.take() == {}

    def test_wait_for_the_process_that_counted_the_search(self) -> None:
        click("energie")
        flush()
        elsewhere = AskedQuery.objects.create(day=timezone.localdate(), language="nl", query="energie", searches=1)
        flush()
        elsewhere.refresh_from_db()
        assert (elsewhere.searches, elsewhere.clicks) == (1, 1)

    def test_yesterdays_search_does_not_count(self) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        AskedQuery.objects.create(day=yesterday, language="nl", query="energie", searches=1)
        click("energie")
        flush()
        assert counted() == [("energie", 1, 0, 0)]


@pytest.mark.django_db
class TestBounds:
    """What a robot can do."""

    def test_memory_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(usage, "MOST_PENDING", 10)
        for number in range(20):
            search(f"woord {number}")
        search("woord 3")
        flush()
        assert AskedQuery.objects.count() == 10
        assert AskedQuery.objects.get(query="woord 3").searches == 2

    def test_clicks_leave_room_for_searches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(usage, "MOST_PENDING", 10)
        for number in range(20):
            click(f"woord {number}")
        search("energie")
        flush()
        assert counted() == [("energie", 1, 0, 1)]

    def test_a_day_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        search("energie")
        flush()
        monkeypatch.setattr(usage, "MOST_A_DAY", 2)
        for query in ("een", "energie", "twee"):
            search(query)
        flush()
        assert counted() == [("een", 1, 0, 1), ("energie", 2, 0, 1)]

    def test_numbers_stay_within_their_columns(self) -> None:
        search("veel", 10**12)
        search("weinig", -1)
        flush()
        assert counted() == [("veel", 1, 0, usage.MOST_RESULTS), ("weinig", 1, 0, 0)]


class TestTogether:
    """Several threads and processes, and a database that does not answer."""

    @pytest.mark.django_db
    def test_threads_add_up(self) -> None:
        threads = [threading.Thread(target=search, args=("energie",), kwargs={"times": 500}) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        flush()
        assert counted() == [("energie", 4000, 0, 1)]

    @pytest.mark.django_db(transaction=True)
    def test_processes_add_up(self) -> None:
        program = (
            "import django; django.setup()\n"
            "from search.usage import flush, note_click, note_search\n"
            "for number in range(40):\n"
            "    for query in ('een', 'twee', 'drie'):\n"
            "        note_search(query=query, language='nl', results=number)\n"
            "    note_click(query='twee', language='nl')\n"
            "    flush()\n"
        )
        paths = os.pathsep.join(map(str, (ROOT, ROOT / "site")))
        environment = {**os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": paths}
        running = [subprocess.Popen([sys.executable, "-c", program], env=environment, cwd=ROOT) for _number in range(2)]
        assert [process.wait(120) for process in running] == [0, 0]
        assert counted() == [("drie", 80, 0, 39), ("een", 80, 0, 39), ("twee", 80, 80, 39)]

    @pytest.mark.django_db(transaction=True)
    def test_a_database_that_is_down_loses_nothing(self) -> None:
        search("energie", 2, times=3)
        click("energie")
        with database_that(fails=OperationalError):
            flush()
            search("energie", 9)
            search("koken", 4)
            flush()
            flush()
        assert counted() == []
        flush()
        assert counted() == [("energie", 4, 1, 9), ("koken", 1, 0, 4)]

    @pytest.mark.django_db(transaction=True)
    def test_a_locked_database_loses_nothing(self) -> None:
        search("energie")
        with locked_by_somebody_else():
            flush()
            search("energie")
        assert counted() == []
        flush()
        assert counted() == [("energie", 2, 0, 1)]

    @pytest.mark.django_db(transaction=True)
    def test_counts_that_no_database_takes_do_not_hold_up_others(self) -> None:
        search("energie")
        with database_that(fails=DataError):
            flush()
        search("koken")
        flush()
        assert counted() == [("koken", 1, 0, 1)]

    def test_no_thread_runs_in_tests(self) -> None:
        search("energie")
        assert "search-usage" not in {thread.name for thread in threading.enumerate()}

    def test_one_thread_writes(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        written = threading.Semaphore(0)
        monkeypatch.setattr(usage, "flush", written.release)
        settings.SEARCH_USAGE_EVERY = 0.01
        search("energie", times=3)
        assert written.acquire(timeout=10)
        assert written.acquire(timeout=10)
        assert [thread.name for thread in threading.enumerate()].count("search-usage") == 1
        usage.writer.stop()
        assert "search-usage" not in {thread.name for thread in threading.enumerate()}

    def test_the_thread_outlives_an_error(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        rounds = threading.Semaphore(0)

        def fail() -> None:
            rounds.release()
            if threading.current_thread().name == "search-usage":
                raise ValueError

        monkeypatch.setattr(usage, "flush", fail)
        settings.SEARCH_USAGE_EVERY = 0.01
        search("energie")
        assert rounds.acquire(timeout=10)
        assert rounds.acquire(timeout=10)
        usage.writer.stop()


@pytest.mark.django_db
class TestPurge:
    """`manage.py purge_searches`."""

    def rows(self) -> list[int]:
        """How many days ago each row is."""
        today = timezone.localdate()
        return sorted((today - day).days for day in AskedQuery.objects.values_list("day", flat=True))

    @pytest.fixture(autouse=True)
    def asked_long_ago(self) -> None:
        """Rows of several ages."""
        today = timezone.localdate()
        for age in (0, 29, 31, 90, 91, 400):
            AskedQuery.objects.create(day=today - timedelta(days=age), language="nl", query="energie", searches=1)

    def test_keeps_ninety_days(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("purge_searches")
        call_command("purge_searches")
        assert self.rows() == [0, 29, 31, 90]
        assert capsys.readouterr().out == "Deleted 2 rows.\nDeleted 0 rows.\n"

    def test_keeps_what_is_asked_for(self) -> None:
        call_command("purge_searches", days=30)
        assert self.rows() == [0, 29]

    def test_refuses_to_delete_today(self) -> None:
        with pytest.raises(CommandError):
            call_command("purge_searches", days=0)
        assert len(self.rows()) == 6


def database_url() -> str:
    """The address of the database of this test, for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
