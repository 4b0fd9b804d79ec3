"""Making the index anew while it is in use."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Count

from foundation.generation import generation_of_request
from foundation.searchable import Searchable, searchables
from search.actions import BATCH, index, remove
from search.attachments import read_document, unread_documents
from search.batches import in_batches
from search.engines.pushing import push_pending
from search.models import SearchDocument, SearchText, VocabularyWord

Say = Callable[[str, int, int], None]
TABLES = (SearchDocument, SearchText, VocabularyWord)


def say_nothing(_what: str, _number: int, _total: int) -> None:
    """Report no progress."""


def rebuild_documents(say: Say = say_nothing) -> int:
    """Bring every document up to date, take away what is no longer there; returns how many changed.

    In small transactions, so that searching goes on and finds each document as it was or as it is.
    """
    changed = 0
    with generation_of_request():
        for number, pk in enumerate(waiting := unread_documents(), start=1):
            read_document(pk)
            say("files read", number, len(waiting))
        for kind in searchables():
            pks = list(kind.pks())
            done = 0
            for batch in in_batches(pks, BATCH):
                changed += index(kind.name, batch)
                done += len(batch)
                say(str(kind.label), done, len(pks))
            changed += remove_others(kind, set(pks))
        changed += remove_unknown_kinds()
    push_pending()
    if changed:
        settle()
    return changed


def settle() -> None:
    """Let PostgreSQL tidy its tables now; it would do so by itself after a while, and search a third slower until then.

    Nothing happens in a transaction, or on SQLite.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")


def remove_others(kind: Searchable, pks: set[int]) -> int:
    """Take away the documents of a kind that are not among these."""
    known = SearchDocument.objects.filter(kind=kind.name).values_list("object_id", flat=True)
    gone = [pk for pk in known.iterator(chunk_size=5000) if pk not in pks]
    return sum(remove(kind.name, batch) for batch in in_batches(gone, BATCH))


def remove_unknown_kinds() -> int:
    """Take away what no app lets be found any more."""
    names = {kind.name for kind in searchables()}
    kinds = SearchDocument.objects.exclude(kind__in=names).order_by().values_list("kind").annotate(Count("pk"))
    removed = 0
    for name, _number in kinds:
        pks = list(SearchDocument.objects.filter(kind=name).values_list("object_id", flat=True))
        removed += sum(remove(name, batch) for batch in in_batches(pks, BATCH))
    return removed
