"""Text of PDF."""

import io

import pytest

from search.extraction.cleaning import tidy
from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError
from search.extraction.pdf import paragraphs_of, pieces_of, whole_words
from tests.search.extraction.documents import pdf_of, pdf_of_empty_pages, pdf_with, stream, written

LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)


def read(content: bytes) -> list[str]:
    return [tidy(piece) for piece in pieces_of(io.BytesIO(content), Limits(10**6, 10**6))]


def outcome_of(content: bytes) -> Outcome:
    with pytest.raises(UnreadableError) as error:
        read(content)
    return error.value.outcome


def test_pages_in_their_order() -> None:
    assert read(pdf_of(("Eerste blad, café",), ("Tweede blad",))) == ["Eerste blad, café", "Tweede blad"]


def test_words_broken_at_line_ends_are_whole_again() -> None:
    page = ("De gemeente geeft sub-", "sidie aan Noord-", "Holland, voor zorg-", "en welzijn.")
    assert read(pdf_of(page)) == ["De gemeente geeft subsidie aan Noord-Holland, voor zorg- en welzijn."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sub-\nsidie", "subsidie"),
        ("sub- \n  sidie", "subsidie"),
        ("sub\x02sidie", "subsidie"),
        ("sub\ufffesidie", "subsidie"),
        ("één-\nén", "éénén"),
        ("a-\nb-\nc", "abc"),
        ("Noord-\nHolland", "Noord-Holland"),
        ("EU-\nsubsidie", "EU-subsidie"),
        ("2020-\n2025", "2020-2025"),
        ("zorg-\nen welzijn", "zorg- en welzijn"),
        ("in- en uitgaand", "in- en uitgaand"),
        ("prijs -\nkwaliteit", "prijs -\nkwaliteit"),
    ],
)
def test_whole_words(text: str, expected: str) -> None:
    assert whole_words(text) == expected


def test_paragraphs_of_puts_lines_together() -> None:
    page = (
        "Kop van het stuk\nDe eerste regel is heel erg lang en gaat door\nop de tweede. En die gaat weer verder in\n"
        "Europa.\n\nTweede alinea.\n• punt een\n• punt twee"
    )
    assert tidy(paragraphs_of(page)) == (
        "Kop van het stuk\n"
        "De eerste regel is heel erg lang en gaat door op de tweede. En die gaat weer verder in Europa.\n"
        "Tweede alinea.\n• punt een\n• punt twee"
    )


def test_a_page_without_text_gives_none() -> None:
    assert read(pdf_of_empty_pages(2)) == ["", ""]


def test_a_password_is_encrypted() -> None:
    drawn = stream(written("geheim"))
    assert outcome_of(pdf_with(drawn, trailer=LOCK)) == Outcome.ENCRYPTED
    assert read(pdf_with(drawn)) == ["geheim"]


def test_a_wrong_table_of_objects_is_mended() -> None:
    assert read(pdf_of(("Nog te lezen",)).replace(b"startxref\n", b"startxref\n9")) == ["Nog te lezen"]


@pytest.mark.parametrize("end", [b"2 0 obj", b"xref"])
def test_without_its_end_a_document_is_damaged(end: bytes) -> None:
    content = pdf_of(("Niet te lezen",))
    assert outcome_of(content[: content.index(end)]) == Outcome.DAMAGED


def test_a_bad_page_does_not_hide_the_others() -> None:
    content = pdf_of(("een",), ("twee",))
    assert read(content.replace(b"Kids[4 0 R", b"Kids[3 0 R")) == ["twee"]
    assert outcome_of(content.replace(b"Kids[4 0 R 6 0 R]", b"Kids[3 0 R 3 0 R]")) == Outcome.DAMAGED
