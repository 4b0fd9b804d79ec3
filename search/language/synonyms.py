"""Which words mean the same: the rules that come with the software, and those of the editors."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.language.analysis import term_of
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


class Thesaurus:
    """What else to look for, by the terms of what somebody typed."""

    def __init__(self, rules: Iterable[Rule], language: str) -> None:
        """Take rules of this language."""
        self.language = language
        self.others: dict[Keys, dict[Keys, None]] = {}
        self.longest = 1
        for rule in rules:
            given = [self.keys_of(phrase) for phrase in rule.words]
            found = [self.keys_of(phrase) for phrase in rule.others] or given
            for keys in filter(None, given):
                self.longest = max(self.longest, len(keys))
                entry = self.others.setdefault(keys, {})
                entry.update(dict.fromkeys(other for other in found if other and other != keys))

    def keys_of(self, phrase: str) -> Keys:
        """The terms of a phrase; stop words are left out, as they are of queries."""
        words = list(words_of(phrase))
        telling = [word for word in words if word.folded not in STOP_WORDS[self.language]] or words
        return tuple(term_of(word.pieces, self.language).key for word in telling)

    def of(self, keys: Keys) -> tuple[Keys, ...]:
        """What means the same as these terms."""
        return tuple(self.others.get(keys, ()))
