"""Reading what somebody typed: words, "phrases" and -words to leave out."""

import re
from dataclasses import dataclass

from search.language.folding import Word, words_of
from search.language.stop_words import STOP_WORDS

LONGEST_QUERY = 300  # characters that are read
MOST_WORDS = 12
# A part: an optional minus and a phrase between quotation marks, or what stands between spaces.
PART = re.compile(r"(?P<minus>(?<!\S)-)?(?:[\"“”„«»](?P<phrase>[^\"“”„«»]+)[\"“”„«»]|(?P<word>[^\s\"“”„«»]+))")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: its words in order, phrases, and what must not be there. `text` is what was read of it."""

    text: str
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    excluded: tuple[tuple[Word, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.phrases


def read_query(text: str) -> Asked:
    """Read any text; what has no meaning in it (brackets, operators of other searches) is no word."""
    text = " ".join(text.replace("\x00", " ")[:LONGEST_QUERY].split())
    words: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    excluded: list[tuple[Word, ...]] = []
    left = MOST_WORDS
    for match in PART.finditer(text):
        group = "phrase" if match["phrase"] else "word"
        found = tuple(moved(word, match.start(group)) for word in words_of(match[group]))[:left]
        left -= len(found)
        if not found:
            continue
        if match["minus"]:
            excluded.append(found)
        elif match["phrase"] and len(found) > 1:
            phrases.append(found)
        else:
            words += found
    return Asked(text, tuple(words), tuple(phrases), tuple(excluded))


def moved(word: Word, by: int) -> Word:
    """A word of a part, with its place in the whole text."""
    return word._replace(start=word.start + by, end=word.end + by)


def telling(words: tuple[Word, ...], language: str) -> list[Word]:
    """The words that say something; all of them where none does."""
    return [word for word in words if word.folded not in STOP_WORDS[language]] or list(words)


def with_replaced(asked: Asked, replacements: dict[str, str]) -> str:
    """The text of the query with other words in place of some of its (folded) words."""
    text = asked.text
    every = sorted((word for word in asked.words if word.folded in replacements), key=lambda word: -word.start)
    for word in every:
        text = text[: word.start] + replacements[word.folded] + text[word.end :]
    return text
