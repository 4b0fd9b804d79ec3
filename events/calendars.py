"""Meetings for calendar programs (RFC 5545)."""

from collections.abc import Iterable

from django.utils import timezone
from icalendar import Calendar as ICalendar
from icalendar import Event as IEvent

from events.models import Event


def calendar_of(events: Iterable[Event]) -> bytes:
    """A calendar file with these meetings."""
    calendar = ICalendar()
    calendar.add("prodid", "-//Kennisnetwerk//NL")
    calendar.add("version", "2.0")
    for event in events:
        entry = IEvent()
        entry.add("uid", f"{event.translation_key}@kennisnetwerk")
        entry.add("summary", event.title)
        entry.add("dtstart", timezone.localtime(event.start))
        entry.add("dtend", timezone.localtime(event.end))
        entry.add("dtstamp", event.last_published_at or timezone.now())
        entry.add("location", ", ".join(part for part in (event.venue, event.address, event.place) if part))
        entry.add("description", event.tagline)
        entry.add("url", event.full_url or "")
        entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
