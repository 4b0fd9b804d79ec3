"""The piece of a text that shows why it was found, with the words that were found marked."""

from collections.abc import Iterable
from typing import NamedTuple

from search.engines.wanted import Concept
from search.language.analysis import term_of
from search.language.folding import Word, words_of

WORDS_SHOWN = 30
WORDS_BEFORE = 6
WORDS_READ = 4_000


class Piece(NamedTuple):
    """A stretch of text, marked or not. Templates escape it as any text."""

    text: str
    marked: bool = False


def wanted_keys(concepts: Iterable[Concept]) -> dict[str, int]:
    """The terms that are marked, with the number of the concept they belong to."""
    keys: dict[str, int] = {}
    for number, concept in enumerate(concepts):
        for alternative in concept.alternatives:
            for key in alternative.keys:
                keys.setdefault(key, number)
    return keys


def marked(text: str, keys: dict[str, int], language: str) -> list[Piece]:
    """The whole text with the wanted words marked."""
    return pieces_of(text, [word for word in words_of(text) if concepts_of(word, keys, language)], 0, len(text))


def excerpt(text: str, keys: dict[str, int], language: str) -> list[Piece]:
    """About thirty words of the text around most of what was wanted; its beginning where nothing of it is there."""
    words: list[Word] = []
    for word in words_of(text):
        words.append(word)
        if len(words) >= WORDS_READ:
            break
    if not words:
        return []
    hits = [(at, found) for at, word in enumerate(words) if (found := concepts_of(word, keys, language))]
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


def concepts_of(word: Word, keys: dict[str, int], language: str) -> set[int]:
    """Which concepts a word belongs to, itself or by a part of it."""
    term = term_of(word.pieces, language)
    return {keys[key] for key in (term.key, *term.parts, *term.inner) if key in keys}


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
