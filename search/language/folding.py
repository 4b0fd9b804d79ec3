"""Making words of text: without capitals and accents, and with where each of them stood."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# A word is letters and digits of any script, held together by apostrophes, hyphens and full stops (foto's, zorg-app,
# w.m.o.). Accents may follow their letter, as in the names of files, and soft hyphens and joiners may be anywhere
# inside. Code points of the private use areas and emoji are no words.
WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*|[-'’‑.&][^\W_]+)*"  # noqa: RUF001 - typographic marks are what people type
)
JOINT = re.compile(r"[-‑&]")  # noqa: RUF001 - as above
LONGEST_WORD = 60

# What Unicode does not take apart.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})  # noqa: RUF001 - as above


class Word(NamedTuple):
    """A word of a text: folded, its pieces between hyphens, and where it stands (first and after-last character)."""

    folded: str
    pieces: tuple[str, ...]
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents: "Coöperatie" becomes "cooperatie"."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def fold_word(word: str) -> str:
    """A word as it is compared: folded, and without the marks inside it ("foto's" becomes "fotos")."""
    folded = fold(word)
    return folded if folded.isalnum() else "".join(letter for letter in folded if letter.isalnum())


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order; what is longer than 60 characters is no word of a language."""
    for match in WORD.finditer(text):
        whole = match.group()
        if "." in whole and not is_abbreviation(whole):
            yield from sentences_apart(match)
            continue
        if len(whole) > LONGEST_WORD:
            continue
        if whole.isalnum():
            folded = fold_word(whole)
            pieces: tuple[str, ...] = (folded,)
        else:
            pieces = tuple(filter(None, (fold_word(piece) for piece in JOINT.split(whole))))
            folded = "".join(pieces)
        if folded and len(folded) <= LONGEST_WORD:  # some letters become many
            yield Word(folded, pieces, match.start(), match.end())


def is_abbreviation(whole: str) -> bool:
    """Whether the full stops stand between single letters: "w.m.o", not "huis.De" or "2.500"."""
    return all(len(piece) == 1 for piece in whole.split("."))


def sentences_apart(match: re.Match[str]) -> Iterator[Word]:
    """The words of what a missing space made one ("klaar.De"), or of an address ("www.dorp.example"); 2.500 is 2500."""
    whole = match.group()
    if len(whole) <= LONGEST_WORD and all(piece.isdigit() for piece in whole.split(".")):
        folded = fold_word(whole)
        yield Word(folded, (folded,), match.start(), match.end())
        return
    start = match.start()
    for piece in whole.split("."):
        for word in words_of(piece):
            yield Word(word.folded, word.pieces, start + word.start, start + word.end)
        start += len(piece) + 1


def fold_query(text: str) -> str:
    """What somebody typed, as whole queries are compared: folded, with single spaces, without what cannot be seen."""
    folded = " ".join(fold(text).split())
    return folded if folded.isprintable() else "".join(filter(str.isprintable, folded)).strip()
