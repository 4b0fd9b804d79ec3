"""The names of all public initiatives in memory, to look for those that are like another one."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.utils.text import slugify

from community.initiatives.queries import public_initiatives
from foundation.generation import per_generation_in_turn

END = "\n"  # stands in no name that is folded
NOWHERE: Sequence[int] = ()


class NameTable:
    """Names, the oldest first: folded ("de-zonnedaken-van-maarn"), and one after the other in one text.

    A part of a word is found in that text as quickly as a computer reads: how many names there are hardly matters.
    """

    def __init__(self, rows: Iterable[tuple[int, str, int]]) -> None:
        """Take primary key, title and municipality of each."""
        self.keys = array("q")
        self.names: list[str] = []
        self.in_municipality: dict[int, array[int]] = {}
        for position, (pk, title, municipality_id) in enumerate(rows):
            self.keys.append(pk)
            self.names.append(slugify(title))
            self.in_municipality.setdefault(municipality_id, array("l")).append(position)
        self._text = END.join(self.names)
        self._starts = array("l")
        start = 0
        for name in self.names:
            self._starts.append(start)
            start += len(name) + len(END)

    def holding(self, parts: Sequence[str], *, most: int) -> list[int]:
        """The positions of the first names in which all of these parts stand."""
        first, *others = sorted(parts, key=len, reverse=True)
        held = (at for at in self._holding(first) if all(part in self.names[at] for part in others))
        return list(islice(held, most))

    def _holding(self, part: str) -> Iterator[int]:
        found = self._text.find(part)
        while found >= 0:
            position = bisect_right(self._starts, found) - 1
            yield position
            found = self._text.find(part, self._starts[position] + len(self.names[position]))

    def of_municipality(self, municipality_id: int | None, *, most: int) -> Sequence[int]:
        """The positions of the first ones there; of none where nowhere is meant."""
        return self.in_municipality.get(municipality_id, NOWHERE)[:most] if municipality_id else NOWHERE


@per_generation_in_turn
def name_table(locale_id: int) -> NameTable:
    """The names in this language; one query."""
    rows = public_initiatives(locale_id).order_by("pk").values_list("pk", "title", "municipality_id")
    return NameTable(rows.iterator())
