"""What stands in the main menu beside the sections of the tree: places that are no pages.

An app registers its place when it is ready:

    stands_in_menu(title=_("Forum"), view="forum_index", before=ThemeOverview)
"""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPlace:
    """A place in the menu. view: the name of its address. before: the section it stands before, else at the end."""

    title: Any
    view: str
    before: type[Page]


_places: list[MenuPlace] = []


def stands_in_menu(**parts: Any) -> None:
    """Register a place."""
    _places.append(MenuPlace(**parts))


def menu_places() -> tuple[MenuPlace, ...]:
    """All places, in the order in which they were registered."""
    return tuple(_places)
