"""Terms: what documents and queries are compared by.

A term is the stem of a word. The term of a compound is made of the stems of its parts, without linking letters, so
that "dorpshuizen", "dorpshuis" and "dorps huis" end in the same letters; the parts are terms as well.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.language.compounds import parts_of
from search.language.folding import WORD, Word, words_of
from search.language.lexicon import dutch_lexicon, english_roots
from search.language.stemming import dutch_by_rule, english_by_rule

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = (DUTCH, ENGLISH)


class Term(NamedTuple):
    """A word as it is compared: its term, those of its parts where it is a compound, and those inside these parts.

    "ziekenhuisvervoer" has the parts "ziekhuis" and "vervoer", and inside the first "ziek" and "huis".
    """

    key: str
    parts: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


def stem(word: str, language: str) -> str:
    """The stem of a folded word that is no compound."""
    if language == ENGLISH:
        return english_by_rule(english_roots().get(word, word))
    return dutch_lexicon().stems.get(word) or dutch_by_rule(word)


@lru_cache(maxsize=40_000)
def term_of(pieces: tuple[str, ...], language: str) -> Term:
    """The term of a word, given as its folded pieces between hyphens."""
    parts: list[str] = []
    for piece in pieces:
        parts += (parts_of(piece) if language == DUTCH else ()) or (piece,)
    if len(parts) == 1:
        return Term(stem(parts[0], language))
    terms = [term_of((part,), language) for part in parts]
    inner = tuple(key for term in terms for key in (*term.parts, *term.inner))
    return Term("".join(term.key for term in terms), tuple(term.key for term in terms), inner)


def term_of_word(folded: str, language: str) -> Term:
    """The term of one folded word."""
    return term_of((folded,), language)


class Reading(NamedTuple):
    """What one word of a text adds to the index: terms, terms inside compounds, and words of the vocabulary."""

    keys: tuple[str, ...]
    parts: tuple[str, ...]
    surfaces: tuple[str, ...]


@lru_cache(maxsize=60_000)
def reading_of(written: str, language: str) -> Reading:
    """How a word is read, as it is written; most words of a text were read before."""
    keys: list[str] = []
    parts: list[str] = []
    surfaces: list[str] = []
    for word in words_of(written):
        term = term_of(word.pieces, language)
        keys.append(term.key)
        parts += (*term.parts, *term.inner)
        surfaces += surfaces_of(word, language)
    return Reading(tuple(keys), tuple(parts), tuple(surfaces))


def surfaces_of(word: Word, language: str) -> Iterator[str]:
    """What a word adds to the vocabulary: itself, folded, and the parts of a compound."""
    yield word.folded
    if len(word.pieces) > 1:
        yield from word.pieces
    elif language == DUTCH:
        for part in parts_of(word.folded):
            yield part
            yield from parts_of(part)


class Stream(NamedTuple):
    """The terms of a text in their order, those inside its compounds, and the words it adds to the vocabulary."""

    keys: list[str]
    parts: list[str]
    surfaces: set[str]


def stream_of(text: str, language: str) -> Stream:
    """Analyse a text: a few microseconds for ten words that were read before."""
    readings = [reading_of(written, language) for written in WORD.findall(text)]
    keys = [key for reading in readings for key in reading.keys]
    parts = [part for reading in readings if reading.parts for part in reading.parts]
    return Stream(keys, parts, {surface for reading in readings for surface in reading.surfaces})
