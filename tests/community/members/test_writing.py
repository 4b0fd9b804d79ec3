"""What people type, in every script and from every keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.members.writing import is_blank, one_line, paragraphs


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  Joke   Klaassen\t", "Joke Klaassen"),
        ("Joke\r\nKlaassen", "Joke Klaassen"),
        ("Joke\rKlaassen\u2028Bos", "Joke Klaassen Bos"),
        ("a\u202eb\u2066c", "abc"),
        ("a\x00\x1bb", "ab"),
        ("a\ud800b", "ab"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_one_line(typed: str, line: str) -> None:
    assert one_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("\n a  \n b \n", "a\n b"),
        ("a\x0cb\x85c", "a\nb\nc"),
    ],
)
def test_paragraphs(typed: str, text: str) -> None:
    assert paragraphs(typed) == text


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00a0\u3000", "\ufeff", "\u0301"])
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "。", "👍", "\u200ba"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (one_line, paragraphs):
        once = clean(text)
        assert clean(once) == once
        once.encode()  # no halves of characters
