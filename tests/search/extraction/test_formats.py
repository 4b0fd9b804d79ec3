"""What the first bytes and the name tell."""

import pytest

from search.extraction.formats import Kind, is_plain, kind_of
from search.extraction.outcomes import Outcome, UnreadableError


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.txt", True), ("LEES.MIJ.TXT", True), ("a.csv", True), ("a.txt.exe", False), ("txt", False), ("", False)],
)
def test_is_plain_looks_at_the_last_suffix(name: str, expected: bool) -> None:
    assert is_plain(name) == expected


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7", Kind.PDF),
        (b"PK\x03\x04....", Kind.ARCHIVE),
        (b"{\\rtf1", Kind.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    ],
)
def test_kind_of_prefers_content_over_name(head: bytes, plain: bool, expected: Kind) -> None:
    assert kind_of(head, plain=plain) == expected


def test_kind_of_finds_a_pdf_behind_other_bytes() -> None:
    assert kind_of(b"\r\njunk %PDF-1.4", plain=False) == Kind.PDF


def test_kind_of_takes_a_text_about_pdf_for_text() -> None:
    assert kind_of(b"Een bestand begint met %PDF-1.4", plain=True) == Kind.PLAIN


def test_kind_of_refuses_what_it_cannot_tell() -> None:
    with pytest.raises(UnreadableError) as error:
        kind_of(b"\x89PNG\r\n\x1a\n", plain=False)
    assert error.value.outcome == Outcome.UNSUPPORTED
