"""Cells, lists in cells, and names that are nearly right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.transfer.cells import harmless, unguarded
from foundation.transfer.lists import joined, split
from foundation.transfer.matching import folded, meant


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@som", "\tx", "'=1", "''@x", "＝1"])  # noqa: RUF001 - a wide sign is meant
def test_formula_goes_out_as_text_and_comes_back_as_it_was(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert unguarded(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "Dorpshuis", "'s Avonds", "'t Huis", "a=b"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text
    assert unguarded(text) == text


@given(st.text())
def test_guarding_any_text_loses_nothing(text: str) -> None:
    assert unguarded(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("energie | wonen", ["energie", "wonen"]),
        ("energie, wonen,", ["energie", "wonen"]),
        ("huis, tuin | keuken", ["huis, tuin", "keuken"]),
        (r"huis\, tuin, keuken", ["huis, tuin", "keuken"]),
        ("een\ntwee", ["een", "twee"]),
        ("", []),
        (["a", 2, None, " "], ["a", "2"]),
        (None, []),
    ],
)
def test_list_is_split_on_bars_else_on_commas(cell: object, parts: list[str]) -> None:
    assert split(cell) == parts


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufeff"), min_size=1
)


@given(st.lists(WORDS, max_size=6))
def test_any_list_survives_a_cell(words: list[str]) -> None:
    assert split(joined(words)) == words


def test_nearest_names_are_suggested() -> None:
    assert meant("Soesd", ["Soest", "Zeist", "Utrecht"]) == " Bedoel je Soest?"
    assert meant("Parijs", ["Soest", "Zeist"]) == ""
    assert meant("x" * 100_000, ["Soest"]) == ""


def test_names_are_compared_without_capitals_accents_and_marks() -> None:
    assert folded(" Geld & Subsidië ") == folded("geld-subsidie")
