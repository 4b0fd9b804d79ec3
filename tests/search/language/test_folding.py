"""Making words of text."""
# ruff: noqa: RUF001 - letters that look like others are what this is about

import string
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import LONGEST_WORD, Word, fold, fold_query, fold_word, words_of

# Letters whose folding is a matter of its own, among any other text.
LETTERS = st.text(st.one_of(st.characters(), st.sampled_from("ĳßæœøłđıİﬁ½²⑴ﷺ𝐀℡éèëöñ.-'’&‑·\u0301\u00ad\u200d🎉")))


def folded(text: str) -> list[str]:
    """The words of a text, folded."""
    return [word.folded for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coöperatie", ["cooperatie"]),
        ("COÖPERATIE", ["cooperatie"]),
        ("Één idee", ["een", "idee"]),
        ("foto's", ["fotos"]),
        ("foto’s", ["fotos"]),
        ("'s-Gravenhage", ["sgravenhage"]),
        ("zorg-app", ["zorgapp"]),
        ("zorg‑app", ["zorgapp"]),  # the hyphen that does not break
        ("R&D", ["rd"]),
        ("w.m.o.", ["wmo"]),
        ("W.M.O.-loket", ["wmo", "loket"]),
        ("2.500 euro", ["2500", "euro"]),
        ("1.250.000", ["1250000"]),
        ("12,5", ["12", "5"]),
        ("www.dorp.example", ["www", "dorp", "example"]),
        ("joke@dorp.example", ["joke", "dorp", "example"]),
        ("Klaar.De rest", ["klaar", "de", "rest"]),
        ("dag…morgen", ["dag", "morgen"]),
        ("en/of (soms)", ["en", "of", "soms"]),
        ("mijn_bestand", ["mijn", "bestand"]),
        ("- ' . & _", []),
        ("", []),
    ],
)
def test_words_are_held_together_by_marks_inside_them(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﬁets", ["fiets"]),
        ("ĳs en Ĳsland", ["ijs", "en", "ijsland"]),
        ("Straße STRAẞE", ["strasse", "strasse"]),
        ("Œuvre Æsop", ["oeuvre", "aesop"]),
        ("Øresund ǿ", ["oresund", "o"]),
        ("Łódź", ["lodz"]),
        ("Yıldız İstanbul", ["yildiz", "istanbul"]),
        ("𝐀𝐍𝐃", ["and"]),
        ("ｗｉｄｅ", ["wide"]),
        ("½ x² ⑴", ["12", "x2", "1"]),
    ],
)
def test_letters_that_look_special_become_plain(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize("text", ["Coöperatie één café", "Übung überall", "Ñandú", "ŠĐ ž"])
def test_accents_may_follow_their_letter(text: str) -> None:
    """As in the names of files from some machines."""
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sub\u00adsi\u00addie", ["subsidie"]), ("buurt\u200dhuis", ["buurthuis"]), ("a\u200bb", ["a", "b"])],
)
def test_soft_hyphens_do_not_part_a_word(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🎉 feest🎉", ["feest"]),
        ("👩‍👩‍👧", []),
        ("5️⃣ tips", ["5", "tips"]),
        ("\ue000\uf8ff", []),
        ("\x00huis\x00", ["huis"]),
        ("Москва", ["москва"]),
        ("Ελλάδα", ["ελλαδα"]),
        ("العربية", ["العربية"]),
        ("日本語", ["日本語"]),
    ],
)
def test_other_scripts_are_words_and_emoji_are_not(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


def test_words_know_where_they_stand() -> None:
    assert list(words_of("De zorg-app, klaar.Nu")) == [
        Word("de", ("de",), 0, 2),
        Word("zorgapp", ("zorg", "app"), 3, 11),
        Word("klaar", ("klaar",), 13, 18),
        Word("nu", ("nu",), 19, 21),
    ]


def test_too_long_words_are_left_out() -> None:
    longest = "a" * LONGEST_WORD
    assert folded(f"een {longest} {longest}a twee") == ["een", longest, "twee"]


def test_long_addresses_are_read_by_their_words() -> None:
    first, second = "dorp" * 10, "huis" * 10
    assert folded(f"https://{first}.{second}.example/") == ["https", first, second, "example"]


@pytest.mark.parametrize("text", ["ﷺ" * LONGEST_WORD, "1." * LONGEST_WORD + "1"])
def test_words_that_grow_too_long_are_left_out(text: str) -> None:
    assert folded(text) == []


@pytest.mark.parametrize("piece", ["a", "é", "e\u0301", "a-", "a.", "1.", "'", "ab.", "🎉", "a\u00ad"])
def test_ten_thousand_letters_are_read_quickly(piece: str) -> None:
    begin = time.perf_counter()
    found = list(words_of(piece * 10_000))
    assert [word for word in found if len(word.folded) > LONGEST_WORD] == []
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Coöperatie   Zorg ", "cooperatie zorg"),
        ("foto's", "foto's"),
        ("a\tb\nc", "a b c"),
        ("sub\u00adsidie\u200b", "subsidie"),
        ("a\x00b", "ab"),
        ("\u202ehuis", "huis"),
    ],
)
def test_queries_are_compared_without_what_cannot_be_seen(text: str, expected: str) -> None:
    assert fold_query(text) == expected


@given(LETTERS)
def test_words_of_any_text_are_small_letters_and_digits(text: str) -> None:
    for word in words_of(text):
        assert word.folded.isalnum()
        assert "".join(word.pieces) == word.folded
        assert all(word.pieces)
        assert len(word.folded) <= LONGEST_WORD
        assert not set(string.ascii_uppercase).intersection(word.folded)


@given(LETTERS)
def test_words_of_any_text_stand_where_they_say(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert last <= word.start < word.end <= len(text)
        assert fold_word(text[word.start : word.end]) == word.folded
        last = word.end


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_word(fold_word(text)) == fold_word(text)
