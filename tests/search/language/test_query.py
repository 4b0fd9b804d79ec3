"""Reading what somebody typed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.analysis import DUTCH, ENGLISH
from search.language.folding import fold_word
from search.language.query import LONGEST_QUERY, MOST_WORDS, read_query, telling, with_replaced

TYPED = st.text(st.one_of(st.characters(), st.sampled_from("ab -\"“”„«»'*()\x00")))


def read(text: str) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """The words, phrases and excluded words of a query, folded."""
    asked = read_query(text)
    return (
        [word.folded for word in asked.words],
        [[word.folded for word in phrase] for phrase in asked.phrases],
        [[word.folded for word in phrase] for phrase in asked.excluded],
    )


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '"'), ("“", "”"), ("„", "”"), ("„", "“"), ("”", "”"), ("«", "»"), ("»", "«"), ("“", '"')],
)
def test_phrases_stand_between_any_quotation_marks(opening: str, closing: str) -> None:
    assert read(f"geld {opening}Dorps huis{closing} zorg") == (["geld", "zorg"], [["dorps", "huis"]], [])


@pytest.mark.parametrize("text", ["'dorps huis'", "‘dorps huis’", "`dorps huis`", "''dorps huis''"])
def test_apostrophes_make_no_phrase(text: str) -> None:
    assert read(text) == (["dorps", "huis"], [], [])


@pytest.mark.parametrize(
    "text", ['"dorps huis', 'dorps huis"', 'dorps" huis', "“dorps huis", "dorps» huis", '"dorps "huis']
)
def test_single_quotation_marks_mean_nothing(text: str) -> None:
    assert read(text) == (["dorps", "huis"], [], []) or read(text) == (["huis"], [], [])


def test_phrase_of_one_word_is_a_word() -> None:
    assert read('"huis" zorg') == (["huis", "zorg"], [], [])


@pytest.mark.parametrize(
    "text", ["", " ", '""', '" "', "“”", "-", "- -", '-""', "?!*", "\x00", "🎉", "()[]{}", '"', "\u200b"]
)
def test_nothing_to_look_for_is_empty(text: str) -> None:
    asked = read_query(text)
    assert (asked.words, asked.phrases, asked.excluded, asked.is_empty) == ((), (), (), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hond -kat", (["hond"], [], [["kat"]])),
        ("-kat hond", (["hond"], [], [["kat"]])),
        ('hond -"zwarte kat"', (["hond"], [], [["zwarte", "kat"]])),
        ('hond -"kat"', (["hond"], [], [["kat"]])),
        ("hond -zwarte-kat", (["hond"], [], [["zwartekat"]])),
        ("hond - kat", (["hond", "kat"], [], [])),
        ("hond-kat", (["hondkat"], [], [])),
        ("hond- kat", (["hond", "kat"], [], [])),
        ("hond –kat", (["hond", "kat"], [], [])),
    ],
)
def test_minus_leaves_out_what_follows_it(
    text: str, expected: tuple[list[str], list[list[str]], list[list[str]]]
) -> None:
    assert read(text) == expected


def test_only_what_is_left_out_is_nothing_to_look_for() -> None:
    assert read_query("-kat").is_empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zorg AND wonen OR NOT geld", ["zorg", "and", "wonen", "or", "not", "geld"]),
        ("zorg NEAR/3 wonen", ["zorg", "near", "3", "wonen"]),
        ("title:zorg", ["title", "zorg"]),
        ("(zorg | wonen) & !geld", ["zorg", "wonen", "geld"]),
        ("zorg* wo?en +geld", ["zorg", "wo", "en", "geld"]),
        ("zorg~2 wonen^3", ["zorg", "2", "wonen", "3"]),
        ("/zo.*rg/ [a TO b] {x}", ["zo", "rg", "a", "to", "b", "x"]),
        ("zorg <-> wonen", ["zorg", "wonen"]),
        ("'; DROP TABLE x; --", ["drop", "table", "x"]),
        ("<script>zorg</script>", ["script", "zorg", "script"]),
        ("%zorg_", ["zorg"]),
        ("\\zorg\\", ["zorg"]),
    ],
)
def test_operators_of_other_searches_are_words_or_nothing(text: str, expected: list[str]) -> None:
    assert read(text) == (expected, [], [])


def test_nul_parts_words() -> None:
    asked = read_query("\x00zorg\x00wonen\x00")
    assert asked.text == "zorg wonen"
    assert [word.folded for word in asked.words] == ["zorg", "wonen"]


def test_long_queries_are_cut() -> None:
    asked = read_query("zorg " * 2_000)
    assert len(asked.text) < LONGEST_QUERY
    assert [word.folded for word in asked.words] == ["zorg"] * MOST_WORDS


@pytest.mark.parametrize(
    "text", ['"' * 10_000, "-" * 10_000, "a" * 10_000, '-"' * 5_000, "“a " * 4_000, "\x00" * 10_000]
)
def test_ten_kilobytes_are_read_quickly(text: str) -> None:
    begin = time.perf_counter()
    read_query(text)
    assert time.perf_counter() - begin < 0.1


def test_words_are_counted_over_all_parts() -> None:
    words, phrases, excluded = read('a b c "d e f g" -"h i j" k l m n "o p"')
    assert (words, phrases, excluded) == (["a", "b", "c", "k", "l"], [["d", "e", "f", "g"]], [["h", "i", "j"]])


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("hoe begin ik een dorpshuis", DUTCH, ["begin", "dorpshuis"]),
        ("hoe dan", DUTCH, ["hoe", "dan"]),
        ("Één ding", DUTCH, ["ding"]),
        ("how to start a village hall", ENGLISH, ["start", "village", "hall"]),
        ("", DUTCH, []),
    ],
)
def test_telling_words_are_those_that_say_something(text: str, language: str, expected: list[str]) -> None:
    assert [word.folded for word in telling(read_query(text).words, language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subsidei voor het dorp", "subsidie voor het dorp"),
        ("dorp,  subsidei!", "dorp, subsidie!"),
        ("subsidei SUBSIDEI", "subsidie subsidie"),
        ('"subsidei" -kat', '"subsidie" -kat'),
        ('"subsidei voor" huis', '"subsidei voor" huis'),
        ("huis", "huis"),
    ],
)
def test_replaced_words_keep_the_text_around_them(text: str, expected: str) -> None:
    assert with_replaced(read_query(text), {"subsidei": "subsidie"}) == expected


@given(TYPED)
def test_any_text_is_read(text: str) -> None:
    asked = read_query(text)
    every = [word for words in (asked.words, *asked.phrases, *asked.excluded) for word in words]
    assert len(every) <= MOST_WORDS
    assert all(fold_word(asked.text[word.start : word.end]) == word.folded for word in every)
    assert len(asked.text) <= LONGEST_QUERY
    assert "\x00" not in asked.text
    assert all(len(phrase) > 1 for phrase in asked.phrases)
