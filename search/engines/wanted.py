"""What is asked of an engine, and what it answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.labels import Filters


class EngineDown(Exception):  # noqa: N818 - says what is the case
    """The engine cannot answer now. status: of the HTTP answer; 0 where there was none."""

    def __init__(self, why: str, status: int = 0) -> None:
        """Keep why."""
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say what somebody looks for: terms that must all be there.

    weight: how much it counts, from 0 to 1. near: the terms stand close together, or all of them in title, summary
    and keywords. exact: the terms stand one after another, as between quotation marks.
    """

    keys: tuple[str, ...]
    weight: float = 1.0
    near: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A part of what somebody looks for; any of the alternatives will do. rarity: how much it tells."""

    text: str
    alternatives: tuple[Alternative, ...]
    rarity: float = 1.0
    required: bool = False  # a phrase between quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question to an engine.

    any_of: sets of concepts (by their place in `concepts`); a document must have all concepts of one set. With no
    concepts every document matches. filters: facet -> labels. without: labels that a document must not have. limit: how
    many documents to return.
    """

    language: str
    audiences: frozenset[str]
    concepts: tuple[Concept, ...] = ()
    any_of: tuple[tuple[int, ...], ...] = ()
    excluded: tuple[Alternative, ...] = ()
    filters: Filters = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    newest_first: bool = False
    limit: int = 100
    offset: int = 0
    counted: bool = True  # whether total and labels are wanted


@dataclass(frozen=True, slots=True)
class Found:
    """Documents with the engine's own score, best first; how many there are in all, and per label.

    matched: how many there would be without filters.
    """

    hits: list[tuple[int, float]]
    total: int = 0
    matched: int = 0
    labels: Mapping[str, int] = field(default_factory=Counter)


class Engine(Protocol):
    """Finds documents."""

    name: str

    def find(self, wanted: Wanted) -> Found:
        """Answer a question. Raises EngineDown."""


def matching_sets(wanted: Wanted) -> tuple[tuple[int, ...], ...]:
    """The sets of concepts of which a document needs one; all concepts where none are named."""
    return wanted.any_of or (tuple(range(len(wanted.concepts))),)
