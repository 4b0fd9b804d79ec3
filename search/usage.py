"""Counting what people search for, without anything about people, and without a search ever waiting for it.

Each process counts in its memory; a thread of its own adds that up in the database every few seconds. What cannot be
written now (the database is locked, or down) is kept for the next time. Nothing tells who asked, from where or when on
the day, and what may hold personal data is not counted at all.
"""

import atexit
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, connections, transaction
from django.utils import timezone

from search.batches import in_batches
from search.language.analysis import LANGUAGES
from search.language.folding import fold_query
from search.language.query import LONGEST_QUERY
from search.models import AskedQuery
from search.personal import may_be_personal

logger = logging.getLogger(__name__)

MOST_PENDING = 1_000  # different queries that a process keeps in memory
MOST_A_DAY = 20_000  # different queries a day: a robot that types anything cannot fill the database
MOST_RESULTS = 1_000_000
LONGEST_KEPT = 100  # characters of a query
# A result may be opened before the process that counted the search has written it: a click waits for so many rounds.
PATIENCE = 12
BATCH = 150  # rows a statement, of six values: older SQLites take 999 values
KEEP_DAYS = 90
AT_EXIT = 2.0  # seconds to wait for a round that is under way


class Key(NamedTuple):
    """What is counted together."""

    day: date
    language: str
    query: str


@dataclass(slots=True)
class Count:
    """How often, and how many results the last search had. rounds: how long clicks have waited for their search."""

    searches: int = 0
    clicks: int = 0
    results: int = 0
    rounds: int = 0


class Pending:
    """What this process counted and did not write yet; of at most MOST_PENDING queries."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.begin()

    def begin(self) -> None:
        """Forget everything."""
        self._lock = threading.Lock()
        self._counts: dict[Key, Count] = {}

    def add_search(self, key: Key, results: int) -> None:
        """Count a search."""
        with self._lock:
            count = self._count_of(key, MOST_PENDING)
            if count:
                count.searches += 1
                count.results = min(max(results, 0), MOST_RESULTS)

    def add_click(self, key: Key) -> None:
        """Count a click. Clicks alone take at most half of the room, so that they never crowd out searches."""
        with self._lock:
            count = self._count_of(key, MOST_PENDING // 2)
            if count:
                count.clicks += 1

    def take(self) -> dict[Key, Count]:
        """Give everything away."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken

    def put_back(self, counts: Mapping[Key, Count]) -> None:
        """Add what could not be written to what was counted since."""
        with self._lock:
            for key, older in counts.items():
                count = self._count_of(key, MOST_PENDING)
                if count:
                    if not count.searches:
                        count.results = older.results
                    count.searches += older.searches
                    count.clicks += older.clicks
                    count.rounds = max(count.rounds, older.rounds)

    def _count_of(self, key: Key, room: int) -> Count | None:
        count = self._counts.get(key)
        if count is None and len(self._counts) < room:
            count = self._counts[key] = Count()
        return count


class Writer:
    """The thread that writes; it starts with the first thing to write."""

    def __init__(self) -> None:
        """Begin without a thread."""
        self.begin()

    def begin(self) -> None:
        """Have no thread."""
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._leaving = threading.Event()

    def start(self) -> None:
        """Make sure the thread runs, if this environment wants one."""
        every = settings.SEARCH_USAGE_EVERY
        if not every or (self._thread and self._thread.is_alive()) or self._leaving.is_set():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                thread = threading.Thread(target=self._run, args=(every,), name="search-usage", daemon=True)
                try:
                    thread.start()
                except RuntimeError:  # no more threads, or the interpreter is leaving: the next search tries again
                    return
                self._thread = thread

    def stop(self) -> None:
        """Let the thread finish what it is writing, and write the rest."""
        self._leaving.set()
        if self._thread:
            self._thread.join(AT_EXIT)
            flush()

    def _run(self, every: float) -> None:
        while not self._leaving.wait(every):
            try:
                flush()
            except Exception:  # whatever it is, counting goes on
                logger.exception("Searches could not be counted.")
            connections.close_all()


pending = Pending()
writer = Writer()


def note_search(*, query: str, language: str, results: int) -> None:
    """Count a search that found so many results."""
    key = key_of(query, language)
    if key:
        pending.add_search(key, results)
        writer.start()


def note_click(*, query: str, language: str) -> None:
    """Count that a result of this query was opened; only for what was searched for today, and never more than that."""
    key = key_of(query, language)
    if key:
        pending.add_click(key)
        writer.start()


def key_of(query: str, language: str) -> Key | None:
    """What this is counted under; None for what is not counted."""
    folded = fold_query(query[:LONGEST_QUERY])
    if not folded or language not in LANGUAGES or may_be_personal(folded):
        return None
    return Key(timezone.localdate(), language, folded[:LONGEST_KEPT].rstrip())


def flush() -> None:
    """Write what was counted. What the database does not take now is kept; its errors do not reach the caller."""
    counts = pending.take()
    kept: dict[Key, Count] = {}
    reachable = True
    for keys in in_batches(sorted(counts), BATCH):
        batch = {key: counts[key] for key in keys}
        if reachable:
            try:
                kept |= write(batch)
            except (OperationalError, InterfaceError):
                reachable = False
                logger.info("The database does not take counts now; they are kept.", exc_info=True)
            except DatabaseError:
                logger.exception("Some searches could not be counted.")
        if not reachable:
            kept |= batch
    pending.put_back(kept)


@transaction.atomic
def write(counts: Mapping[Key, Count]) -> dict[Key, Count]:
    """Add counts to those of the day, in one statement. Returns clicks whose search nobody has written yet."""
    days = {key.day for key in counts}
    known = set(
        AskedQuery.objects.filter(day__in=days, query__in={key.query for key in counts}).values_list(*Key._fields)
    )
    room = MOST_A_DAY - (AskedQuery.objects.filter(day__in=days).count() if len(known) < len(counts) else 0)
    rows: dict[Key, Count] = {}
    waiting: dict[Key, Count] = {}
    for key in sorted(counts):  # one order everywhere, so that two processes cannot wait for each other
        count = counts[key]
        if key in known:
            rows[key] = count
        elif count.searches and room > 0:
            room -= 1
            rows[key] = replace(count, clicks=min(count.clicks, count.searches))
        elif not count.searches and count.rounds < PATIENCE:
            waiting[key] = replace(count, rounds=count.rounds + 1)
    if rows:
        add_up(rows)
    return waiting


def add_up(counts: Mapping[Key, Count]) -> None:
    """Insert these counts, or add them to what is there; clicks stay within searches."""
    table = connection.ops.quote_name(AskedQuery._meta.db_table)
    searches, clicks = f"{table}.searches + excluded.searches", f"{table}.clicks + excluded.clicks"
    values: list[Any] = []
    for key, count in counts.items():
        day = connection.ops.adapt_datefield_value(key.day)
        values += [day, key.language, key.query, count.searches, count.clicks, count.results]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (day, language, query, searches, clicks, results) "  # noqa: S608 - our own names
            f"VALUES {', '.join(['(%s, %s, %s, %s, %s, %s)'] * len(counts))} "
            "ON CONFLICT (day, language, query) DO UPDATE SET "
            f"searches = {searches}, "
            f"clicks = CASE WHEN {clicks} > {searches} THEN {searches} ELSE {clicks} END, "
            f"results = CASE WHEN excluded.searches > 0 THEN excluded.results ELSE {table}.results END",
            values,
        )


def forget_older(days: int = KEEP_DAYS) -> int:
    """Delete what was asked longer ago than so many days. Returns how many rows went."""
    gone, _by_model = AskedQuery.objects.filter(day__lt=timezone.localdate() - timedelta(days=days)).delete()
    return gone


def begin_anew() -> None:
    """Start with nothing: in a process that was just forked, whose parent writes what it counted itself."""
    pending.begin()
    writer.begin()


atexit.register(writer.stop)
os.register_at_fork(after_in_child=begin_anew)
