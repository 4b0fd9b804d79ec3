"""Taking compounds apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.compounds import LONGEST_COMPOUND, SHORTEST_PART, cheapest_parts, parts_of
from search.language.lexicon import FIRST, LAST, dutch_lexicon


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("subsidieaanvraag", ("subsidie", "aanvraag")),
        ("energiecooperatie", ("energie", "cooperatie")),
        ("windmolen", ("wind", "molen")),
        ("leesclub", ("lees", "club")),
        ("buurtbus", ("buurt", "bus")),
        ("warmtenet", ("warmte", "net")),
        ("bestuurslid", ("bestuurs", "lid")),
        ("raadsleden", ("raads", "leden")),
        ("fietspad", ("fiets", "pad")),
    ],
)
def test_compounds_come_apart(word: str, expected: tuple[str, ...]) -> None:
    assert parts_of(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bewonersinitiatief", ("bewoners", "initiatief")),
        ("dorpshuizen", ("dorps", "huizen")),
        ("zonnepanelen", ("zonne", "panelen")),
        ("pannenkoek", ("pannen", "koek")),
        ("gezondheidszorg", ("gezondheids", "zorg")),
        ("kinderopvang", ("kinder", "opvang")),
        ("hondenuitlaatplaats", ("honden", "uitlaat", "plaats")),
    ],
)
def test_linking_letters_stay_with_the_part_before_them(word: str, expected: tuple[str, ...]) -> None:
    assert parts_of(word) == expected


@pytest.mark.parametrize(
    ("word", "expected", "inside"),
    [
        ("ziekenhuisvervoer", ("ziekenhuis", "vervoer"), ("zieken", "huis")),
        ("woningbouwvereniging", ("woningbouw", "vereniging"), ("woning", "bouw")),
        ("stadslandbouw", ("stads", "landbouw"), ("land", "bouw")),
    ],
)
def test_parts_come_apart_themselves(word: str, expected: tuple[str, str], inside: tuple[str, str]) -> None:
    assert parts_of(word) == expected
    assert [parts for part in expected if (parts := parts_of(part))] == [inside]


@pytest.mark.parametrize(
    "word",
    ["maaltijd", "overheid", "samenwerking", "vrijwilliger", "gemeente", "wedstrijd", "vereniging", "bijeenkomst"],
)
def test_some_words_are_never_taken_apart(word: str) -> None:
    assert parts_of(word) == ()


@pytest.mark.parametrize(
    "word", ["", "huis", "xyzzyqwert", "huisxyzzyq", "xyzzyqhuis", "q" * LONGEST_COMPOUND, "huis" * LONGEST_COMPOUND]
)
def test_unknown_words_stay_whole(word: str) -> None:
    assert parts_of(word) == ()


def test_last_part_may_stand_last() -> None:
    """What stands first only, as with linking letters, ends no compound."""
    places = {"dorps": FIRST, "huis": FIRST | LAST}
    assert cheapest_parts("dorpshuis", places, SHORTEST_PART) == ("dorps", "huis")
    assert cheapest_parts("huisdorps", places, SHORTEST_PART) == ()


def test_few_parts_win_over_many() -> None:
    places = dict.fromkeys(("land", "bouw", "grond", "landbouw"), FIRST | LAST)
    assert cheapest_parts("landbouwgrond", places, SHORTEST_PART) == ("landbouw", "grond")


def test_longest_last_part_wins_among_equals() -> None:
    places = dict.fromkeys(("land", "bouw", "grond", "landbouw", "bouwgrond"), FIRST | LAST)
    assert cheapest_parts("landbouwgrond", places, SHORTEST_PART) == ("land", "bouwgrond")


def test_one_long_part_wins_over_two_short_ones() -> None:
    places = dict.fromkeys(("abc", "def", "ghij", "abcd", "efghij"), FIRST | LAST)
    assert cheapest_parts("abcdefghij", places, SHORTEST_PART) == ("abcd", "efghij")


@given(st.lists(st.sampled_from(["dorps", "huis", "zorg", "vrijwilligers", "xy", "e", "s", "water"]), max_size=12))
def test_parts_of_any_word_make_the_word(pieces: list[str]) -> None:
    word = "".join(pieces)
    parts = parts_of(word)
    assert "".join(parts) in {"", word}
    assert len(parts) != 1
    assert all(part in dutch_lexicon().places for part in parts)
