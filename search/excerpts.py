"""The piece of a text that shows why it was found, with the words that were found marked."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from search.engines.wanted import Concept
from search.language.analysis import reading_of
from search.language.folding import WORD

WORDS_SHOWN = 30
WORDS_BEFORE = 6
WORDS_READ = 4_000


class Sought(NamedTuple):
    """What a term stands for: the number of a concept, and whether it says it all or is one of several terms for it."""

    concept: int
    alone: bool


Keys = dict[str, Sought]
Place = tuple[int, int]


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
    places = places_of_words(text)
    return pieces_of(text, [places[at] for at, _found in hits_in(text, places, keys, language)], 0, len(text))


def excerpt(text: str, keys: Keys, language: str) -> list[Piece]:
    """About thirty words of the text around most of what was wanted; its beginning where nothing of it is there."""
    return excerpt_with_place(text, keys, language)[0]


def excerpt_with_place(text: str, keys: Keys, language: str) -> tuple[list[Piece], int | None]:
    """The excerpt, and the character where the first of what was wanted stands in it; None where nothing does."""
    places = places_of_words(text)
    if not places:
        return [], None
    hits = hits_in(text, places, keys, language)
    first = best_beginning(hits)
    place = places[first][0] if hits else None
    first = max(0, min(first - WORDS_BEFORE, len(places) - WORDS_SHOWN)) if hits else 0
    last = min(first + WORDS_SHOWN, len(places)) - 1
    begin = places[first][0] if first else 0
    end = places[last][1]
    if last == len(places) - 1 and len(text) - end <= 3:  # noqa: PLR2004 - the full stop after the last word
        end = len(text)
    pieces = pieces_of(text, [places[at] for at, _found in hits if first <= at <= last], begin, end)
    if first:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces, place


def places_of_words(text: str) -> list[Place]:
    """Where each word stands: its first and after-last character."""
    return [match.span() for match in islice(WORD.finditer(text), WORDS_READ)]


def hits_in(text: str, places: list[Place], keys: Keys, language: str) -> list[tuple[int, set[int]]]:
    """The numbers of wanted words, with the concepts each belongs to, itself or by a part of it.

    The parts of a compound are marked only in a text that does not have the compound itself: who looks for a
    "dorpshuis" has no use for every "dorp" and every "huis".
    """
    found: list[tuple[int, list[Sought]]] = []
    for at, (begin, end) in enumerate(places):
        reading = reading_of(text[begin:end], language)
        sought = [keys[key] for key in reading.keys if key in keys]
        if reading.parts:
            sought += [keys[key] for key in reading.parts if key in keys]
        if sought:
            found.append((at, sought))
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


def pieces_of(text: str, places: list[Place], begin: int, end: int) -> list[Piece]:
    """A stretch of the text, cut around these words; white space becomes single spaces."""
    pieces = []
    at = begin
    for first, last in places:
        if first > at:
            pieces.append(Piece(spaced(text[at:first])))
        pieces.append(Piece(text[first:last], marked=True))
        at = last
    if at < end:
        pieces.append(Piece(spaced(text[at:end])))
    return pieces


def spaced(text: str) -> str:
    """Text with single spaces, and with those at its ends."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
