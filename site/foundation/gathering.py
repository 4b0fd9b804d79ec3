"""How an app shows its things on the pages of an app below it, without being imported there.

A theme page shows the meetings of that theme, but themes lie below events in the layers. So events registers:

    @contributes_to("theme")
    def meetings_of_theme(theme, *, request) -> Section | None: ...

and the theme page asks `sections_for("theme", page, request=request)`. Each contribution should cost at most two
queries.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from foundation.cards import Section

Contribution = Callable[..., Section | None]

_contributions: dict[str, list[Contribution]] = defaultdict(list)


def contributes_to(place: str) -> Callable[[Contribution], Contribution]:
    """Register a function that makes a section: for a "theme", "initiative", "event" or "tool", or the "front" page."""

    def register(contribution: Contribution) -> Contribution:
        _contributions[place].append(contribution)
        return contribution

    return register


def sections_for(place: str, page: Any, *, request: HttpRequest) -> list[Section]:
    """All that the other apps have to show on this page, in their order; sections with nothing in them are left out."""
    sections = (contribution(page, request=request) for contribution in _contributions[place])
    shown = (section for section in sections if section and (section.items or section.action_url))
    return sorted(shown, key=lambda section: section.order)
