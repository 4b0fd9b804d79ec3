"""Meetings as cards."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from community.places.models import Landscape
from community.places.queries import place_of
from community.themes.queries import ThemeBadge, badges_of, theme_ids_by_page
from events.models import Event, EventKind, EventTheme
from events.periods import from_to, month_of
from events.queries import calendar_url
from foundation.aliases import foreign_language
from foundation.cards import CardShelf, DateCard
from foundation.drawing_files import scene
from foundation.models import Photo
from foundation.pictures import CARD_WIDTHS, Picture, photos_by_id, picture_of

FALLBACK_HOUSE, FALLBACK_COLOUR = "ontmoeten", "#E07B39"
COLUMNS = (
    *("pk", "title", "slug", "kind", "tagline", "start", "end", "venue", "place", "municipality_id"),
    *("is_cancelled", "photo_id", "alias_of_id", "locale_id"),
)


def themes_of(event: Event) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in event.theme_links.all()), event.locale_id)


def picture_of_event(
    event: Any, theme: ThemeBadge | None, photo: Photo | None, widths: tuple[int, ...] = CARD_WIDTHS
) -> Picture:
    """Its photo, or a drawing of a street in the landscape of its place; `event` is a page or a row of one."""
    if photo:
        return picture_of(photo, widths)
    municipality = place_of(event.municipality_id)
    return scene(
        slug=event.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def venue_line(event: Any) -> str:
    """Write "Dorpshuis De Schakel, Maarn"."""
    return ", ".join(part for part in (event.venue, event.place) if part)


def make_cards(pks: list[int]) -> dict[int, DateCard]:
    """Cards of these meetings: two queries, and two more where there are photos."""
    rows = list(Event.objects.filter(pk__in=pks).values_list(*COLUMNS, named=True))
    themes = theme_ids_by_page(EventTheme, pks)
    photos = photos_by_id(row.photo_id for row in rows)
    cards = {}
    for row in rows:
        badges = badges_of(themes.get(row.pk, ()), row.locale_id)
        cards[row.pk] = DateCard(
            title=row.title,
            url=f"{calendar_url(row.locale_id)}{row.slug}/",
            kind=str(EventKind(row.kind).label),
            themes=badges,
            picture=picture_of_event(row, badges[0] if badges else None, photos.get(row.photo_id)),
            place=venue_line(row),
            summary=row.tagline,
            lang=foreign_language(row),
            start=timezone.localtime(row.start),
            end=timezone.localtime(row.end),
            time_text=from_to(row.start, row.end),
            month_label=month_of(row.start),
            is_cancelled=row.is_cancelled,
        )
    return cards


shelf = CardShelf(make_cards)


def cards_of(events: QuerySet[Event], _first: int = 1) -> list[DateCard]:
    """These meetings as cards, in their order."""
    return shelf.cards(events)
