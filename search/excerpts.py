"""The piece of a text that shows why it was found, with the words that were found marked."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from search.engines.wanted import Concept
from search.language.analysis import term_of
from search.language.folding import Word, words_of

WORDS_SHOWN = 30
WORDS_BEFORE = 6
WORDS_READ = 4_000


class Sought(NamedTuple):
    """What a term stands for: the number of a concept, and whether it says it all or is one of several terms for it."""

    concept: int
    alone: bool


Keys = dict[str, Sought]


class Piece(NamedTuple):
    """A stretch of text, marked or not. Templates escape it as any text."""

    text: str
    marked: bool = False


def wanted_keys(concepts: Iterable[Concept]) -> Keys:
    """The terms that are marked."""
    keys: Keys = {}
    for number, concept in enumerate(concepts):
        for alternative in sorted(concept.alternatives, key=lambda one: len(one.keys)):
            for key in alternative.keys:
                keys.setdefault(key, Sought(number, len(alternative.keys) == 1 or alternative.exact))
    return keys


def marked(text: str, keys: Keys, language: str) -> list[Piece]:
    """The whole text with the wanted words marked."""
    words = list(words_of(text))
    return pieces_of(text, [words[at] for at, _found in hits_in(words, keys, language)], 0, len(text))


def excerpt(text: str, keys: Keys, language: str) -> list[Piece]:
    """About thirty words of the text around most of what was wanted; its beginning where nothing of it is there."""
    words = list(islice(words_of(text), WORDS_READ))
    if not words:
        return []
    hits = hits_in(words, keys, language)
    first = best_beginning(hits)
    first = max(0, min(first - WORDS_BEFORE, len(words) - WORDS_SHOWN)) if hits else 0
    last = min(first + WORDS_SHOWN, len(words)) - 1
    begin = words[first].start if first else 0
    end = words[last].end
    if last == len(words) - 1 and len(text) - end <= 3:  # noqa: PLR2004 - the full stop after the last word
        end = len(text)
    pieces = pieces_of(text, [words[at] for at, _found in hits if first <= at <= last], begin, end)
    if first:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def hits_in(words: list[Word], keys: Keys, language: str) -> list[tuple[int, set[int]]]:
    """The places of wanted words, with the concepts each belongs to, itself or by a part of it.

    The parts of a compound are marked only in a text that does not have the compound itself: who looks for a
    "dorpshuis" has no use for every "dorp" and every "huis".
    """
    found: list[tuple[int, list[Sought]]] = []
    for at, word in enumerate(words):
        term = term_of(word.pieces, language)
        if term.key in keys or any(key in keys for key in term.parts) or any(key in keys for key in term.inner):
            found.append((at, [keys[key] for key in (term.key, *term.parts, *term.inner) if key in keys]))
    said = {one.concept for _at, sought in found for one in sought if one.alone}
    hits = ((at, {one.concept for one in sought if one.alone or one.concept not in said}) for at, sought in found)
    return [(at, concepts) for at, concepts in hits if concepts]


def best_beginning(hits: list[tuple[int, set[int]]]) -> int:
    """Where thirty words begin that hold most different concepts, and then most hits; the earliest of the best."""
    best, where = (0, 0), 0
    for number, (at, _found) in enumerate(hits):
        inside = [
            found for place, found in hits[number : number + WORDS_SHOWN] if place < at + WORDS_SHOWN - WORDS_BEFORE
        ]
        worth = (len(set().union(*inside)), len(inside))
        if worth > best:
            best, where = worth, at
    return where


def pieces_of(text: str, words: list[Word], begin: int, end: int) -> list[Piece]:
    """A stretch of the text, cut around these words; white space becomes single spaces."""
    pieces = []
    at = begin
    for word in words:
        if word.start < at:
            continue
        if word.start > at:
            pieces.append(Piece(spaced(text[at : word.start])))
        pieces.append(Piece(text[word.start : word.end], marked=True))
        at = word.end
    if at < end:
        pieces.append(Piece(spaced(text[at:end])))
    return pieces


def spaced(text: str) -> str:
    """Text with single spaces, and with those at its ends."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
