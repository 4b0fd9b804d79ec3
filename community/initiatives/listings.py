"""The directory: which filters it has and what it says."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.cards import cards_of_pks
from community.initiatives.directory_table import (
    ANYTHING,
    BY_NAME,
    MUNICIPALITY,
    NEED_COLUMNS,
    NEWEST,
    PHASE,
    TAG,
    THEME,
    directory_table,
)
from community.initiatives.downloads import may_download
from community.initiatives.map_tiles import tiles_url
from community.initiatives.models import Direction, InitiativeDirectory, InitiativeTag, NeedKind, Phase
from community.initiatives.my_places import places_of_mine
from community.places.nearby import near_asked
from community.places.queries import all_places, neighbours_of
from community.themes.facets import theme_facet
from community.themes.queries import tags_for_facet, with_asked_tag
from foundation.cards import Card
from foundation.distances import km_in_words
from foundation.generation import per_generation
from foundation.listing import Advice, Facet, Link, Order
from foundation.nearness import RADII, RADIUS_PARAMETER
from foundation.table_listing import NEAREST, TableListingBuilder


@per_generation
def tag_choices(locale_id: int) -> dict[str, tuple[Any, str]]:
    """The tags of initiatives."""
    return tags_for_facet(InitiativeTag.objects.filter(content_object__live=True, content_object__locale_id=locale_id))


def municipality_facet() -> Facet:
    """Filter by municipality."""
    return Facet(
        name="gemeente",
        label=_("Municipality"),
        all_label=_("All municipalities"),
        column=MUNICIPALITY,
        choices={place.slug: (place.pk, place.name) for place in all_places().values()},
    )


def kind_choices() -> dict[str, tuple[Any, str]]:
    """The kinds of needs and offers as a facet's choices."""
    return {value: (value, str(label)) for value, label in NeedKind.choices}


def wish_facet(direction: Direction, label: str, *, chip: str) -> Facet:
    """Filter by what initiatives look for, or offer; on a lamp it says which of both."""
    return Facet(
        name=direction.value,
        label=label,
        all_label=_("Does not matter"),
        column=NEED_COLUMNS[direction.value],
        choices={ANYTHING: (ANYTHING, _("Anything")), **kind_choices()},
        chip=chip,
    )


def directory_builder(request: HttpRequest, *, locale_id: int, action: str) -> TableListingBuilder:
    """The directory as the address asks for it. Raises BadRequest for a damaged address."""
    return TableListingBuilder(
        request,
        table=directory_table(locale_id, timezone.localdate()),
        facets=(
            replace(theme_facet(locale_id), column=THEME),
            municipality_facet(),
            Facet(
                name="fase",
                label=_("Phase"),
                all_label=_("All phases"),
                column=PHASE,
                choices={value: (value, str(label)) for value, label in Phase.choices},
            ),
            wish_facet(Direction.NEED, _("Is looking for"), chip=_("Is looking for: %(what)s")),
            wish_facet(Direction.OFFER, _("Offers"), chip=_("Offers: %(what)s")),
            Facet(
                name="trefwoord",
                label=_("Tag"),
                all_label=_("All tags"),
                column=TAG,
                choices=with_asked_tag(tag_choices(locale_id), request.GET.get("trefwoord", "")),
            ),
        ),
        orders=(
            Order(name=BY_NAME, label=_("by name")),
            Order(name=NEWEST, label=_("newest first")),
        ),
        nearest=Order(name=NEAREST, label=_("nearest first")),
        near=near_asked,
        my_places=places_of_mine(request),
        action=action,
    )


def numbered_cards(builder: TableListingBuilder, positions: list[int], first: int) -> list[Card]:
    """The initiatives at these positions as cards, numbered as on the map, with how far they are."""
    cards = cards_of_pks(builder.table.keys_at(positions))
    spot, points = builder.near.spot, builder.table.points
    return [
        replace(
            cards[pk],
            number=number,
            notes=(km_in_words(spot.km_to(*point)),) if spot and (point := points[position]) else cards[pk].notes,
        )
        for number, (position, pk) in enumerate(
            zip(positions, builder.table.keys_at(positions), strict=True), start=first
        )
        if pk in cards
    ]


def directory_context(page: InitiativeDirectory, request: HttpRequest) -> dict[str, Any]:
    """What the directory's template shows."""
    action = page.get_url(request) or ""
    builder = directory_builder(request, locale_id=page.locale_id, action=action)

    def total_text(total: int) -> str:
        return ngettext("%(n)s initiative", "%(n)s initiatives", total) % {"n": total}

    listing = builder.build(
        to_items=lambda positions, first: numbered_cards(builder, positions, first),
        total_text=total_text,
        advice=lambda: advice(builder),
    )
    query = f"?{listing.address_query}" if listing.address_query else ""
    user = getattr(request, "user", None)
    return {
        "listing": listing,
        "map_data_url": reverse("map_initiatives") + query,
        "map_titles_url": reverse("map_titles"),
        "map_tiles_url": tiles_url(request),
        "area_url": reverse("map_area"),
        "map_image_url": reverse("map_dots"),
        "board_url": reverse("needs_and_offers"),
        "csv_url": reverse("directory_csv") + query if user is not None and may_download(user) else "",
    }


def advice(builder: TableListingBuilder) -> Advice:
    """What to do when nothing was found: look farther, in the neighbouring municipalities, or with fewer filters."""
    text = _("Take away a filter, or use a shorter word.")
    links: list[Link] = []
    chosen = next((place for place in all_places().values() if place.slug == builder.parameters.get("gemeente")), None)
    if builder.near.spot:
        title = _("Nothing found near %(place)s") % {"place": builder.near.spot.name}
        farther = [radius for radius in RADII if radius > builder.near.radius]
        links = [
            Link(_("Look within %(n)s km") % {"n": radius}, builder.address(**{RADIUS_PARAMETER: str(radius)}))
            for radius in farther
        ]
    elif chosen:
        links = [Link(place.name, builder.address(gemeente=place.slug)) for place in neighbours_of(chosen)]
        title = _("Nothing found in %(place)s") % {"place": chosen.name}
        text = _("Look in a neighbouring municipality too, or take away a filter.")
    else:
        title = _("Nothing found")
    links.append(Link(_("Show all initiatives"), builder.action))
    return Advice(title, text, tuple(links))
