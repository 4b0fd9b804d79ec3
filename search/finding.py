"""What there is to find in each language: what has all words, and where that is little, what has most of them.

A search server is asked for all of it at once, the database for one thing after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.engines import uses_a_server
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
    looser = {
        number: replace(wanted[number], any_of=reading.sets())
        for number, reading in enumerate(readings)
        if reading.may_miss_some()
    }
    # A server is asked for these at once where few will have all words: that is quicker than to wait for its answer.
    at_once = [number for number in looser if readings[number].is_scarce] if uses_a_server() else []
    found, fallen_back = ask_all([*wanted, *(looser[number] for number in at_once)])
    more = dict(zip(at_once, found[len(wanted) :], strict=True))
    few = [number for number in looser if found[number].matched < FEW]
    if later := [number for number in few if number not in more]:
        answers, fallen_back_again = ask_all([looser[number] for number in later])
        more |= dict(zip(later, answers, strict=True))
        fallen_back = fallen_back or fallen_back_again
    asked, found = list(wanted), found[: len(wanted)]
    for number in few:
        asked[number], found[number] = looser[number], more[number]
    return asked, found, fallen_back
