"""Writing many rows at once."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from search.models import SearchDocument, Suggestion
from search.writing import MOST_VALUES, write, write_rows

pytestmark = pytest.mark.django_db

KEY = ["kind", "object_id"]
FIELDS = [field.name for field in SearchDocument._meta.fields if not field.primary_key]
GROUP = UUID("12345678-1234-5678-1234-567812345678")


def document(number: int, title: str, **values: object) -> SearchDocument:
    """A document that is not saved."""
    return SearchDocument(kind="thing", object_id=number, language="nl", title=title, labels=" ", **values)


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    full = document(1, "Soep 🍲 %s ' \\", date=datetime(2026, 6, 1, tzinfo=UTC), group=GROUP, places=[[0, 7], [-1, 3]])
    write([full, document(2, "Leeg")], FIELDS, key=KEY)
    columns = ("title", "date", "group", "places")
    assert list(SearchDocument.objects.order_by("object_id").values_list(*columns)) == [
        (full.title, full.date, GROUP, full.places),
        ("Leeg", None, None, None),
    ]


def test_a_row_with_the_same_key_is_changed() -> None:
    write([document(1, "Oud"), document(2, "Ander")], FIELDS, key=KEY)
    before = dict(SearchDocument.objects.values_list("object_id", "pk"))
    write([document(1, "Nieuw")], FIELDS, key=KEY)
    assert dict(SearchDocument.objects.values_list("object_id", "pk")) == before
    assert list(SearchDocument.objects.order_by("object_id").values_list("title", flat=True)) == ["Nieuw", "Ander"]


def test_more_rows_than_a_statement_takes_are_all_written() -> None:
    write([document(1, "Soep")], FIELDS, key=KEY)
    pk = SearchDocument.objects.get().pk
    rows = [(pk, "nl", f"soep {number}") for number in range(MOST_VALUES)]
    write_rows(Suggestion, ["document", "language", "key"], rows, key=["document", "key"])
    assert set(Suggestion.objects.values_list("document", "language", "key")) == set(rows)


def test_nothing_is_written_for_nothing() -> None:
    write([], FIELDS, key=KEY)
    write_rows(Suggestion, ["document", "language", "key"], [], key=["document", "key"])
    assert (SearchDocument.objects.count(), Suggestion.objects.count()) == (0, 0)
