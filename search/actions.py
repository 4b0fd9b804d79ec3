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

BATCH = 400  # documents a transaction
DOCUMENT_FIELDS = ["language", "audience", "group", "slug", "title", "village", "labels", "date", "places", "digest"]
TEXT_FIELDS = [field.name for field in SearchText._meta.fields if not field.primary_key]
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
    if fresh:
        documents = SearchDocument.objects.bulk_create(
            [made.document for made in fresh],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=DOCUMENT_FIELDS,
        )
        for made, document in zip(fresh, documents, strict=True):
            made.text.document_id = document.pk
            changes.add(words_counted(document, made.surfaces), counted_labels_of(document), by=1)
        SearchText.objects.bulk_create(
            [made.text for made in fresh],
            update_conflicts=True,
            unique_fields=["document"],
            update_fields=TEXT_FIELDS,
        )
        suggest(documents, replaced)
    changes.write()
    announce([*(made.document.pk for made in fresh), *(document.pk for document in stale)])
    return len(fresh) + len(stale)


def suggest(documents: Collection[SearchDocument], replaced: Collection[SearchDocument]) -> None:
    """Let the titles of these documents be suggested, in place of what was suggested of those they replace."""
    Suggestion.objects.filter(document__in=[document.pk for document in replaced]).delete()
    Suggestion.objects.bulk_create(
        [
            Suggestion(document_id=document.pk, language=document.language, key=key)
            for document in documents
            for key in suggestion_keys(document)
        ]
    )


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
        PendingPush.objects.bulk_create(
            [PendingPush(document_id=pk, change=secrets.token_hex(8)) for pk in pks],
            update_conflicts=True,
            unique_fields=["document_id"],
            update_fields=["change"],
        )


def one_writer_at_a_time() -> None:
    """Let one transaction at a time change documents, so that none writes what it read before another one wrote.

    On SQLite a transaction that writes is alone anyway. Readers never wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
