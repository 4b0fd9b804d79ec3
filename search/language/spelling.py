"""Which word of the site somebody meant. Knows words only; the database is asked by the caller."""

import re
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters of a word that is corrected
# What sounds the same, in the order in which it is written alike.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ij|y", "ei"),
        (r"ou", "au"),
        (r"dt\b|d\b", "t"),
        (r"sch", "sg"),
        (r"ch", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"qu", "kw"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(.)\1+", r"\1"),
    )
)
# Vowels that sound the same and are two errors apart, so that words that differ by them are looked for as well.
RESPELLED = (("ei", "ij"), ("ij", "ei"), ("y", "ij"), ("ou", "au"), ("au", "ou"))
SOUNDS_ALIKE = 0.5  # the distance between words that sound the same
OTHER_BEGINNING = 0.6  # added where the first letter differs: people rarely miss that one
BEST = 40  # candidates looked at closely


def sound_of(word: str) -> str:
    """A folded word as it sounds, roughly: words that sound alike give the same."""
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def most_errors(length: int) -> int:
    """How many typing errors a word of this length may hold."""
    if length < SHORTEST:
        return 0
    return 1 if length < 7 else 2 if length < 13 else 3  # noqa: PLR2004 - the figures are the rule


def respellings(word: str) -> list[str]:
    """The word, and with its vowels written the other way: "reiden" may be "rijden"."""
    return [word, *(word.replace(one, other) for one, other in RESPELLED if one in word)]


def corrections(word: str, words: Sequence[str], documents: Sequence[int]) -> list[str]:
    """The words that may have been meant, most likely first; `documents` says in how many each of `words` stands."""
    most = most_errors(len(word))
    if most == 0:
        return []
    sound = sound_of(word)
    near: dict[int, tuple[str, float]] = {}
    for written in respellings(word):
        for candidate, distance, place in process.extract(
            written, words, scorer=OSA.distance, score_cutoff=most, limit=BEST
        ):
            price = SOUNDS_ALIKE if sound_of(candidate) == sound else float(distance + (written != word))
            if place not in near or price < near[place][1]:
                near[place] = (candidate, price)
    ranked = []
    for place, (candidate, price) in near.items():
        if candidate == word or len(candidate) < SHORTEST - 1 or any(letter.isdigit() for letter in candidate):
            continue
        total = price + OTHER_BEGINNING * (candidate[0] != word[0])
        if total <= most + SOUNDS_ALIKE:
            ranked.append((total - min(documents[place], 100) / 1000, -documents[place], candidate))
    return [candidate for _price, _documents, candidate in sorted(ranked)]
