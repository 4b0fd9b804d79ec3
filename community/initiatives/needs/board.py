"""The board: all that initiatives look for and offer, from many sides."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.cards import cards_of_pks
from community.initiatives.directory_table import THEME
from community.initiatives.listings import kind_choices, municipality_facet
from community.initiatives.models import Direction, NeedKind, NeedOrOffer
from community.initiatives.my_places import places_of_mine
from community.initiatives.needs.table import DIRECTION, ENDS_FIRST, KIND, NEWEST, entry_table
from community.initiatives.queries import directory_url
from community.places.nearby import near_asked
from community.themes.facets import theme_facet
from foundation.cards import Card
from foundation.distances import km_in_words
from foundation.listing import Advice, Facet, Link, Order
from foundation.locales import active_locale_id
from foundation.nearness import RADII, RADIUS_PARAMETER
from foundation.table_listing import NEAREST, TableListingBuilder

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """A need or offer with the initiative it is of. `respond_url` leads to writing to its owners."""

    is_need: bool
    kind: str
    title: str
    note: str
    until: date | None
    page: Card
    respond_url: str
    distance: str = ""


def respond_url(page_pk: int, direction: str, title: str) -> str:
    """Where one writes to the owners of an initiative about something they look for or offer."""
    return f"{reverse('introduce', args=(page_pk,))}?{urlencode({'soort': direction, 'over': title})}"


def board_builder(request: HttpRequest, *, locale_id: int, action: str) -> TableListingBuilder:
    """The board as the address asks for it. Raises BadRequest for a damaged address."""
    return TableListingBuilder(
        request,
        table=entry_table(locale_id, timezone.localdate()),
        facets=(
            Facet(
                name="richting",
                label=_("Looking for or offering"),
                all_label=_("Both"),
                column=DIRECTION,
                choices={
                    Direction.NEED.value: (Direction.NEED.value, _("What initiatives look for")),
                    Direction.OFFER.value: (Direction.OFFER.value, _("What initiatives offer")),
                },
            ),
            Facet(name="soort", label=_("Kind"), all_label=_("All kinds"), column=KIND, choices=kind_choices()),
            replace(theme_facet(locale_id), column=THEME),
            municipality_facet(),
        ),
        orders=(
            Order(name=NEWEST, label=_("newest first")),
            Order(name=ENDS_FIRST, label=_("ends soonest first")),
        ),
        nearest=Order(name=NEAREST, label=_("nearest first")),
        near=near_asked,
        my_places=places_of_mine(request),
        action=action,
        page_size=PAGE_SIZE,
    )


def shown_entries(builder: TableListingBuilder, positions: list[int]) -> list[ShownEntry]:
    """The needs and offers at these positions of the table, with their initiatives."""
    pks = builder.table.keys_at(positions)
    rows = NeedOrOffer.objects.in_bulk(pks)
    cards = cards_of_pks(list(dict.fromkeys(row.page_id for row in rows.values())))
    spot, points = builder.near.spot, builder.table.points
    shown = []
    for position, pk in zip(positions, pks, strict=True):
        row = rows.get(pk)
        if row is None or row.page_id not in cards:
            continue
        point = points[position]
        shown.append(
            ShownEntry(
                is_need=row.direction == Direction.NEED,
                kind=str(NeedKind(row.kind).label),
                title=row.title,
                note=row.note,
                until=row.until,
                page=cards[row.page_id],
                respond_url=respond_url(row.page_id, row.direction, row.title),
                distance=km_in_words(spot.km_to(*point)) if spot and point else "",
            )
        )
    return shown


def board_context(request: HttpRequest) -> dict[str, Any]:
    """What the board shows. Raises BadRequest for a damaged address, Http404 for a page that is not there."""
    locale_id = active_locale_id()
    builder = board_builder(request, locale_id=locale_id, action=request.path)

    def total_text(total: int) -> str:
        return ngettext("%(n)s need or offer", "%(n)s needs and offers", total) % {"n": total}

    listing = builder.build(
        to_items=lambda positions, _first: shown_entries(builder, positions),
        total_text=total_text,
        advice=lambda: advice(builder),
    )
    return {"listing": listing, "directory_url": directory_url(locale_id)}


def advice(builder: TableListingBuilder) -> Advice:
    """What to do when nothing was found."""
    links = []
    if builder.near.spot:
        links = [
            Link(_("Look within %(n)s km") % {"n": radius}, builder.address(**{RADIUS_PARAMETER: str(radius)}))
            for radius in RADII
            if radius > builder.near.radius
        ]
    links.append(Link(_("Show all needs and offers"), builder.action))
    return Advice(_("Nothing found"), _("Take away a filter, or use a shorter word."), tuple(links))
