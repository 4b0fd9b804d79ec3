"""Reading tables: CSV as spreadsheets write it, and JSON Lines. Both give the same rows."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from foundation.transfer.cells import cleaned, unguarded
from foundation.transfer.decoding import LARGEST_FILE, decode
from foundation.transfer.headers import Headers
from foundation.transfer.problems import CellError, FileError, Problem

MOST_ROWS = 20_000
DELIMITERS = (";", ",", "\t")
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
# Python's own limit is 128 kB and would end the file; ours makes one bad row of a large cell.
csv.field_size_limit(LARGEST_FILE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on (from 1) and its cells by internal column name, as text or JSON values."""

    line: int
    cells: dict[str, Any]


@dataclass(slots=True)
class Table:
    """What was read: good rows, bad ones, and the columns found in any row."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)

    def full(self, line: int) -> bool:
        """Whether there are as many rows as we take; says so once."""
        if len(self.rows) + len(self.problems) < MOST_ROWS:
            return False
        reason = _("The file has more than %(most)s rows; from this line on nothing was read.") % {"most": MOST_ROWS}
        self.problems.append(Problem(line, "", reason))
        return True


def read_table(content: bytes, headers: Headers, *, name: str = "") -> Table:
    """Read a file; its name only tells whether it is JSON Lines. Raises FileError when it is no table at all."""
    text = decode(content)
    if not text.strip():
        raise FileError(_("The file is empty."))
    start = text.lstrip()[:1]
    if start == "[" and PurePath(name).suffix.lower() in JSON_SUFFIXES:
        raise FileError(_("Write one JSON object on each line, without a list around them (JSON Lines)."))
    if start == "{" or PurePath(name).suffix.lower() in JSON_SUFFIXES:
        return read_json_lines(text, headers)
    return read_csv(text, headers)


def read_csv(text: str, headers: Headers) -> Table:
    """Read CSV with the delimiter that makes the most sense of its first row."""
    table = Table()
    text, delimiter, skipped = with_delimiter(text, headers)
    lines = records(text, delimiter, first_line=skipped + 1, problems=table.problems)
    titles = next((record for _line, record in lines if any(cell.strip() for cell in record)), None)
    if titles is None:
        raise FileError(_("The file has no readable first row with the names of the columns."))
    header = headers.read(titles)
    table.columns.update(name for name in header.names if name)
    table.unknown.update(dict.fromkeys(header.unknown))
    for line, record in lines:
        if not any(cell.strip() for cell in record):
            continue
        if table.full(line):
            break
        add_record(table, header.names, line, record)
    return table


def add_record(table: Table, names: tuple[str, ...], line: int, record: list[str]) -> None:
    """Add one record as a row, or say what is wrong with it. Cells that are missing at its end are left out."""
    if any(cell.strip() for cell in record[len(names) :]):
        reason = _("The row has %(cells)s cells, but there are %(columns)s columns. Is a quotation mark missing?")
        table.problems.append(Problem(line, "", reason % {"cells": len(record), "columns": len(names)}))
        return
    cells: dict[str, Any] = {}
    for name, cell in zip(names, record, strict=False):
        if not name:
            continue
        try:
            cells[name] = unguarded(cleaned(cell))
        except CellError as problem:
            table.problems.append(Problem(line, name, str(problem)))
            return
    table.rows.append(Row(line, cells))


def with_delimiter(text: str, headers: Headers) -> tuple[str, str, int]:
    """The text, its delimiter, and how many lines were taken off ("sep=;", as spreadsheets write it)."""
    first, newline, rest = text.partition("\n")
    named = first.strip().strip('"')
    if named.lower().startswith("sep=") and named[4:] in DELIMITERS and newline:
        return rest, named[4:], 1

    def sense(delimiter: str) -> tuple[int, int]:
        lines = records(text, delimiter, first_line=1, problems=[])
        titles: list[str] = next((record for _line, record in lines if any(cell.strip() for cell in record)), [])
        return headers.known_among(titles), len(titles)

    return text, max(DELIMITERS, key=sense), 0


def records(text: str, delimiter: str, *, first_line: int, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The records with the lines they start on; damaged ones go to the problems."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = first_line + reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(line, "", damage(error)))
            continue
        yield line, record


def damage(error: csv.Error) -> str:
    """What a broken record comes down to."""
    if "unexpected end" in str(error):
        return _("A quotation mark is opened here and never closed.")
    return _('A quotation mark stands in the middle of a cell; write it twice: "".')


def read_json_lines(text: str, headers: Headers) -> Table:
    """Read JSON Lines: one object a line. Raises FileError when no line names a column we know."""
    table = Table()
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        if table.full(line):
            break
        try:
            cells = object_cells(written, headers, table)
        except CellError as problem:
            table.problems.append(Problem(line, "", str(problem)))
            continue
        except RecursionError:
            table.problems.append(Problem(line, "", _("The values lie too deep inside each other.")))
            continue
        table.columns.update(cells)
        table.rows.append(Row(line, cells))
    if table.rows and not table.columns:
        headers.read(table.unknown)
    return table


def object_cells(written: str, headers: Headers, table: Table) -> dict[str, Any]:
    """The cells of one line. Raises CellError when it is no object, too large, or names a column twice."""
    try:
        value = json.loads(written, parse_constant=no_number)
    except ValueError as error:
        raise CellError(_("This line is no JSON: %(error)s") % {"error": error}) from error
    if not isinstance(value, dict):
        raise CellError(_("This line is no JSON object: {…}."))
    cells: dict[str, Any] = {}
    for title, content in value.items():
        name = headers.name_of(title)
        if not name:
            table.unknown.setdefault(cleaned(title)[:80])
            continue
        if name in cells:
            raise CellError(_("Column %(name)s stands in this line twice.") % {"name": name})
        try:
            cells[name] = cleaned_value(content)
        except CellError as problem:
            raise CellError(f"{name}: {problem}") from problem
    return cells


def no_number(_constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    message = "NaN, Infinity"
    raise ValueError(message)


def cleaned_value(value: Any) -> Any:
    """A JSON value with all its texts cleaned. Raises CellError when it is too large as a whole."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list | dict):
        cleaned(json.dumps(value, ensure_ascii=False).replace("\\", " "))
        return cleaned_parts(value)
    return value


def cleaned_parts(value: Any) -> Any:
    """The same value, each text in it cleaned."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [cleaned_parts(part) for part in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned_parts(part) for key, part in value.items()}
    return value
