"""Terms: what documents and queries are compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.analysis import (
    DUTCH,
    ENGLISH,
    LANGUAGES,
    Reading,
    Stream,
    Term,
    reading_of,
    stream_of,
    surfaces_of,
    term_of,
    term_of_word,
)
from search.language.folding import words_of

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("ĳßæœøłđıİﬁ½²⑴ﷺ𝐀℡éèëöñ .-'’&‑\"*()^~:\u0301\u00ad🎉")))  # noqa: RUF001 - people type them


def keys(text: str, language: str = DUTCH) -> list[str]:
    """The terms of a text."""
    return stream_of(text, language).keys


@pytest.mark.parametrize(
    "written", ["dorpshuis", "dorpshuizen", "dorps-huis", "Dorpshuisje", "DORPSHUIZEN", "dorp-huis"]
)
def test_term_of_a_compound_is_the_same_in_all_its_forms(written: str) -> None:
    assert keys(written) == ["dorphuis"]


def test_term_of_a_compound_is_that_of_its_parts() -> None:
    assert "".join(keys("dorps huizen")) == keys("dorpshuis")[0]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("huizen", Term("huis")),
        ("maaltijden", Term("maaltijd")),
        ("xyzzyqw", Term("xyzzyqw")),
        ("subsidieaanvragen", Term("subsidieaanvrag", ("subsidie", "aanvrag"))),
        ("ziekenhuisvervoer", Term("ziekhuisvervoer", ("ziekhuis", "vervoer"), ("ziek", "huis"))),
        ("woningbouwvereniging", Term("woningbouwverenig", ("woningbouw", "verenig"), ("woning", "bouw"))),
    ],
)
def test_terms_have_those_of_their_parts_and_inside_them(word: str, expected: Term) -> None:
    assert term_of_word(word, DUTCH) == expected


@pytest.mark.parametrize(
    ("pieces", "language", "expected"),
    [
        (("zorg", "app"), DUTCH, Term("zorgapp", ("zorg", "app"))),
        (("dorpshuis", "bus"), DUTCH, Term("dorphuisbus", ("dorp", "huis", "bus"))),
        (("car", "sharing"), ENGLISH, Term("carshare", ("car", "share"))),
        (("co", "xyzzyqw"), DUTCH, Term("coxyzzyqw", ("co", "xyzzyqw"))),
    ],
)
def test_pieces_between_hyphens_are_parts(pieces: tuple[str, ...], language: str, expected: Term) -> None:
    assert term_of(pieces, language) == expected


def test_english_words_are_not_taken_apart() -> None:
    assert term_of_word("dorpshuis", ENGLISH) == Term("dorpshui")


def test_readings_hold_every_word_of_what_was_written() -> None:
    assert reading_of("dorpshuis.Subsidies", DUTCH) == Reading(
        ("dorphuis", "subsidie"), ("dorp", "huis"), ("dorpshuis", "dorps", "huis", "subsidies")
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("foto's", DUTCH, ["fotos"]),
        ("zorg-app", DUTCH, ["zorgapp", "zorg", "app"]),
        ("dorpshuis", DUTCH, ["dorpshuis", "dorps", "huis"]),
        ("ziekenhuisvervoer", DUTCH, ["ziekenhuisvervoer", "ziekenhuis", "zieken", "huis", "vervoer"]),
        ("dorpshuis", ENGLISH, ["dorpshuis"]),
    ],
)
def test_words_add_themselves_and_their_parts_to_the_vocabulary(text: str, language: str, expected: list[str]) -> None:
    (word,) = words_of(text)
    assert list(surfaces_of(word, language)) == expected


def test_streams_keep_the_order_of_words() -> None:
    assert stream_of("Subsidies voor het dorpshuis, voor 2.500 euro", DUTCH) == Stream(
        ["subsidie", "vor", "het", "dorphuis", "vor", "2500", "euro"],
        ["dorp", "huis"],
        {"subsidies", "voor", "het", "dorpshuis", "dorps", "huis", "2500", "euro"},
    )


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
def test_terms_of_any_text_are_small_letters_and_digits(text: str, language: str) -> None:
    """So that no engine needs quotation marks around them, or takes one for an operator."""
    stream = stream_of(text, language)
    for term in (*stream.keys, *stream.parts, *stream.surfaces):
        assert term.isalnum()
        assert term.casefold() == term


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
def test_streams_of_any_text_have_a_term_a_word(text: str, language: str) -> None:
    """Documents are analysed word by word as they are written, queries as a whole: both must come out the same."""
    assert keys(text, language) == [term_of(word.pieces, language).key for word in words_of(text)]
