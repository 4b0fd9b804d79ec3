"""Initiatives as cards."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.initiatives.models import Direction, Initiative, InitiativeTheme, NeedOrOffer
from community.initiatives.queries import current_entries, directory_url
from community.initiatives.wording import place_line
from community.places.models import Landscape
from community.places.queries import place_of
from community.themes.queries import ThemeBadge, badges_of, theme_ids_by_page
from foundation.aliases import foreign_language
from foundation.cards import Card, CardShelf
from foundation.drawing_files import scene
from foundation.models import Photo
from foundation.pictures import CARD_WIDTHS, Picture, photos_by_id, picture_of

FALLBACK_HOUSE, FALLBACK_COLOUR = "ontmoeten", "#E07B39"
COLUMNS = ("pk", "title", "slug", "tagline", "place", "municipality_id", "photo_id", "alias_of_id", "locale_id")


def themes_of(initiative: Initiative) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language, first the one that gives it its colour."""
    return badges_of((link.theme_id for link in initiative.theme_links.all()), initiative.locale_id)


def picture_of_initiative(
    initiative: Any, theme: ThemeBadge | None, photo: Photo | None, widths: tuple[int, ...] = CARD_WIDTHS
) -> Picture:
    """Its photo, or the drawing of its street; `initiative` is a page, or a row with its slug and municipality_id."""
    if photo:
        return picture_of(photo, widths)
    municipality = place_of(initiative.municipality_id)
    return scene(
        slug=initiative.slug,
        house=theme.house if theme else FALLBACK_HOUSE,
        colour=theme.colour if theme else FALLBACK_COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def needs_lines(page_ids: Iterable[int]) -> dict[int, str]:
    """For each page the first thing it looks for, else the first it offers: "Zoekt: penningmeester"; one query."""
    words = {Direction.NEED: _("Looking for: %(what)s"), Direction.OFFER: _("Offers: %(what)s")}
    first: dict[int, tuple[str, str]] = {}
    current = NeedOrOffer.objects.filter(current_entries(timezone.localdate()), page_id__in=page_ids)
    rows = current.order_by("page_id", "sort_order", "pk")
    for page_id, direction, title in rows.values_list("page_id", "direction", "title"):
        if page_id not in first or (first[page_id][0] == Direction.OFFER and direction == Direction.NEED):
            first[page_id] = (direction, title)
    return {
        page_id: words[Direction(direction)] % {"what": title[:1].lower() + title[1:]}
        for page_id, (direction, title) in first.items()
    }


def make_cards(pks: list[int]) -> dict[int, Card]:
    """Cards of these initiatives: three queries, and two more where there are photos."""
    rows = list(Initiative.objects.filter(pk__in=pks).values_list(*COLUMNS, named=True))
    themes = theme_ids_by_page(InitiativeTheme, pks)
    needs = needs_lines(pks)
    photos = photos_by_id(row.photo_id for row in rows)
    cards = {}
    for row in rows:
        badges = badges_of(themes.get(row.pk, ()), row.locale_id)
        cards[row.pk] = Card(
            title=row.title,
            url=f"{directory_url(row.locale_id)}{row.slug}/",
            themes=badges,
            picture=picture_of_initiative(row, badges[0] if badges else None, photos.get(row.photo_id)),
            place=place_line(row.place, row.municipality_id),
            summary=row.tagline,
            lang=foreign_language(row),
            needs_line=needs.get(row.pk, ""),
        )
    return cards


shelf = CardShelf(make_cards)


def cards_of(initiatives: QuerySet[Initiative]) -> list[Card]:
    """These initiatives as cards, in their order."""
    return shelf.cards(initiatives)


def cards_of_pks(pks: list[int]) -> dict[int, Card]:
    """The cards of at least these initiatives by primary key."""
    return shelf.by_pk(pks)
