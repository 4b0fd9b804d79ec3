"""Knowledge tools as cards."""

from typing import Any

from django.db.models import QuerySet

from community.themes.queries import ThemeBadge, badges_of, theme_ids_by_page
from foundation.aliases import foreign_language
from foundation.cards import Card, CardShelf
from foundation.drawing_files import table
from foundation.models import Photo
from foundation.pictures import CARD_WIDTHS, Picture, photos_by_id, picture_of
from knowledge.models import KnowledgeTool, ToolKind, ToolTheme
from knowledge.queries import library_url

FALLBACK_HOUSE, FALLBACK_COLOUR = "bestuur", "#2F4A8F"
COLUMNS = ("pk", "title", "slug", "kind", "summary", "photo_id", "alias_of_id", "locale_id")


def themes_of(tool: KnowledgeTool) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in tool.theme_links.all()), tool.locale_id)


def picture_of_tool(
    tool: Any, theme: ThemeBadge | None, photo: Photo | None, widths: tuple[int, ...] = CARD_WIDTHS
) -> Picture:
    """Its photo, or the drawing of its paper on a kitchen table; `tool` is a page, or a row with its slug and kind."""
    if photo:
        return picture_of(photo, widths)
    return table(
        slug=tool.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        kind=tool.kind,
    )


def make_cards(pks: list[int]) -> dict[int, Card]:
    """Cards of these tools: two queries, and two more where there are photos."""
    rows = list(KnowledgeTool.objects.filter(pk__in=pks).values_list(*COLUMNS, named=True))
    themes = theme_ids_by_page(ToolTheme, pks)
    photos = photos_by_id(row.photo_id for row in rows)
    cards = {}
    for row in rows:
        badges = badges_of(themes.get(row.pk, ()), row.locale_id)
        cards[row.pk] = Card(
            title=row.title,
            url=f"{library_url(row.locale_id)}{row.slug}/",
            kind=str(ToolKind(row.kind).label),
            themes=badges,
            picture=picture_of_tool(row, badges[0] if badges else None, photos.get(row.photo_id)),
            summary=row.summary,
            lang=foreign_language(row),
        )
    return cards


shelf = CardShelf(make_cards)


def cards_of(tools: QuerySet[KnowledgeTool], _first: int = 1) -> list[Card]:
    """These tools as cards, in their order."""
    return shelf.cards(tools)
