"""Dice that fall the same way for the same inputs, on every machine and in every process."""

import hashlib
from collections.abc import Sequence
from typing import Self, TypeVar

Thing = TypeVar("Thing")

_SEPARATOR = "\x1f"
_WORD = 4


class Dice:
    """Throws decided by text alone: SHA-256 of the inputs in counter mode."""

    def __init__(self, *inputs: str) -> None:
        """Load the dice with inputs; their order counts."""
        self._inputs = inputs
        self._counter = 0
        self._bytes = b""

    def branch(self, name: str) -> Self:
        """Fresh dice for one part, so that a new throw elsewhere changes nothing here."""
        return type(self)(*self._inputs, name)

    def whole(self, low: int, high: int) -> int:
        """A whole number from low up to and including high."""
        return low + self._word() % (high - low + 1)

    def chance(self, percent: int) -> bool:
        """Whether something with this chance (0-100) happens."""
        return self.whole(1, 100) <= percent

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of the things. ValueError when there are none."""
        if not things:
            message = "Nothing to choose from"
            raise ValueError(message)
        return things[self.whole(0, len(things) - 1)]

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """At most `count` different things, in thrown order."""
        left = list(things)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def _word(self) -> int:
        if len(self._bytes) < _WORD:
            text = _SEPARATOR.join((*self._inputs, str(self._counter)))
            self._bytes = hashlib.sha256(text.encode()).digest()
            self._counter += 1
        word, self._bytes = self._bytes[:_WORD], self._bytes[_WORD:]
        return int.from_bytes(word, "big")
