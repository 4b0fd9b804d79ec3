"""The texts inside attached files."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import Any

from django.db.models import Q
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction

from foundation.searchable import searchables
from search.extraction import text_of
from search.models import DocumentText


def texts_of_documents(pks: Collection[int]) -> dict[int, str]:
    """What was read of these documents so far; files that only some may open are left out. At most two queries."""
    if not pks:
        return {}
    private = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        private |= Q(document__collection__path__startswith=path)
    rows = DocumentText.objects.filter(pk__in=pks).exclude(text="").exclude(private)
    return dict(rows.values_list("pk", "text"))


def read_document(pk: int) -> bool:
    """Read the text of a document and keep it; returns whether it changed. Nothing is read twice.

    Runs in a process of its own, bounded in time and memory: see search.extraction.
    """
    document = Document.objects.filter(pk=pk).first()
    if document is None:
        return False
    file_hash = document.get_file_hash()
    known = DocumentText.objects.filter(pk=pk).first()
    if known and known.file_hash == file_hash:
        return False
    with local_copy(document) as copy:
        extracted = text_of(copy, name=document.filename)
    DocumentText.objects.update_or_create(
        document=document,
        defaults={"file_hash": file_hash, "text": extracted.text, "outcome": extracted.outcome},
    )
    return known is None or known.text != extracted.text


@contextmanager
def local_copy(document: Any) -> Iterator[Path]:
    """The file of a document on this machine, wherever the storage keeps it."""
    with NamedTemporaryFile(suffix=PurePath(document.filename).suffix) as copy, document.file.open("rb") as file:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def things_with(pk: int) -> dict[str, list[int]]:
    """What this document is attached to, by kind."""
    document = Document(pk=pk)
    return {kind.name: pks for kind in searchables() if (pks := list(kind.affected_by(document)))}


def unread_documents() -> list[int]:
    """The documents of which nobody tried to read the text yet."""
    return list(Document.objects.filter(search_text=None).values_list("pk", flat=True))
