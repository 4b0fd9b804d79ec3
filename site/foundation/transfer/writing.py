"""Writing exports: JSON Lines, and CSV that spreadsheets here open with a double click."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from foundation.transfer.cells import harmless
from foundation.transfer.transfer import PageTransfer

CSV, JSON_LINES = "csv", "jsonl"
FORMATS = (CSV, JSON_LINES)
CONTENT_TYPES = {CSV: "text/csv; charset=utf-8", JSON_LINES: "application/x-ndjson; charset=utf-8"}
MARK = "\ufeff"  # tells spreadsheets that the text is UTF-8
DELIMITER = ";"


def exported_lines(transfer: PageTransfer, form: str) -> Iterator[str]:
    """The lines of an export, each with its newline."""
    return csv_lines(transfer) if form == CSV else json_lines(transfer)


def json_lines(transfer: PageTransfer) -> Iterator[str]:
    """One JSON object a page."""
    for row in transfer.rows():
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(transfer: PageTransfer) -> Iterator[str]:
    """A first row with the names of the columns, then one record a page; no cell is a formula."""
    yield from csv_of(transfer.column_names, transfer.rows(as_text=True))


def csv_of(names: Sequence[str], rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """The same for rows of any texts."""
    written = io.StringIO()
    writer = csv.DictWriter(written, names, delimiter=DELIMITER, restval="")
    written.write(MARK)
    writer.writeheader()
    for row in rows:
        yield taken(written)
        writer.writerow({name: harmless(text) for name, text in row.items()})
    yield taken(written)


def taken(written: io.StringIO) -> str:
    """What was written since the last time."""
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text
