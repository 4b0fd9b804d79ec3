"""What is known of words."""

import pytest

from search.language.folding import fold_word
from search.language.lexicon import FIRST, LAST, WHOLE, Lexicon, dutch_lexicon, english_roots, is_a_word, word_list


def test_lines_say_places_and_stems() -> None:
    lexicon = Lexicon(["# remark", "", "huis\tbe", "steden\tb\tstad", "musea\t\tmuseum", "maaltijd\tbew", "dorps\tb"])
    assert lexicon.places == {
        "huis": FIRST | LAST,
        "steden": FIRST,
        "maaltijd": FIRST | LAST | WHOLE,
        "dorps": FIRST,
    }
    assert lexicon.stems == {"steden": "stad", "musea": "museum"}


@pytest.mark.parametrize(
    ("word", "expected"), [("huis", FIRST | LAST), ("maaltijd", FIRST | LAST | WHOLE), ("gezondheids", FIRST)]
)
def test_lexicon_knows_where_words_may_stand(word: str, expected: int) -> None:
    assert dutch_lexicon().places[word] == expected


def test_lexicon_is_folded() -> None:
    """Nothing else could ever be found in it."""
    lexicon = dutch_lexicon()
    assert [
        word for word in (*lexicon.places, *lexicon.stems, *lexicon.stems.values()) if fold_word(word) != word
    ] == []


@pytest.mark.parametrize(("form", "root"), [("flew", "fly"), ("went", "go"), ("children", "child"), ("mice", "mouse")])
def test_english_forms_have_their_root(form: str, root: str) -> None:
    assert english_roots()[form] == root


def test_english_roots_are_no_forms_of_something_else() -> None:
    roots = english_roots()
    assert {root for root in roots.values() if roots.get(root, root) != root} == set()


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("06", "nl", True),
        ("zzz", "nl", True),
        ("0", "nl", False),
        ("zzzz", "nl", False),
        ("huis", "nl", True),
        ("huizen", "nl", True),
        ("cooperatie", "nl", True),
        ("subsidei", "nl", False),
        ("", "nl", False),
        ("hui\nzen", "nl", False),
        ("house", "en", True),
        ("houses", "en", True),
        ("huizen", "en", False),
    ],
)
def test_word_lists_know_what_is_a_word(word: str, language: str, expected: bool) -> None:
    assert is_a_word(word, language) == expected


@pytest.mark.parametrize("language", ["nl", "en"])
def test_word_lists_are_folded_in_order_and_between_line_feeds(language: str) -> None:
    assert word_list(language).split(b"\n")[1:-1] == sorted(word_list(language).split(b"\n")[1:-1])
    words = word_list(language).decode()
    assert (words[0], words[-1]) == ("\n", "\n")
    assert [word for word in words.split("\n") if fold_word(word) != word] == []
