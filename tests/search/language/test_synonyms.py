"""Which words mean the same."""

import pytest

from search.language.analysis import DUTCH, LANGUAGES, term_of_word
from search.language.stop_words import STOP_WORDS
from search.language.synonyms import (
    LONGEST_PHRASE,
    Rule,
    Thesaurus,
    rules_of_line,
    shipped_rules,
    split_words,
)

MOST_WORDS = 8  # a side

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def phrases(rule: Rule) -> tuple[str, ...]:
    """All words and phrases of a rule."""
    return (*rule.words, *rule.others)


@EVERY_LANGUAGE
def test_shipped_rules_say_something(language: str) -> None:
    rules = shipped_rules(language)
    assert len(rules) > 1_000
    assert [rule for rule in rules if not rule.words or len({*rule.words, *rule.others}) < 2] == []


@EVERY_LANGUAGE
def test_shipped_rules_have_at_most_eight_words_a_side(language: str) -> None:
    """Each of them is looked for, so a long rule is a slow question."""
    rules = shipped_rules(language)
    assert [rule for rule in rules if max(len(rule.words), len(rule.others)) > MOST_WORDS] == []


@EVERY_LANGUAGE
def test_shipped_phrases_are_short(language: str) -> None:
    found = [phrase for rule in shipped_rules(language) for phrase in phrases(rule)]
    assert [phrase for phrase in found if not 1 <= len(phrase.split()) <= LONGEST_PHRASE] == []


@EVERY_LANGUAGE
def test_shipped_phrases_have_terms(language: str) -> None:
    words = Thesaurus((), language)
    found = [phrase for rule in shipped_rules(language) for phrase in phrases(rule)]
    assert [phrase for phrase in found if not words.keys_of(phrase)] == []


@EVERY_LANGUAGE
def test_shipped_terms_are_no_stop_words(language: str) -> None:
    """A synonym that ends in the stem of "over" would find nearly everything."""
    words = Thesaurus((), language)
    stop = {(term_of_word(word, language).key,) for word in STOP_WORDS[language]}
    found = [phrase for rule in shipped_rules(language) for phrase in phrases(rule)]
    assert [phrase for phrase in found if words.keys_of(phrase) in stop] == []


@EVERY_LANGUAGE
def test_shipped_rules_are_written_once(language: str) -> None:
    rules = shipped_rules(language)
    assert sorted(rule for rule in set(rules) if rules.count(rule) > 1) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("geld, poen", Rule(("geld", "poen"))),
        ("zonnepaneel => zonne-energie", Rule(("zonnepaneel",), ("zonne-energie",))),
        ("a,  b  c ,, => d ,e", Rule(("a", "b c"), ("d", "e"))),
        (" => ", Rule(())),
        ("", Rule(())),
    ],
)
def test_rules_are_read_from_lines(line: str, expected: Rule) -> None:
    assert rules_of_line(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("", ()), (",", ()), ("een", ("een",)), (" een  twee , drie,", ("een twee", "drie"))]
)
def test_words_stand_between_commas(text: str, expected: tuple[str, ...]) -> None:
    assert split_words(text) == expected


def test_two_way_rules_find_each_other() -> None:
    words = Thesaurus([Rule(("geld", "poen", "duiten"))], "nl")
    assert words.of(("geld",)) == (("poen",), ("duit",))
    assert words.of(("poen",)) == (("geld",), ("duit",))
    assert words.of(("duit",)) == (("geld",), ("poen",))


def test_one_way_rules_find_one_way() -> None:
    words = Thesaurus([Rule(("poen", "duiten"), ("geld",))], "nl")
    assert words.of(("poen",)) == (("geld",),)
    assert words.of(("duit",)) == (("geld",),)
    assert words.of(("geld",)) == ()


def test_other_forms_need_no_mention() -> None:
    words = Thesaurus([Rule(("Dorpshuizen", "buurt-huis", "CAFÉ'S"))], "nl")
    assert words.of(("dorphuis",)) == (("buurthuis",), ("caf",))


def test_phrases_are_found_by_their_terms() -> None:
    words = Thesaurus([Rule(("huis van de wijk", "wijkcentrum"))], "nl")
    assert words.of(("huis", "wijk")) == (("wijkcentrum",),)
    assert words.of(("wijkcentrum",)) == (("huis", "wijk"),)
    assert words.of(("huis",)) == ()
    assert words.longest == 2


def test_phrases_of_stop_words_alone_keep_them() -> None:
    words = Thesaurus([Rule(("hoe dan", "wijze"))], "nl")
    assert words.of(("hoe", "dan")) == (("wijs",),)


def test_rules_add_up() -> None:
    words = Thesaurus([Rule(("geld", "poen")), Rule(("geld",), ("budget", "poen"))], "nl")
    assert words.of(("geld",)) == (("poen",), ("budget",))


def test_rules_of_nothing_find_nothing() -> None:
    words = Thesaurus([Rule(()), Rule(("!?", "geld")), Rule(("geld", "geld"))], "nl")
    assert words.of(("geld",)) == ()
    assert words.of(()) == ()
    assert words.longest == 1


@pytest.mark.parametrize("typed", ["geldloket", "geld loket", "loket geld", "loketten voor geld"])
def test_rules_hold_for_words_in_any_order_written_as_one_or_apart(typed: str) -> None:
    words = Thesaurus([rules_of_line("geldloket => subsidie")], DUTCH)
    assert words.of_parts(words.terms_of(typed)) == (("subsidie",),)


def test_rules_of_one_part_are_no_rules_of_parts() -> None:
    words = Thesaurus([rules_of_line("geld => subsidie")], DUTCH)
    assert words.of_parts(words.terms_of("geld")) == ()


def test_rules_on_top_of_others_add_to_them() -> None:
    below = Thesaurus([Rule(("geld", "poen")), rules_of_line("geldloket => subsidie")], DUTCH)
    words = Thesaurus([Rule(("geld", "duiten van oma")), rules_of_line("geldloket => fonds")], DUTCH, below)
    assert words.of(words.keys_of("geld")) == (words.keys_of("poen"), words.keys_of("duiten van oma"))
    assert words.of(words.keys_of("poen")) == (words.keys_of("geld"),)
    assert words.of_parts(words.terms_of("geld loket")) == (words.keys_of("subsidie"), words.keys_of("fonds"))
    assert (below.longest, words.longest) == (1, 2)
    assert below.of(below.keys_of("geld")) == (below.keys_of("poen"),)
