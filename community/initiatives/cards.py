"""Initiatives as cards."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from community.initiatives.models import Direction, Initiative
from community.initiatives.wording import place_line
from community.places.models import Landscape
from community.places.queries import place_of
from community.themes.queries import ThemeBadge, badges_of
from foundation.aliases import foreign_language
from foundation.cards import Card
from foundation.drawing_files import scene
from foundation.pictures import CARD_WIDTHS, Picture, picture_of

FALLBACK_HOUSE, FALLBACK_COLOUR = "ontmoeten", "#E07B39"


def themes_of(initiative: Initiative) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in initiative.theme_links.all()), initiative.locale_id)


def picture_of_initiative(
    initiative: Initiative, theme: ThemeBadge | None, widths: tuple[int, ...] = CARD_WIDTHS
) -> Picture:
    """Its photo, or the drawing of its street."""
    if initiative.photo:
        return picture_of(initiative.photo, widths)
    municipality = place_of(initiative.municipality_id)
    return scene(
        slug=initiative.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def needs_line(initiative: Initiative) -> str:
    """The first thing it looks for, else the first it offers: "Zoekt: penningmeester"."""
    entries = list(initiative.needs_and_offers.all())
    for direction, words in ((Direction.NEED, _("Looking for: %(what)s")), (Direction.OFFER, _("Offers: %(what)s"))):
        for entry in entries:
            if entry.direction == direction:
                return words % {"what": entry.title[:1].lower() + entry.title[1:]}
    return ""


def card_of(initiative: Initiative, *, number: int = 0) -> Card:
    """One initiative; `for_cards` has fetched what it needs."""
    themes = themes_of(initiative)
    return Card(
        title=initiative.title,
        url=initiative.url or "",
        themes=themes,
        picture=picture_of_initiative(initiative, themes[0] if themes else None),
        place=place_line(initiative.place, initiative.municipality_id),
        summary=initiative.tagline,
        lang=foreign_language(initiative),
        number=number,
        needs_line=needs_line(initiative),
    )


def numbered_cards(initiatives: Sequence[Initiative], first: int) -> list[Card]:
    """A page of the directory, numbered as on the map."""
    return [card_of(initiative, number=number) for number, initiative in enumerate(initiatives, start=first)]
