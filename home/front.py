"""What the front page shows."""

from typing import Any

from django.db.models import Case, When
from django.http import HttpRequest
from django.urls import reverse

from community.initiatives.queries import directory_url, initiative_count, municipality_count
from community.themes.queries import popular_tags
from events.cards import cards_of as event_cards
from events.queries import calendar_url, public_events, upcoming
from foundation.cards import Card
from foundation.gathering import sections_for
from foundation.listing import Link
from home.links import localized_url
from home.models.front_page import FrontPage
from knowledge.cards import cards_of as tool_cards
from knowledge.models import ToolTag
from knowledge.queries import library_url, public_tools

MEETINGS, TOOLS, TAGS = 4, 4, 3


def featured_tools(page: FrontPage) -> list[Card]:
    """The tools the editors chose, in their order; the newest ones where they chose none."""
    chosen = [block.value.translation_key for block in page.featured_tools if block.value]
    tools = public_tools(page.locale_id)
    if not chosen:
        return tool_cards(tools.order_by("-first_published_at", "-pk")[:TOOLS])
    in_their_order = Case(*(When(translation_key=key, then=place) for place, key in enumerate(chosen)))
    return tool_cards(tools.filter(translation_key__in=chosen).order_by(in_their_order))


def front_context(page: FrontPage, request: HttpRequest) -> dict[str, Any]:
    """Everything the template names."""
    locale_id = page.locale_id
    meetings = event_cards(upcoming(public_events(locale_id).filter(is_cancelled=False))[:MEETINGS])
    library = library_url(locale_id)
    tags = popular_tags(ToolTag, locale_id)[:TAGS]
    return {
        "next_event": meetings[0] if meetings else None,
        "events": meetings[1:],
        "tools": featured_tools(page),
        "tool_count": public_tools(locale_id).count(),
        "initiative_count": initiative_count(locale_id),
        "municipality_count": municipality_count(locale_id),
        "map_dots": reverse("map_dots"),
        "library_url": library,
        "popular_tags": [Link(name, f"{library}?trefwoord={slug}") for slug, name in tags],
        "directory_url": directory_url(locale_id),
        "calendar_url": calendar_url(locale_id),
        "idea_link": localized_url(page.idea_page_id, locale_id),
        "wish_link": localized_url(page.wish_page_id, locale_id),
        "join_link": localized_url(page.join_page_id, locale_id),
        "sections": sections_for("front", page, request=request),
    }
