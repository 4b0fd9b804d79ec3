"""Stems by rule: Snowball's, with what it leaves undone for Dutch."""

import re
from functools import lru_cache

import Stemmer

from search.language.stop_words import DUTCH as SAYING_NOTHING

# Snowball's own "dutch" became another algorithm in version 3, which takes more off than is good for searching
# (gezin becomes zin, gemeente becomes meen).
_dutch = Stemmer.Stemmer("dutch_porter", 0)
_english = Stemmer.Stemmer("english", 0)

DIMINUTIVE = re.compile(r"(?<=.{3}m)pje$|(?<=.{2}[aeiouwnlr])tje$|(?<=.{4})je$|(?<=^.{2}[bdfgkmpst])je$")
DOUBLED = re.compile(r"([bdfglmnprst])\1$")
# American and British spelling become one: organize and organise, neighbour and neighbor, theatre and theater.
ENGLISH_SPELLINGS = (
    (re.compile(r"(?<=.{3})iz(?=e|ing|ation)"), "is"),
    (re.compile(r"(?<=.{3})our(?=s?$|ed$|ing$|hood|able|ite|al|ful|er)"), "or"),
    (re.compile(r"(?<=.{2})tre(?=s?$)"), "ter"),
)
SHORTEST_STEMMED = 4  # letters; shorter ones are abbreviations (ALV, GGZ, BV) or stems already
SHORTEST_PLURAL = 5
SHORTEST_ABSTRACT = 7


@lru_cache(maxsize=20_000)
def dutch_by_rule(word: str) -> str:
    """The stem of a folded Dutch word, by rules alone."""
    if len(word) < SHORTEST_STEMMED:
        return word
    word = without_plural_s(word)
    stem = DOUBLED.sub(r"\1", _dutch.stemWord(DIMINUTIVE.sub("", word)))
    if stem in SAYING_NOTHING:
        return word  # overheid is not over, nor is an uitje uit
    if stem.endswith("atie") and len(stem) >= SHORTEST_ABSTRACT:
        stem = stem[:-4] + "er"  # reparatie as repareren, organisatie as organiseren
    if stem.endswith("v"):
        return stem[:-1] + "f"  # brieven as brief
    if stem.endswith("z"):
        return stem[:-1] + "s"  # huizen as huis
    return stem


def without_plural_s(word: str) -> str:
    """Take off the s of "subsidies", "groepjes" and "cafes", which Snowball leaves on.

    That of "fotos" is left to the lexicon: no rule tells it from the s of "terras".
    """
    plural = len(word) >= SHORTEST_PLURAL and word.endswith(("ies", "jes", "fes"))
    return word[:-1] if plural else word


@lru_cache(maxsize=20_000)
def english_by_rule(word: str) -> str:
    """The stem of a folded English word."""
    if len(word) < SHORTEST_STEMMED and not word.endswith("y"):  # fly as flies
        return word
    for pattern, spelling in ENGLISH_SPELLINGS:
        word = pattern.sub(spelling, word)
    stem: str = _english.stemWord(word)
    return stem
