"""What there is to find in each language: what has all words, and where that is little, what has most of them.

A search server is asked for all languages at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.engines.asking import ask_all
from search.engines.wanted import Found, Wanted
from search.interpreting import Interpretation
from search.labels import TRANSLATED, label
from search.wholes import Wholes, parts_taken_together

FEW = 10  # with fewer results than this, documents that miss a word that tells little are shown too


@dataclass(slots=True)
class Part:
    """What was found in one language."""

    reading: Interpretation
    wanted: Wanted
    found: Found
    wholes: Wholes


def parts_found(readings: Sequence[Interpretation], wanted: Sequence[Wanted], language: str) -> tuple[list[Part], bool]:
    """What there is in each language, the visitor's own first; and whether a search server did not answer."""
    own, *others = wanted
    # What is found in the visitor's language need not be found once more in another.
    translated = frozenset({label(TRANSLATED, language)})
    asked, found, fallen_back = found_with_few(readings, [own, *(replace(one, without=translated) for one in others)])
    if not found[0].matched:
        asked[1:], found[1:], fallen_back_again = found_with_few(readings[1:], others)
        fallen_back = fallen_back or fallen_back_again
    parts = [
        Part(reading, one, *parts_taken_together(of_one))
        for reading, one, of_one in zip(readings, asked, found, strict=True)
    ]
    return parts, fallen_back


def found_with_few(
    readings: Sequence[Interpretation], wanted: Sequence[Wanted]
) -> tuple[list[Wanted], list[Found], bool]:
    """What was asked in the end, and found. Where few have all words, those that have most of them are asked for."""
    asked = list(wanted)
    found, fallen_back = ask_all(asked)
    looser = {
        number: replace(asked[number], any_of=reading.sets())
        for number, reading in enumerate(readings)
        if found[number].matched < FEW and reading.may_miss_some()
    }
    if looser:
        more, fallen_back_again = ask_all(list(looser.values()))
        fallen_back = fallen_back or fallen_back_again
        for (number, one), of_one in zip(looser.items(), more, strict=True):
            asked[number], found[number] = one, of_one
    return asked, found, fallen_back
