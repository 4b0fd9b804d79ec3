"""The words of the site in the memory of this process: for spelling, and for how rare a word is.

Spelling needs all words of a language at once. They are read when the first unknown word is typed, and again when the
index has changed since, at most every half minute. Whatever is taken from this memory is looked up in the database
before it is shown, so that a word whose last public document went a moment ago is not given away.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from search.language.analysis import LANGUAGES
from search.models import SearchDocument, VocabularyWord

FRESH_FOR = 30.0  # seconds


@dataclass(slots=True)
class Words:
    """All words of a language with their number of documents, as they were at some moment."""

    words: list[str] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    read_at: float = -math.inf


_of_language: dict[str, Words] = {}
_sizes: dict[str, tuple[float, int]] = {}


def note_change() -> None:
    """The words of the site may have changed: a hook for tests and for what is remembered here."""
    _sizes.clear()


def forget() -> None:
    """Begin anew; for tests, whose database goes back in time."""
    _of_language.clear()
    _sizes.clear()


def words_of_site(language: str) -> Words:
    """All words of this language that the site knows; read anew after half a minute."""
    kept = _of_language.get(language)
    if kept is None or time.monotonic() - kept.read_at > FRESH_FOR:
        rows = VocabularyWord.objects.filter(language=language).values_list("word", "documents")
        kept = Words(read_at=time.monotonic())
        for word, documents in rows.iterator(chunk_size=10_000):
            kept.words.append(word)
            kept.documents.append(documents)
        _of_language[language] = kept
    return kept


def documents_in(language: str) -> int:
    """How many documents there are in this language; counted at most every half minute."""
    kept = _sizes.get(language)
    if kept is None or time.monotonic() - kept[0] > FRESH_FOR:
        kept = _sizes[language] = (time.monotonic(), SearchDocument.objects.filter(language=language).count())
    return kept[1]


def documents_with(terms: Iterable[str], language: str) -> dict[str, int]:
    """In how many documents of this language each term stands; terms that stand nowhere are left out."""
    rows = (
        VocabularyWord.objects.filter(language=language, term__in=set(terms))
        .values_list("term")
        .annotate(total=Sum("documents"))
    )
    return {term: total for term, total in rows if total > 0}


def known_words(words: Iterable[str]) -> dict[str, dict[str, int]]:
    """By language, those of these folded words that the site knows, with their number of documents."""
    known: dict[str, dict[str, int]] = {}
    rows = VocabularyWord.objects.filter(word__in=set(words), language__in=LANGUAGES, documents__gt=0)
    for language, word, documents in rows.values_list("language", "word", "documents"):
        known.setdefault(language, {})[word] = documents
    return known


def rarity(documents: float, total: int) -> float:
    """How much a word tells that stands in so many of all documents (the idf of BM25); most where it stands in none."""
    return math.log(1 + (total - min(documents, total) + 0.5) / (documents + 0.5))
