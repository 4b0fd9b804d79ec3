"""Which words mean the same: the rules that come with the software, and those of the editors."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.language.analysis import Term, term_of
from search.language.folding import words_of
from search.language.stop_words import STOP_WORDS

DATA = Path(__file__).resolve().parents[1] / "data"
LONGEST_PHRASE = 3  # words

Keys = tuple[str, ...]  # the terms of a phrase


class Rule(NamedTuple):
    """Whoever types one of `words` also finds `others`; with no `others` each of the words finds all of them."""

    words: tuple[str, ...]
    others: tuple[str, ...] = ()


def split_words(text: str) -> tuple[str, ...]:
    """The words and phrases of a line, which stand between commas."""
    return tuple(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


def rules_of_line(line: str) -> Rule:
    """A rule as it is written in a file: "geld, poen" or "zonnepaneel => zonne-energie"."""
    words, _arrow, others = line.partition("=>")
    return Rule(split_words(words), split_words(others))


@cache
def shipped_rules(language: str) -> tuple[Rule, ...]:
    """The rules of search/data."""
    files = sorted(DATA.glob(f"synonyms*.{language}.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(rules_of_line(line) for line in lines if line.strip() and not line.startswith("#"))


@cache
def shipped_thesaurus(language: str) -> "Thesaurus":
    """What means the same by the rules of search/data: read once, since it takes the better part of a second."""
    return Thesaurus(shipped_rules(language), language)


class Thesaurus:
    """What else to look for, by the terms of what somebody typed."""

    def __init__(self, rules: Iterable[Rule], language: str, below: "Thesaurus | None" = None) -> None:
        """Take rules of this language, on top of those of another thesaurus."""
        self.language = language
        self.below = below
        self.longest: int = below.longest if below else 1
        self.others: dict[Keys, tuple[Keys, ...]] = {}
        self.with_parts: dict[Keys, tuple[Keys, ...]] = {}  # what stands in `others`, by its parts
        shared: dict[Keys, Keys] = {}  # the same terms are one object, which saves memory
        for rule in rules:
            terms_given = [self.terms_of(phrase) for phrase in rule.words]
            given = [keys_of_terms(terms) for terms in terms_given]
            found = [shared.setdefault(keys, keys) for phrase in rule.others if (keys := self.keys_of(phrase))]
            found = found or [shared.setdefault(keys, keys) for keys in given if keys]
            for terms, keys in zip(terms_given, given, strict=True):
                if not keys:
                    continue
                self.longest = max(self.longest, len(keys))
                keys = shared.setdefault(keys, keys)  # noqa: PLW2901 - as above
                add(self.others, keys, (other for other in found if other != keys))
                parts = parts_of_terms(terms)
                if len(parts) > 1:
                    add(self.with_parts, parts, (keys,))

    def keys_of(self, phrase: str) -> Keys:
        """The terms of a phrase as they are compared."""
        return keys_of_terms(self.terms_of(phrase))

    def terms_of(self, phrase: str) -> list[Term]:
        """The terms of a phrase; stop words are left out, as they are of queries."""
        words = list(words_of(phrase))
        telling = [word for word in words if word.folded not in STOP_WORDS[self.language]] or words
        return [term_of(word.pieces, self.language) for word in telling]

    def of(self, keys: Keys) -> tuple[Keys, ...]:
        """What means the same as these terms."""
        below = self.below.of(keys) if self.below else ()
        return tuple(dict.fromkeys((*below, *self.others.get(keys, ()))))

    def of_parts(self, terms: Iterable[Term]) -> tuple[Keys, ...]:
        """What means the same as these words in any order, written as one word or apart."""
        return self.of_keys_with(parts_of_terms(terms))

    def of_keys_with(self, parts: Keys) -> tuple[Keys, ...]:
        """What means the same as terms that have these parts."""
        below = self.below.of_keys_with(parts) if self.below else ()
        own = (other for keys in self.with_parts.get(parts, ()) for other in self.others[keys])
        return tuple(dict.fromkeys((*below, *own)))


def add(table: dict[Keys, tuple[Keys, ...]], keys: Keys, more: Iterable[Keys]) -> None:
    """Put more behind what stands under these terms, each once."""
    table[keys] = tuple(dict.fromkeys((*table.get(keys, ()), *more)))


def keys_of_terms(terms: Iterable[Term]) -> Keys:
    """The terms as they are compared."""
    return tuple(term.key for term in terms)


def parts_of_terms(terms: Iterable[Term]) -> Keys:
    """The parts of these terms, compounds taken apart, in an order that says nothing."""
    return tuple(sorted(part for term in terms for part in (term.parts or (term.key,))))
