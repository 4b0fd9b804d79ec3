"""What the stakeholder pages show."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.places.models import Landscape
from community.places.queries import all_places, place_of
from community.themes.queries import ThemeBadge, badges_of, theme_choices
from foundation.aliases import foreign_language
from foundation.cards import Card
from foundation.drawing_files import scene
from foundation.gathering import sections_for
from foundation.listing import Advice, Facet, Link, ListingBuilder, Order
from foundation.pictures import Picture
from foundation.visibility import open_to_all
from home.models.stakeholder import Stakeholder, StakeholderIndex, StakeholderKind, StakeholderTheme

HOUSE, COLOUR = "gemeente", "#CDAE78"


def public_stakeholders(locale_id: int) -> QuerySet[Stakeholder]:
    """All live stakeholders in the tree of this language."""
    return open_to_all(Stakeholder.objects.filter(locale_id=locale_id))


def for_cards(stakeholders: QuerySet[Stakeholder]) -> QuerySet[Stakeholder]:
    """Add what a card shows, in one further query however many there are."""
    return stakeholders.defer("body").prefetch_related(
        Prefetch("theme_links", queryset=StakeholderTheme.objects.order_by("sort_order"))
    )


def themes_of(stakeholder: Stakeholder) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language."""
    return badges_of((link.theme_id for link in stakeholder.theme_links.all()), stakeholder.locale_id)


def picture_of(stakeholder: Stakeholder, theme: ThemeBadge | None) -> Picture:
    """The drawing of its street."""
    municipality = place_of(stakeholder.municipality_id)
    return scene(
        slug=stakeholder.slug,
        house=theme.house if theme else HOUSE,
        colour=theme.colour if theme else COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def cards_of(stakeholders: Sequence[Stakeholder], _first: int = 1) -> list[Card]:
    """A page of the list."""
    cards = []
    for stakeholder in stakeholders:
        themes = themes_of(stakeholder)
        place = place_of(stakeholder.municipality_id)
        cards.append(
            Card(
                title=stakeholder.title,
                url=stakeholder.url or "",
                kind=stakeholder.get_kind_display(),
                themes=themes,
                picture=picture_of(stakeholder, themes[0] if themes else None),
                place=place.name if place else "",
                summary=stakeholder.tagline,
                lang=foreign_language(stakeholder),
            )
        )
    return cards


def index_context(page: StakeholderIndex, request: HttpRequest) -> dict[str, Any]:
    """What the list's template shows. Raises BadRequest for a damaged address."""
    builder = ListingBuilder(
        request,
        rows=for_cards(public_stakeholders(page.locale_id)),
        facets=(
            Facet(
                name="soort",
                label=_("Kind"),
                all_label=_("All kinds"),
                column="kind",
                choices={value: (value, str(label)) for value, label in StakeholderKind.choices},
            ),
            Facet(
                name="thema",
                label=_("Theme"),
                all_label=_("All themes"),
                column="theme_links__theme_id",
                choices=theme_choices(page.locale_id),
            ),
            Facet(
                name="gemeente",
                label=_("Municipality"),
                all_label=_("All municipalities"),
                column="municipality_id",
                choices={place.slug: (place.pk, place.name) for place in all_places().values()},
            ),
        ),
        orders=(Order(name="naam", label=_("by name"), by=("title", "pk")),),
        word_columns=("title", "tagline"),
        action=page.get_url(request) or "",
    )

    def total_text(total: int) -> str:
        return ngettext("%(n)s organisation", "%(n)s organisations", total) % {"n": total}

    def advice() -> Advice:
        return Advice(
            _("No organisation found"),
            _("Take away a filter, or use a shorter word."),
            (Link(_("Show all organisations"), builder.action),),
        )

    return {"listing": builder.build(to_items=cards_of, total_text=total_text, advice=advice)}


def stakeholder_context(stakeholder: Stakeholder, request: HttpRequest) -> dict[str, Any]:
    """Everything the page's template names."""
    themes = themes_of(stakeholder)
    theme = themes[0] if themes else None
    place = place_of(stakeholder.municipality_id)
    facts: list[dict[str, Any]] = [{"label": _("Kind"), "value": stakeholder.get_kind_display()}]
    if place:
        facts.append({"label": _("Municipality"), "value": place.name})
    if stakeholder.website:
        shown = stakeholder.website.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        facts.append({"label": _("Website"), "value": shown, "url": stakeholder.website})
    contact = None
    if stakeholder.contact_name or stakeholder.contact_email:
        contact = {"name": stakeholder.contact_name, "email": stakeholder.contact_email, "phone": ""}
    return {
        "badge": theme,
        "themes": themes,
        "picture": picture_of(stakeholder, theme),
        "kind": stakeholder.get_kind_display(),
        "facts": facts,
        "contact": contact,
        "sections": sections_for("stakeholder", stakeholder, request=request),
    }
