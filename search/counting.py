"""Counting words and labels up and down, in the transaction that changes the documents they stand in."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from search.batches import in_batches
from search.models import CountedLabel, VocabularyWord

Row = tuple[str, ...]
BATCH = 200  # rows a statement: SQLite takes 999 values, older ones at least
LARGE_BATCH = 5_000  # on PostgreSQL


class Changes:
    """By how much each row of a counted table changes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.words: Counter[Row] = Counter()
        self.labels: Counter[Row] = Counter()

    def add(self, words: Iterable[Row], labels: Iterable[Row], *, by: int) -> None:
        """Count these rows once more (by=1) or once less (by=-1)."""
        for row in words:
            self.words[row] += by
        for row in labels:
            self.labels[row] += by

    def write(self) -> None:
        """Change the tables. Rows go in one order everywhere, so that two transactions cannot wait for each other."""
        count(VocabularyWord, ("language", "word", "term"), self.words)
        count(CountedLabel, ("language", "label", "key"), self.labels)


def count(model: type[VocabularyWord | CountedLabel], columns: tuple[str, ...], changes: Counter[Row]) -> None:
    """Add to the column `documents` of these rows; makes those that are missing, deletes those that reach zero.

    The first two columns are the unique key of the table.
    """
    changed = sorted((row, by) for row, by in changes.items() if by)
    if not changed:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join((*columns, "documents"))
    size = LARGE_BATCH if connection.vendor == "postgresql" else BATCH
    with connection.cursor() as cursor:
        for batch in in_batches(changed, size):
            rows, values = rows_of(batch, len(columns))
            cursor.execute(
                f"INSERT INTO {table} ({names}) {rows} ON CONFLICT ({columns[0]}, {columns[1]}) "
                f"DO UPDATE SET documents = {table}.documents + excluded.documents",
                values,
            )
    if any(by < 0 for _row, by in changed):
        gone = [row[:2] for row, by in changed if by < 0]
        for begin in range(0, len(gone), BATCH):
            condition = models.Q(pk__in=[])
            by_first: dict[str, list[str]] = {}
            for first, second in gone[begin : begin + BATCH]:
                by_first.setdefault(first, []).append(second)
            for first, seconds in by_first.items():
                condition |= models.Q(**{columns[0]: first, f"{columns[1]}__in": seconds})
            model.objects.filter(condition, documents__lte=0).delete()


def rows_of(batch: list[tuple[Row, int]], columns: int) -> tuple[str, list[Any]]:
    """Rows with their change as SQL and its values; PostgreSQL takes them by column, which is much quicker."""
    if connection.vendor == "postgresql":
        by_column: list[Any] = [list(column) for column in zip(*(row for row, _by in batch), strict=True)]
        arrays = ", ".join(["%s::text[]"] * columns)
        return f"SELECT * FROM unnest({arrays}, %s::int[])", [*by_column, [by for _row, by in batch]]  # noqa: S608 - placeholders
    one = "(" + ", ".join(["%s"] * (columns + 1)) + ")"
    return f"VALUES {', '.join([one] * len(batch))}", [value for row, by in batch for value in (*row, by)]


def correct(
    model: type[VocabularyWord | CountedLabel], columns: tuple[str, ...], wanted: Counter[Row], *, fix: bool
) -> int:
    """How many rows of a counted table differ from these numbers; with `fix` they are brought to them."""
    wrong: Counter[Row] = Counter(wanted)
    for *row, documents in model.objects.values_list(*columns, "documents").iterator(chunk_size=5000):
        wrong[tuple(row)] -= documents
    off = Counter({row: by for row, by in wrong.items() if by})
    if fix:
        count(model, columns, off)
    return len(off)
