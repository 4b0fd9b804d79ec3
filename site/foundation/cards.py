"""What a listing shows of a page, free of the page itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from foundation.pictures import Picture


class Badge(Protocol):
    """The sign of a theme: name, address, house and class."""

    name: str
    url: str
    house: str
    css: str


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
    is_past: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of cards that an app contributes to a page of another app."""

    title: str
    items: tuple[Any, ...]
    style: str = "rows"  # rows, dates or cards
    more_url: str = ""
    more_text: str = ""
    order: int = 100
