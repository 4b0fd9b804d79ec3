"""What the page of a meeting shows."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.cards import cards_of as initiative_cards
from community.initiatives.models import ContactVisibility, Initiative
from community.initiatives.queries import in_language
from community.places.queries import place_of
from events.cards import picture_of_event, themes_of
from events.models import Event
from events.periods import from_to
from events.queries import calendar_url
from foundation.gathering import sections_for
from foundation.listing import Link
from foundation.pictures import HERO_WIDTHS


def shown_time(moment: time | None) -> str:
    """A programme time as this language writes it."""
    return formats.time_format(moment, "TIME_FORMAT") if moment else ""


def parts_of(event: Event) -> list[dict[str, Any]]:
    """The programme; each part says from when to when where its items have times."""
    parts = []
    for part in event.parts.all():
        items = [item.value for item in part.items]
        times = [item["time"] for item in items if item["time"]]
        parts.append(
            {
                "title": part.title,
                "first": times[0] if times else None,
                "items": [
                    {"time": shown_time(item["time"]), "title": item["title"], "note": item["note"]} for item in items
                ],
            }
        )
    ends = [part["first"] for part in parts[1:]] + [timezone.localtime(event.end).time()]
    for part, end in zip(parts, ends, strict=False):
        part["time_text"] = (
            _("%(start)s to %(end)s") % {"start": shown_time(part["first"]), "end": shown_time(end)}
            if part["first"] and end
            else ""
        )
    return parts


def signup_hint(event: Event, host: Initiative | None) -> str:
    """How to come: by e-mail to the host, where everybody may see its address."""
    if event.is_past or event.is_cancelled:
        return ""
    if host and host.contact_email and host.contact_visibility == ContactVisibility.PUBLIC:
        return format_html(
            _('Let us know that you are coming: <a href="mailto:{email}">{email}</a>.'), email=host.contact_email
        )
    return _("You are welcome. Let the host know that you are coming.")


def event_context(event: Event, request: HttpRequest) -> dict[str, Any]:
    """Everything the template names."""
    themes = themes_of(event)
    theme = themes[0] if themes else None
    hosts = in_language(event.host_id, event.locale_id) if event.host_id else Initiative.objects.none()
    host = hosts.first()
    municipality = place_of(event.municipality_id)
    calendar = calendar_url(event.locale_id)
    return {
        "badge": theme,
        "themes": themes,
        "picture": picture_of_event(event, theme, event.photo, HERO_WIDTHS),
        "date": timezone.localtime(event.start),
        "time_text": from_to(event.start, event.end),
        "doors_text": _("doors open at %(time)s") % {"time": shown_time(event.doors)} if event.doors else "",
        "venue": ", ".join(part for part in (event.venue, event.place) if part),
        "address_line": ", ".join(part for part in (event.address, event.place) if part) if event.address else "",
        "kind": event.get_kind_display(),
        "parts": parts_of(event),
        "host": next(iter(initiative_cards(hosts)), None),
        "is_past": event.is_past,
        "is_cancelled": event.is_cancelled,
        "capacity_text": (
            ngettext("Room for %(n)s person", "Room for %(n)s people", event.capacity) % {"n": event.capacity}
            if event.capacity
            else ""
        ),
        "ics_url": f"{event.url}agenda/",
        "signup_hint": signup_hint(event, host),
        "map_image_url": (
            reverse("map_place", args=(municipality.slug, f"{event.latitude:.4f},{event.longitude:.4f}"))
            if municipality and event.latitude is not None and event.longitude is not None
            else ""
        ),
        "tags": [Link(tag.name, f"{calendar}?trefwoord={tag.slug}") for tag in event.tags.all()],
        "sections": sections_for("event", event, request=request),
    }
