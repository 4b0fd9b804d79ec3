"""Finding things that words are about, for apps that lie below the search.

The search says how, with `finds_by`; without it nothing is found. Whoever asks goes on when nothing comes back.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found: its kind and primary key as its app has them, and where it is for who asks."""

    kind: str
    pk: int
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: these words, in things of these kinds, by somebody who belongs to these audiences."""

    text: str
    kinds: Collection[str]
    language: str
    audiences: frozenset[str]
    most: int


Finder = Callable[[Sought], list[Hit]]


def find_nothing(_sought: Sought) -> list[Hit]:
    """Nothing: there is no search."""
    return []


_finder: Finder = find_nothing


def finds_by(finder: Finder) -> None:
    """Let everything be found in this way."""
    global _finder  # noqa: PLW0603 - set once, when the site starts
    _finder = finder


def find(sought: Sought) -> list[Hit]:
    """What is about these words, best first; nothing where the search fails."""
    return _finder(sought)
