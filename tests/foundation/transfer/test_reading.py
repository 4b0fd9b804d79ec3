"""Reading CSV and JSON Lines."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.transfer import reading
from foundation.transfer.cells import LARGEST_CELL, cleaned, harmless
from foundation.transfer.headers import Headers
from foundation.transfer.problems import FileError
from foundation.transfer.reading import Row, read_table

HEADERS = Headers({"title": ("titel", "naam"), "place": ("plaats", "hoe het heet, waar je bent"), "note": ()})


def rows(text: str, name: str = "") -> list[Row]:
    table = read_table(text.encode(), HEADERS, name=name)
    assert table.problems == []
    return table.rows


def lines_of_problems(text: str) -> list[int]:
    return [problem.line for problem in read_table(text.encode(), HEADERS).problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiter_is_found(delimiter: str) -> None:
    assert rows(f"Titel{delimiter}Plaats\nA{delimiter}B\n") == [Row(2, {"title": "A", "place": "B"})]


def test_delimiter_named_on_the_first_line_is_believed() -> None:
    assert rows('sep=,\nTitel,"note"\n"a;b",c\n') == [Row(3, {"title": "a;b", "note": "c"})]


def test_quoted_newlines_keep_the_line_numbers_right() -> None:
    assert rows('titel;note\n"een\ntwee";x\nb;y\n') == [
        Row(2, {"title": "een\ntwee", "note": "x"}),
        Row(4, {"title": "b", "note": "y"}),
    ]


def test_header_is_known_whatever_its_capitals_and_accents() -> None:
    assert rows("  TÍTEL ;Plaats\nA;B") == [Row(2, {"title": "A", "place": "B"})]


def test_unknown_columns_are_named_and_left_out() -> None:
    table = read_table(b"titel;kleur;\nA;rood;\n", HEADERS)
    assert (table.rows, list(table.unknown)) == ([Row(2, {"title": "A"})], ["kleur"])


def test_empty_lines_are_skipped_and_missing_last_cells_left_out() -> None:
    assert rows("\ntitel;note\n;\n\nA\n") == [Row(5, {"title": "A"})]


@pytest.mark.parametrize(
    "text", ["", " \n \n", "kleur;maat\nrood;1\n", "titel;naam\nA;B\n", '[{"title": "A"}]', '"titel;note\nA;B\n']
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(FileError):
        read_table(text.encode(), HEADERS, name="x.json" if text.startswith("[") else "x.csv")


def test_header_without_known_columns_lists_them() -> None:
    with pytest.raises(FileError) as error:
        read_table(b"kleur;maat\nrood;1\n", HEADERS)
    assert "title, place, note" in str(error.value)


def test_broken_quotation_marks_and_surplus_cells_are_bad_rows() -> None:
    text = 'titel;note\nA;1\n"B" C;2\nD;3;4\nE;5\n"F;6\nG;7\n'
    table = read_table(text.encode(), HEADERS)
    assert [problem.line for problem in table.problems] == [3, 4, 6]
    assert [row.cells["title"] for row in table.rows] == ["A", "E"]


def test_cell_of_ten_megabytes_is_a_bad_row_with_its_column() -> None:
    table = read_table(f"titel;note\nA;{'x' * 9_000_000}\nB;y\n".encode(), HEADERS)
    assert [(problem.line, problem.column) for problem in table.problems] == [(2, "note")]
    assert [row.line for row in table.rows] == [3]


def test_cell_of_exactly_the_largest_size_is_read() -> None:
    assert lines_of_problems(f"titel\n{'x' * LARGEST_CELL}\n") == []
    assert lines_of_problems(f"titel\n{'x' * (LARGEST_CELL + 1)}\n") == [2]


def test_rows_beyond_the_most_are_one_bad_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert lines_of_problems("titel\n" + "A\n" * 3) == []
    assert lines_of_problems("titel\n" + "A\n" * 9) == [5]


def test_control_characters_are_cleaned_away() -> None:
    assert rows("titel;note\nA\x00B\x07;C\x1bD\n") == [Row(2, {"title": "AB", "note": "CD"})]
    assert rows('{"titel": "A\\u0000B\\ud800"}') == [Row(1, {"title": "AB"})]


def test_json_lines_keep_their_types() -> None:
    text = '{"title": "A", "plaats": ["x"], "note": null}\n\n{"titel": "B", "note": 2.5}\n'
    assert rows(text) == [
        Row(1, {"title": "A", "place": ["x"], "note": None}),
        Row(3, {"title": "B", "note": 2.5}),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        "[1]",
        '"text"',
        '{"title": NaN}',
        '{"title": "A", "naam": "B"}',
        '{"title": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"note": "' + "x" * 100_001 + '"}',
        '{"note": ["' + "x" * 100_001 + '"]}',
        '{"note": ' + "9" * 5000 + "}",
    ],
)
def test_damaged_json_line_is_a_bad_row_and_others_stay(line: str) -> None:
    table = read_table(f'{{"title": "A"}}\n{line}\n{{"title": "B"}}\n'.encode(), HEADERS)
    assert [problem.line for problem in table.problems] == [2]
    assert [row.line for row in table.rows] == [1, 3]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from([";", ",", "\t"]), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_is_written_as_csv_is_read_again(cells: list[tuple[str, str]], delimiter: str, newline: str) -> None:
    cells = [(cleaned(title), cleaned(note)) for title, note in cells]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=newline)
    writer.writerow(["titel", "note"])
    writer.writerows([harmless(text) for text in pair] for pair in cells)
    expected = [
        {"title": title, "note": note} for title, note in cells if harmless(title).strip() or harmless(note).strip()
    ]
    assert [row.cells for row in rows(written.getvalue())] == expected


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_clear_error(content: bytes) -> None:
    try:
        table = read_table(b"titel;note\n" + content, HEADERS)
    except FileError as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert all(set(row.cells) <= {"title", "note"} for row in table.rows)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | CELLS,
        lambda inner: st.lists(inner) | st.dictionaries(CELLS, inner),
        max_leaves=8,
    )
)
def test_any_json_gives_a_row_or_a_problem(value: object) -> None:
    table = read_table((json.dumps({"title": value}) + "\n").encode(), HEADERS)
    assert len(table.rows) + len(table.problems) == 1
