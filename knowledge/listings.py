"""The library: which filters it has and what it says."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.models import Phase
from community.themes.facets import theme_facet
from community.themes.queries import tags_for_facet, with_asked_tag
from foundation.generation import per_generation
from foundation.listing import Advice, Facet, Link, ListingBuilder, Order
from knowledge.cards import cards_of
from knowledge.models import Library, ToolKind, ToolTag
from knowledge.queries import public_tools


@per_generation
def tag_choices(locale_id: int) -> dict[str, tuple[Any, str]]:
    """The tags of tools."""
    return tags_for_facet(ToolTag.objects.filter(content_object__live=True, content_object__locale_id=locale_id))


def helps_in_phase(phase: str) -> Q:
    """Tools for initiatives in this phase."""
    return Q(phases__contains=f",{phase},")


def library_context(page: Library, request: HttpRequest) -> dict[str, Any]:
    """What the library's template shows. Raises BadRequest for a damaged address."""
    locale_id = page.locale_id
    builder = ListingBuilder(
        request,
        rows=public_tools(locale_id),
        facets=(
            theme_facet(locale_id),
            Facet(
                name="soort",
                label=_("Kind"),
                all_label=_("All kinds"),
                column="kind",
                choices={value: (value, str(label)) for value, label in ToolKind.choices},
            ),
            Facet(
                name="fase",
                label=_("For whom"),
                all_label=_("Every phase"),
                column="phases",
                counted=False,
                choices={value: (value, str(label)) for value, label in Phase.choices},
                condition=helps_in_phase,
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
            Order(name="nieuw", label=_("newest first"), by=("-first_published_at", "-pk")),
            Order(name="naam", label=_("by name"), by=("title", "pk")),
            Order(name="nagekeken", label=_("last reviewed first"), by=("-last_reviewed", "-pk")),
        ),
        word_columns=("title", "summary"),
        action=page.get_url(request) or "",
    )

    def total_text(total: int) -> str:
        return ngettext("%(n)s knowledge tool", "%(n)s knowledge tools", total) % {"n": total}

    def advice() -> Advice:
        return Advice(
            _("No knowledge tool found"),
            _("Take away a filter, or use a shorter word."),
            (Link(_("Show all knowledge tools"), builder.action),),
        )

    return {"listing": builder.build(to_items=cards_of, total_text=total_text, advice=advice)}
