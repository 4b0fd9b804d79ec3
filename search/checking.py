"""Comparing what can be found with what should be, both ways, and putting it right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from foundation.generation import generation_of_request
from foundation.searchable import searchables
from search.actions import BATCH, index, one_writer_at_a_time, remove
from search.batches import in_batches
from search.counting import Changes, correct
from search.documents import Prepared, counted_labels_of, prepare, words_counted
from search.engines import uses_a_server
from search.engines.pushing import heal, push_pending
from search.engines.server_index import differences, named_by_alias, reconcile
from search.engines.wanted import EngineDown
from search.models import CountedLabel, SearchDocument, SearchText, VocabularyWord
from search.rebuilding import remove_unknown_kinds


@dataclass(slots=True)
class Differences:
    """Where the index and the database differ.

    By kind: things without a document, with an old one, and documents of nothing. counts: words and labels counted
    wrong. is_damaged: the database's own full text index. on_server: documents that the search server lacks, has in
    an older state or too many. server_is_down: it was not compared.
    """

    missing: dict[str, list[int]] = field(default_factory=dict)
    outdated: dict[str, list[int]] = field(default_factory=dict)
    superfluous: dict[str, list[int]] = field(default_factory=dict)
    counts: int = 0
    is_damaged: bool = False
    on_server: int = 0
    server_is_down: bool = False

    def lines(self) -> Iterator[tuple[str, str, int]]:
        """What differs, of what, and how many."""
        by_kind = (("missing", self.missing), ("outdated", self.outdated), ("superfluous", self.superfluous))
        for what, found in by_kind:
            for name, pks in sorted(found.items()):
                yield what, name, len(pks)
        if self.counts:
            yield "counted wrong", "words and labels", self.counts
        if self.is_damaged:
            yield "damaged", "full text index of the database", 1
        if self.on_server:
            yield "different", "search server", self.on_server
        if self.server_is_down:
            yield "not answering", "search server", 1

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(True for _line in self.lines())


def check(*, fix: bool = False, quick: bool = False) -> Differences:
    """Compare everything; with `fix` put right what differs. Returns what differed before.

    quick: only what is there, and not what it says, so that nothing is read but keys.
    """
    found = Differences()
    with generation_of_request():
        compare_things(found, quick=quick)
        if fix:
            put_things_right(found)
    if not quick:
        check_counts(found, fix=fix)
        check_full_text(found, fix=fix)
    if uses_a_server():
        check_server(found, fix=fix)
    return found


def compare_things(found: Differences, *, quick: bool) -> None:
    """What the apps let be found, and the documents there are."""
    for kind in searchables():
        known = dict(SearchDocument.objects.filter(kind=kind.name).values_list("object_id", "digest"))
        pks: Iterable[int] = kind.pks()
        if quick:
            pks = [pk for pk in pks if known.pop(pk, None) is None]
        for batch in in_batches(pks, BATCH):
            for made in prepare(kind, kind.findables(batch)):
                pk = made.document.object_id
                digest = known.pop(pk, None)
                if digest is None:
                    found.missing.setdefault(kind.name, []).append(pk)
                elif digest != made.document.digest:
                    found.outdated.setdefault(kind.name, []).append(pk)
        if known:
            found.superfluous[kind.name] = sorted(known)
    names = [kind.name for kind in searchables()]
    for name, pk in SearchDocument.objects.exclude(kind__in=names).values_list("kind", "object_id"):
        found.superfluous.setdefault(name, []).append(pk)


def put_things_right(found: Differences) -> None:
    """Index what is missing or outdated, and take away what is too many."""
    for by_kind in (found.missing, found.outdated):
        for name, pks in by_kind.items():
            index(name, pks)
    for name, pks in found.superfluous.items():
        for batch in in_batches(pks, BATCH):
            remove(name, batch)
    remove_unknown_kinds()


@transaction.atomic
def check_counts(found: Differences, *, fix: bool) -> None:
    """Count all words and labels anew. Holds up indexing meanwhile, not searching."""
    one_writer_at_a_time()
    changes = Changes()
    for text in SearchText.objects.select_related("document").iterator(chunk_size=500):
        prepared = Prepared(text.document, text)
        prepared.analyse()
        changes.add(words_counted(text.document, prepared.surfaces), counted_labels_of(text.document), by=1)
    found.counts = correct(VocabularyWord, ("language", "word", "term"), changes.words, fix=fix)
    found.counts += correct(CountedLabel, ("language", "label", "key"), changes.labels, fix=fix)


def check_full_text(found: Differences, *, fix: bool) -> None:
    """Let SQLite compare its full text index with the texts; PostgreSQL's is a column of the texts themselves."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("INSERT INTO search_fts(search_fts, rank) VALUES('integrity-check', 1)")
        except DatabaseError:
            found.is_damaged = True
            if fix:
                cursor.execute("INSERT INTO search_fts(search_fts) VALUES('rebuild')")


def check_server(found: Differences, *, fix: bool) -> None:
    """Compare with the search server; one that lost its index gets a new one."""
    try:
        push_pending()
        if not named_by_alias():
            found.on_server = SearchDocument.objects.count()
            if fix:
                heal()
            return
        lacking, superfluous = differences()
        found.on_server = len(lacking) + len(superfluous)
        if fix and found.on_server:
            reconcile()
    except EngineDown:
        found.server_is_down = True
