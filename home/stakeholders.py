"""What the stakeholder pages show."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.places.models import Landscape
from community.places.queries import all_places, place_of
from community.themes.facets import theme_facet
from community.themes.queries import ThemeBadge, badges_of, theme_ids_by_page
from foundation.aliases import foreign_language
from foundation.cards import Card, CardShelf
from foundation.drawing_files import scene
from foundation.gathering import sections_for
from foundation.generation import per_generation
from foundation.listing import Advice, Facet, Link, ListingBuilder, Order
from foundation.pictures import Picture
from foundation.visibility import open_to_all
from home.models.stakeholder import Stakeholder, StakeholderIndex, StakeholderKind, StakeholderTheme

HOUSE, COLOUR = "gemeente", "#CDAE78"
COLUMNS = ("pk", "title", "slug", "kind", "tagline", "municipality_id", "alias_of_id", "locale_id")


def public_stakeholders(locale_id: int) -> QuerySet[Stakeholder]:
    """All live stakeholders in the tree of this language."""
    return open_to_all(Stakeholder.objects.filter(locale_id=locale_id))


@per_generation
def stakeholders_url(locale_id: int) -> str:
    """Where the list of stakeholders is in this language; "" where there is none."""
    page = StakeholderIndex.objects.live().filter(locale_id=locale_id).first()
    return (page.url or "") if page else ""


def themes_of(stakeholder: Stakeholder) -> tuple[ThemeBadge, ...]:
    """Its themes in its own language."""
    return badges_of((link.theme_id for link in stakeholder.theme_links.all()), stakeholder.locale_id)


def picture_of(stakeholder: Any, theme: ThemeBadge | None) -> Picture:
    """The drawing of its street; takes a page or a row of one."""
    municipality = place_of(stakeholder.municipality_id)
    return scene(
        slug=stakeholder.slug,
        house=theme.house if theme else HOUSE,
        colour=theme.colour if theme else COLOUR,
        landscape=municipality.landscape if municipality else Landscape.CITY,
    )


def make_cards(pks: list[int]) -> dict[int, Card]:
    """Cards of these stakeholders: two queries."""
    rows = list(Stakeholder.objects.filter(pk__in=pks).values_list(*COLUMNS, named=True))
    themes = theme_ids_by_page(StakeholderTheme, pks)
    cards = {}
    for row in rows:
        badges = badges_of(themes.get(row.pk, ()), row.locale_id)
        place = place_of(row.municipality_id)
        cards[row.pk] = Card(
            title=row.title,
            url=f"{stakeholders_url(row.locale_id)}{row.slug}/",
            kind=str(StakeholderKind(row.kind).label),
            themes=badges,
            picture=picture_of(row, badges[0] if badges else None),
            place=place.name if place else "",
            summary=row.tagline,
            lang=foreign_language(row),
        )
    return cards


shelf = CardShelf(make_cards)


def cards_of(stakeholders: QuerySet[Stakeholder], _first: int = 1) -> list[Card]:
    """These stakeholders as cards, in their order."""
    return shelf.cards(stakeholders)


def index_context(page: StakeholderIndex, request: HttpRequest) -> dict[str, Any]:
    """What the list's template shows. Raises BadRequest for a damaged address."""
    builder = ListingBuilder(
        request,
        rows=public_stakeholders(page.locale_id),
        facets=(
            Facet(
                name="soort",
                label=_("Kind"),
                all_label=_("All kinds"),
                column="kind",
                choices={value: (value, str(label)) for value, label in StakeholderKind.choices},
            ),
            theme_facet(page.locale_id),
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
