"""The calendar: which filters it has and what it says."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.places.queries import all_places
from community.themes.facets import theme_facet
from community.themes.queries import tags_for_facet, with_asked_tag
from events.cards import cards_of
from events.models import Calendar, EventKind, EventTag
from events.queries import public_events
from foundation.generation import per_generation
from foundation.listing import Advice, Facet, Link, ListingBuilder, Order

PERIOD, PAST = "periode", "geweest"


@per_generation
def tag_choices(locale_id: int) -> dict[str, tuple[Any, str]]:
    """The tags of meetings."""
    return tags_for_facet(EventTag.objects.filter(content_object__live=True, content_object__locale_id=locale_id))


def calendar_context(page: Calendar, request: HttpRequest) -> dict[str, Any]:
    """What the calendar's template shows. Raises BadRequest for a damaged address."""
    locale_id = page.locale_id
    now = timezone.now()
    is_past = request.GET.get(PERIOD) == PAST
    rows = public_events(locale_id)
    soonest_first = Order(name="datum", label=_("by date"), by=("start", "pk"))
    latest_first = Order(name="datum", label=_("by date"), by=("-start", "-pk"))
    builder = ListingBuilder(
        request,
        rows=rows if is_past else rows.filter(end__gte=now),
        facets=(
            theme_facet(locale_id),
            Facet(
                name="soort",
                label=_("Kind"),
                all_label=_("All kinds"),
                column="kind",
                choices={value: (value, str(label)) for value, label in EventKind.choices},
            ),
            Facet(
                name="gemeente",
                label=_("Municipality"),
                all_label=_("All municipalities"),
                column="municipality_id",
                choices={place.slug: (place.pk, place.name) for place in all_places().values()},
            ),
            Facet(
                name="trefwoord",
                label=_("Tag"),
                all_label=_("All tags"),
                column="tagged_items__tag_id",
                choices=with_asked_tag(tag_choices(locale_id), request.GET.get("trefwoord", "")),
            ),
            Facet(
                name=PERIOD,
                label=_("When"),
                all_label=_("Upcoming"),
                column="kind",
                counted=False,
                choices={PAST: (PAST, _("Past meetings"))},
                condition=lambda _value: Q(end__lt=now),
            ),
        ),
        orders=(latest_first if is_past else soonest_first,),
        word_columns=("title", "tagline", "venue", "place"),
        action=page.get_url(request) or "",
        lasting=False,
    )

    def total_text(total: int) -> str:
        if is_past:
            return ngettext("%(n)s past meeting", "%(n)s past meetings", total) % {"n": total}
        return ngettext("%(n)s upcoming meeting", "%(n)s upcoming meetings", total) % {"n": total}

    def advice() -> Advice:
        links = [Link(_("Show all upcoming meetings"), builder.action)]
        if not is_past:
            links.append(Link(_("Look at past meetings"), builder.address(**{PERIOD: PAST})))
        return Advice(_("No meeting found"), _("Take away a filter, or look at what was learned before."), tuple(links))

    return {
        "listing": builder.build(to_items=cards_of, total_text=total_text, advice=advice),
        "is_past": is_past,
        "upcoming_url": builder.address(**{PERIOD: None}),
        "past_url": builder.address(**{PERIOD: PAST}),
    }
