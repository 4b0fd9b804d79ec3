"""The search's reading of words, for other apps that compare texts."""

from foundation.words_alike import Terms, read_words_by
from search.language.analysis import DUTCH, LANGUAGES, reading_of
from search.language.folding import WORD, fold_word
from search.language.stop_words import STOP_WORDS

SHORTEST = 3  # letters of a term that can be in common


def terms_in(text: str, language: str) -> Terms:
    """The terms of a text, those inside compounds too, without words that say nothing."""
    language = language if language in LANGUAGES else DUTCH
    terms: Terms = {}
    for written in WORD.findall(text):
        if fold_word(written) in STOP_WORDS[language]:
            continue
        reading = reading_of(written, language)
        for term in (*reading.keys, *reading.parts):
            if len(term) >= SHORTEST:
                terms.setdefault(term, written)
    return terms


def connect() -> None:
    """Let all texts be read in this way."""
    read_words_by(terms_in)
