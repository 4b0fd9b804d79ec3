"""Meetings as cards."""

from collections.abc import Sequence

from django.utils import timezone

from community.places.models import Landscape
from community.places.queries import place_of
from community.themes.queries import ThemeBadge, badges_of
from events.models import Event
from events.periods import from_to, month_of
from foundation.aliases import foreign_language
from foundation.cards import DateCard
from foundation.drawing_files import scene
from foundation.pictures import CARD_WIDTHS, Picture, picture_of

FALLBACK_HOUSE, FALLBACK_COLOUR = "ontmoeten", "#E07B39"


def themes_of(event: Event) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in event.theme_links.all()), event.locale_id)


def picture_of_event(event: Event, theme: ThemeBadge | None, widths: tuple[int, ...] = CARD_WIDTHS) -> Picture:
    """Its photo, or a drawing of a street in the landscape of its place."""
    if event.photo:
        return picture_of(event.photo, widths)
    municipality = place_of(event.municipality_id)
    return scene(
        slug=event.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def venue_line(event: Event) -> str:
    """Write "Dorpshuis De Schakel, Maarn"."""
    return ", ".join(part for part in (event.venue, event.place) if part)


def card_of(event: Event) -> DateCard:
    """One meeting; `for_cards` has fetched what it needs."""
    themes = themes_of(event)
    return DateCard(
        title=event.title,
        url=event.url or "",
        kind=event.get_kind_display(),
        themes=themes,
        picture=picture_of_event(event, themes[0] if themes else None),
        place=venue_line(event),
        summary=event.tagline,
        lang=foreign_language(event),
        start=timezone.localtime(event.start),
        end=timezone.localtime(event.end),
        time_text=from_to(event.start, event.end),
        month_label=month_of(event.start),
        is_past=event.is_past,
        is_cancelled=event.is_cancelled,
    )


def cards_of(events: Sequence[Event], _first: int = 1) -> list[DateCard]:
    """A page of the calendar."""
    return [card_of(event) for event in events]
