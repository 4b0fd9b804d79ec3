"""What a listing shows of a page, free of the page itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from foundation.generation import MOST_REMEMBERED, GenerationMemory
from foundation.pictures import Picture

AnyCard = TypeVar("AnyCard", bound="Card")


class Badge(Protocol):
    """The sign of a theme: name, address, house and class."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def url(self) -> str:
        """Its page."""

    @property
    def house(self) -> str:
        """The house that stands for it."""

    @property
    def css(self) -> str:
        """The class that gives an element its colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing in a listing. `lang` is set where its text is in another language than the page around it."""

    title: str
    url: str
    kind: str = ""
    themes: tuple[Badge, ...] = ()
    picture: Picture | None = None
    place: str = ""
    summary: str = ""
    notes: tuple[str, ...] = ()
    lang: str = ""
    number: int = 0
    needs_line: str = ""

    @property
    def theme(self) -> Badge | None:
        """The theme whose colours it wears."""
        return self.themes[0] if self.themes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCard(Card):
    """A thing with a date; times are local."""

    start: datetime
    end: datetime
    time_text: str = ""
    host: str = ""
    month_label: str = ""
    is_cancelled: bool = False

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.end < timezone.now()


class CardShelf(Generic[AnyCard]):
    """Cards by primary key, kept for a generation: the same card stands in listings, on theme pages and beside others.

    `make` gets the primary keys of pages without a card, and returns their cards in a number of queries that does not
    depend on how many there are.
    """

    def __init__(self, make: Callable[[list[int]], dict[int, AnyCard]]) -> None:
        """Take how cards are made."""
        self.make = make
        self.memory: GenerationMemory[dict[int, AnyCard]] = GenerationMemory()

    def cards(self, pages: QuerySet[Any]) -> list[AnyCard]:
        """The cards of these pages in their order: one query when all are known."""
        pks = list(pages.values_list("pk", flat=True))
        shelf = self.by_pk(pks)
        return [shelf[pk] for pk in pks if pk in shelf]

    def by_pk(self, pks: list[int]) -> dict[int, AnyCard]:
        """The cards of at least these pages by primary key; no query when all are known."""
        shelf = self.memory.get(get_language(), dict)
        missing = [pk for pk in pks if pk not in shelf]
        if missing:
            if len(shelf) > MOST_REMEMBERED:
                shelf = {}  # this request goes on with a shelf of its own, the next one begins anew
                self.memory.forget()
                missing = pks
            shelf.update(self.make(missing))
        return shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of cards that an app contributes to a page of another app; without cards only with an action."""

    title: str
    items: tuple[Any, ...]
    style: str = "rows"  # rows, links, dates or cards
    more_url: str = ""
    more_text: str = ""
    action_url: str = ""  # to do something with it: to ask a question
    action_text: str = ""
    feed_url: str = ""  # an Atom feed of it
    order: int = 100
