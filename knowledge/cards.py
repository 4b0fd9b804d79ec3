"""Knowledge tools as cards."""

from collections.abc import Sequence

from community.themes.queries import ThemeBadge, badges_of
from foundation.aliases import foreign_language
from foundation.cards import Card
from foundation.drawing_files import table
from foundation.pictures import CARD_WIDTHS, Picture, picture_of
from knowledge.models import KnowledgeTool

FALLBACK_HOUSE, FALLBACK_COLOUR = "bestuur", "#2F4A8F"


def themes_of(tool: KnowledgeTool) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in tool.theme_links.all()), tool.locale_id)


def picture_of_tool(tool: KnowledgeTool, theme: ThemeBadge | None, widths: tuple[int, ...] = CARD_WIDTHS) -> Picture:
    """Its photo, or the drawing of its paper on a kitchen table."""
    if tool.photo:
        return picture_of(tool.photo, widths)
    return table(
        slug=tool.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        kind=tool.kind,
    )


def card_of(tool: KnowledgeTool) -> Card:
    """One tool; `for_cards` has fetched what it needs."""
    themes = themes_of(tool)
    return Card(
        title=tool.title,
        url=tool.url or "",
        kind=tool.get_kind_display(),
        themes=themes,
        picture=picture_of_tool(tool, themes[0] if themes else None),
        summary=tool.summary,
        lang=foreign_language(tool),
    )


def cards_of(tools: Sequence[KnowledgeTool], _first: int = 1) -> list[Card]:
    """A page of the library."""
    return [card_of(tool) for tool in tools]
