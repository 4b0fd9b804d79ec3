"""Taking Dutch compounds apart: "subsidieaanvraag" is an "aanvraag" of "subsidie"."""

from functools import lru_cache

from search.language.lexicon import FIRST, LAST, WHOLE, dutch_lexicon

SHORTEST_PART = 3
# A word that is known as one building block is taken apart only where no piece is shorter than this.
SHORTEST_PART_OF_BLOCK = 4
SHORTEST_COMPOUND = 2 * SHORTEST_PART
LONGEST_COMPOUND = 45
PART, SHORT_PART = 10, 16  # what a part costs: few and long parts win


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a folded compound, linking letters with the part before them; () for what is no compound.

    "bewonersinitiatief" gives ("bewoners", "initiatief").
    """
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
        return ()
    places = dutch_lexicon().places
    if places.get(word, 0) & WHOLE:
        return ()
    return cheapest_parts(word, places, SHORTEST_PART_OF_BLOCK if word in places else SHORTEST_PART)


def cheapest_parts(word: str, places: dict[str, int], shortest: int) -> tuple[str, ...]:
    """The cheapest way to cut the word into known parts, the last of which may stand last; () where there is none.

    Among ways of one price the one with the longest last part wins: that part says what the thing is.
    """
    length = len(word)
    # best[i]: the price of the first i letters cut into parts, and where the last of these begins.
    best: list[tuple[int, int] | None] = [None] * (length + 1)
    best[0] = (0, 0)
    for end in range(shortest, length + 1):
        wanted = LAST if end == length else FIRST
        for begin in range(end - shortest + 1):
            before = best[begin]
            if before is None or (begin == 0 and end == length) or not places.get(word[begin:end], 0) & wanted:
                continue
            price = before[0] + (PART if end - begin > SHORTEST_PART else SHORT_PART)
            known = best[end]
            if known is None or price < known[0]:
                best[end] = (price, begin)
    parts: list[str] = []
    end = length
    while end > 0:
        step = best[end]
        if step is None:
            return ()
        parts.append(word[step[1] : end])
        end = step[1]
    return tuple(reversed(parts))
