"""The directory: which filters it has and what it says."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.cards import numbered_cards
from community.initiatives.map_tiles import tiles_url
from community.initiatives.models import Direction, InitiativeDirectory, InitiativeTag, NeedOrOffer, Phase
from community.initiatives.queries import public_initiatives
from community.places.queries import all_places
from community.themes.facets import theme_facet
from community.themes.queries import tags_for_facet, with_asked_tag
from foundation.generation import per_generation
from foundation.listing import Advice, Facet, Link, ListingBuilder, Order

TEXT_COLUMNS = ("title", "tagline", "place")


@per_generation
def tag_choices(locale_id: int) -> dict[str, tuple[Any, str]]:
    """The tags of initiatives."""
    return tags_for_facet(InitiativeTag.objects.filter(content_object__live=True, content_object__locale_id=locale_id))


def municipality_choices() -> dict[str, tuple[Any, str]]:
    """Municipalities as a facet's choices."""
    return {place.slug: (place.pk, place.name) for place in all_places().values()}


def asks_or_offers(direction: str) -> Q:
    """Initiatives with an entry in this direction."""
    return Q(Exists(NeedOrOffer.objects.filter(page=OuterRef("pk"), direction=direction)))


def directory_builder(request: HttpRequest, *, locale_id: int, action: str) -> ListingBuilder:
    """The directory as the address asks for it. Raises BadRequest for a damaged address."""
    return ListingBuilder(
        request,
        rows=public_initiatives(locale_id),
        facets=(
            theme_facet(locale_id),
            Facet(
                name="gemeente",
                label=_("Municipality"),
                all_label=_("All municipalities"),
                column="municipality_id",
                choices=municipality_choices(),
            ),
            Facet(
                name="fase",
                label=_("Phase"),
                all_label=_("All phases"),
                column="phase",
                choices={value: (value, str(label)) for value, label in Phase.choices},
            ),
            Facet(
                name="vraag",
                label=_("Needs and offers"),
                all_label=_("Does not matter"),
                column="phase",
                counted=False,
                choices={
                    Direction.NEED.value: (Direction.NEED.value, _("Is looking for something")),
                    Direction.OFFER.value: (Direction.OFFER.value, _("Offers something")),
                },
                condition=asks_or_offers,
            ),
            Facet(
                name="trefwoord",
                label=_("Tag"),
                all_label=_("All tags"),
                column="tagged_items__tag_id",
                choices=with_asked_tag(tag_choices(locale_id), request.GET.get("trefwoord", "")),
            ),
        ),
        orders=(
            Order(name="naam", label=_("by name"), by=("title", "pk")),
            Order(name="nieuw", label=_("newest first"), by=("-first_published_at", "-pk")),
        ),
        word_columns=TEXT_COLUMNS,
        action=action,
    )


def directory_context(page: InitiativeDirectory, request: HttpRequest) -> dict[str, Any]:
    """What the directory's template shows."""
    action = page.get_url(request) or ""
    builder = directory_builder(request, locale_id=page.locale_id, action=action)

    def total_text(total: int) -> str:
        return ngettext("%(n)s initiative", "%(n)s initiatives", total) % {"n": total}

    listing = builder.build(to_items=numbered_cards, total_text=total_text, advice=lambda: advice(builder))
    query = listing.address_query
    return {
        "listing": listing,
        "map_data_url": reverse("map_initiatives") + (f"?{query}" if query else ""),
        "map_titles_url": reverse("map_titles"),
        "map_tiles_url": tiles_url(request),
        "area_url": reverse("map_area"),
        "map_image_url": reverse("map_dots"),
    }


def advice(builder: ListingBuilder) -> Advice:
    """What to do when nothing was found: take the neighbouring municipalities, or fewer filters."""
    chosen = builder.parameters.get("gemeente", "")
    known = {place.slug: place for place in all_places().values()}
    links: list[Link] = []
    if chosen in known:
        here = known[chosen]
        near = sorted(
            (place for place in known.values() if place.slug != chosen),
            key=lambda place: (place.latitude - here.latitude) ** 2 + ((place.longitude - here.longitude) * 0.6) ** 2,
        )[:2]
        links = [Link(place.name, builder.address(gemeente=place.slug)) for place in near]
        title = _("Nothing found in %(place)s") % {"place": here.name}
        text = _("Look in a neighbouring municipality too, or take away a filter.")
    else:
        title = _("Nothing found")
        text = _("Take away a filter, or use a shorter word.")
    links.append(Link(_("Show all initiatives"), builder.action))
    return Advice(title, text, tuple(links))
