"""Which word of the site somebody meant."""

import pytest

from search.language.spelling import corrections, most_errors, respellings, sound_of

SITE = {
    "subsidie": 40,
    "vrijwilliger": 30,
    "dorpshuis": 20,
    "buurt": 60,
    "tijd": 10,
    "rijden": 8,
    "gemeente": 50,
    "zorg": 70,
    "huis": 25,
    "thuis": 5,
    "cooperatie": 12,
    "activiteit": 9,
    "kat": 3,
    "2025": 90,
    "wonen": 15,
    "zonnepanelen": 11,
    "goud": 4,
}


def meant(word: str) -> list[str]:
    """What may have been meant on this site."""
    return corrections(word, list(SITE), list(SITE.values()))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("subisdie", "subsidie"),
        ("zrog", "zorg"),
        ("geemente", "gemeente"),
        ("subbsidie", "subsidie"),
        ("gemente", "gemeente"),
        ("vrijwiliger", "vrijwilliger"),
        ("subside", "subsidie"),
        ("subsidiee", "subsidie"),
        ("subsodie", "subsidie"),
        ("dorpshius", "dorpshuis"),
        ("zonepanelen", "zonnepanelen"),
        ("xubsidie", "subsidie"),
    ],
)
def test_typing_errors_are_corrected(typed: str, expected: str) -> None:
    """Letters swapped, doubled, left out, added and struck beside."""
    assert meant(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("teid", "tijd"),
        ("reiden", "rijden"),
        ("rijde", "rijden"),
        ("vreiwilliger", "vrijwilliger"),
        ("vrywilliger", "vrijwilliger"),
        ("tijt", "tijd"),
        ("buurd", "buurt"),
        ("buurdt", "buurt"),
        ("gaud", "goud"),
        ("koöperatie".replace("ö", "o"), "cooperatie"),
        ("aktiviteit", "activiteit"),
        ("activitijt", "activiteit"),
        ("sorg", "zorg"),
    ],
)
def test_words_written_as_they_sound_are_corrected(typed: str, expected: str) -> None:
    assert meant(typed) == [expected]


@pytest.mark.parametrize("typed", ["", "a", "kta", "zog", "tyd"])
def test_short_words_are_left_alone(typed: str) -> None:
    assert meant(typed) == []


@pytest.mark.parametrize("typed", ["subsidie", "wonen", "xyzzyqwert", "2026"])
def test_right_and_wholly_unknown_words_are_left_alone(typed: str) -> None:
    """Numbers are never what somebody meant: a year is not a typing error for another one."""
    assert meant(typed) == []


def test_what_sounds_the_same_comes_before_what_looks_alike() -> None:
    assert corrections("rijsen", ["rijden", "reizen"], [100, 1]) == ["reizen", "rijden"]


def test_same_beginning_comes_before_another() -> None:
    assert corrections("hiuz", ["huiz", "thuiz"], [1, 1]) == ["huiz"]
    assert corrections("gemeentr", ["temeentr", "gemeente"], [100, 1]) == ["gemeente", "temeentr"]


def test_common_words_come_before_rare_ones() -> None:
    assert corrections("wonem", ["woner", "wonen"], [1, 50]) == ["wonen", "woner"]


@pytest.mark.parametrize(("length", "expected"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 2), (12, 2), (13, 3), (60, 3)])
def test_longer_words_may_hold_more_errors(length: int, expected: int) -> None:
    assert most_errors(length) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tijd", "teit"),
        ("rijden", "reiden"),
        ("oud", "aut"),
        ("chef", "gef"),
        ("foto", "photo"),
        ("theater", "teater"),
        ("cooperatie", "kooperatie"),
        ("centrum", "sentrum"),
        ("zee", "see"),
        ("quiz", "kwis"),
        ("taxi", "taksi"),
        ("wonnen", "wonen"),
    ],
)
def test_words_that_sound_the_same_have_one_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), [("huis", "hoes"), ("buurt", "bot"), ("zorg", "zoek")])
def test_words_that_sound_different_have_another_sound(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zorg", ["zorg"]),
        ("reiden", ["reiden", "rijden"]),
        ("rijden", ["rijden", "reiden"]),
        ("goud", ["goud", "gaud"]),
        ("gauw", ["gauw", "gouw"]),
        ("tyd", ["tyd", "tijd"]),
    ],
)
def test_vowels_are_written_the_other_way(word: str, expected: list[str]) -> None:
    assert respellings(word) == expected
