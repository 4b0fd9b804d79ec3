"""Comparing texts by the words that say something, whatever their ending: for what lies below the search.

The search knows Dutch and English; when it is there it says how words are read, with `read_words_by`. Without it words
are folded and cut.
"""

import re
from collections.abc import Callable

from foundation.listing_table import folded_text

Terms = dict[str, str]  # what words are compared by, each with the word as it was written
Reader = Callable[[str, str], Terms]

WORD = re.compile(r"[^\W\d_]{4,}")
ENDINGS = re.compile(r"(?:en|er|s|ing|je)$")
SHORTEST = 4  # letters left of a word


def cut_words(text: str, _language: str) -> Terms:
    """Words of four letters and more, without accents and the commonest endings."""
    terms: Terms = {}
    for word in WORD.findall(text):
        folded = folded_text(word)
        stem = ENDINGS.sub("", folded)
        terms.setdefault(stem if len(stem) >= SHORTEST else folded, word)
    return terms


_reader: Reader = cut_words


def read_words_by(reader: Reader) -> None:
    """Let all texts be read in this way."""
    global _reader  # noqa: PLW0603 - set once, when the site starts
    _reader = reader


def terms_of(text: str, language: str) -> Terms:
    """What the words of a text are compared by, with the words as they are written there."""
    return _reader(text, language)
