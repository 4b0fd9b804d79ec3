"""Changing what can be found."""

import secrets
from collections.abc import Collection, Iterable

from django.db import connection, transaction

from foundation.generation import generation_of_request
from foundation.searchable import Searchable, searchable_named
from search.batches import in_batches
from search.counting import Changes
from search.documents import Prepared, counted_labels_of, prepare, suggestion_keys, words_counted
from search.engines import uses_a_server
from search.models import PendingPush, SearchDocument, SearchText, Suggestion
from search.vocabulary import note_change
from search.writing import write, write_rows

BATCH = 400  # documents a transaction
DOCUMENT_KEY = ["kind", "object_id"]
DOCUMENT_FIELDS = [field.name for field in SearchDocument._meta.fields if not field.primary_key]
TEXT_FIELDS = [field.name for field in SearchText._meta.fields]
LOCK = 0x6B6E7A6B  # any number that nothing else in this database locks


def index(name: str, pks: Iterable[int]) -> int:
    """Bring the documents of these things up to date: made, changed or taken away. Returns how many changed.

    Idempotent: what did not change is not written. A kind that no longer exists has its documents taken away.
    """
    kind = searchable_named(name)
    changed = 0
    for batch in in_batches(pks, BATCH):
        changed += index_batch(kind, batch) if kind else remove(name, batch)
    return changed


@transaction.atomic
def index_batch(kind: Searchable, pks: Collection[int]) -> int:
    """Bring these documents up to date in one transaction."""
    one_writer_at_a_time()
    with generation_of_request():  # what is public now, asked once
        prepared = {made.document.object_id: made for made in prepare(kind, kind.findables(pks))}
    known = {
        document.object_id: document for document in SearchDocument.objects.filter(kind=kind.name, object_id__in=pks)
    }
    fresh = [made for pk, made in prepared.items() if pk not in known or known[pk].digest != made.document.digest]
    for made in fresh:
        made.analyse()
    stale = [document for pk, document in known.items() if pk not in prepared]
    changes = Changes()
    replaced = [known[made.document.object_id] for made in fresh if made.document.object_id in known]
    count_documents([*replaced, *stale], changes, by=-1)
    delete_documents(stale)
    write_documents(kind.name, fresh)
    for made in fresh:
        changes.add(words_counted(made.document, made.surfaces), counted_labels_of(made.document), by=1)
    suggest([made.document for made in fresh], replaced)
    changes.write()
    announce([*(made.document.pk for made in fresh), *(document.pk for document in stale)])
    return len(fresh) + len(stale)


def write_documents(kind: str, fresh: Collection[Prepared]) -> None:
    """Make or change the rows of these documents of one kind; they know their primary key afterwards."""
    write([made.document for made in fresh], DOCUMENT_FIELDS, key=DOCUMENT_KEY)
    there = SearchDocument.objects.filter(kind=kind, object_id__in=[made.document.object_id for made in fresh])
    pks = dict(there.values_list("object_id", "pk"))
    for made in fresh:
        made.document.pk = made.text.document_id = pks[made.document.object_id]
    write([made.text for made in fresh], TEXT_FIELDS, key=["document"])


def suggest(documents: Collection[SearchDocument], replaced: Collection[SearchDocument]) -> None:
    """Let the titles of these documents be suggested, in place of what was suggested of those they replace."""
    if replaced:
        Suggestion.objects.filter(document__in=[document.pk for document in replaced]).delete()
    rows = [(document.pk, document.language, key) for document in documents for key in suggestion_keys(document)]
    write_rows(Suggestion, ["document", "language", "key"], rows, key=["document", "key"])


@transaction.atomic
def remove(name: str, pks: Collection[int]) -> int:
    """Take the documents of these things away at once, in the transaction of whatever hides them."""
    one_writer_at_a_time()
    gone = list(SearchDocument.objects.filter(kind=name, object_id__in=pks))
    changes = Changes()
    count_documents(gone, changes, by=-1)
    changes.write()
    pks_gone = [document.pk for document in gone]
    delete_documents(gone)
    announce(pks_gone)
    return len(pks_gone)


def count_documents(documents: Collection[SearchDocument], changes: Changes, *, by: int) -> None:
    """Count the words and labels of documents that are in the database."""
    texts = SearchText.objects.in_bulk([document.pk for document in documents])
    for document in documents:
        if document.pk in texts:
            prepared = Prepared(document, texts[document.pk])
            prepared.analyse()
            changes.add(words_counted(document, prepared.surfaces), counted_labels_of(document), by=by)


def delete_documents(documents: Collection[SearchDocument]) -> None:
    """Delete documents with their texts and suggestions."""
    if documents:
        SearchDocument.objects.filter(pk__in=[document.pk for document in documents]).delete()


def announce(pks: Collection[int]) -> None:
    """Remember what a search server has to be told, and that the words of the site changed."""
    if not pks:
        return
    note_change()
    if uses_a_server():
        changes = [(pk, secrets.token_hex(8)) for pk in pks]
        write_rows(PendingPush, ["document_id", "change"], changes, key=["document_id"])


def one_writer_at_a_time() -> None:
    """Let one transaction at a time change documents, so that none writes what it read before another one wrote.

    On SQLite a transaction that writes is alone anyway. Readers never wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
