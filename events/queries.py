"""Reading meetings."""

from django.db.models import Count, QuerySet
from django.utils import timezone
from wagtail.models import Locale

from events.models import Calendar, Event
from foundation.generation import per_generation
from foundation.visibility import open_to_all


def public_events(locale_id: int) -> QuerySet[Event]:
    """All live meetings in the tree of this language."""
    return open_to_all(Event.objects.filter(locale_id=locale_id))


def upcoming(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those that are not over, the first one first."""
    return events.filter(end__gte=timezone.now()).order_by("start", "pk")


def past(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those that are over, the last one first."""
    return events.filter(end__lt=timezone.now()).order_by("-start", "-pk")


def counts_by_theme(locale: Locale) -> dict[int, int]:
    """The number of live meetings by source theme."""
    rows = public_events(locale.pk).order_by().values_list("theme_links__theme_id").annotate(number=Count("pk"))
    return {theme_id: number for theme_id, number in rows if theme_id}


@per_generation
def calendar_url(locale_id: int) -> str:
    """Where the calendar is in this language; "" where there is none."""
    calendar = Calendar.objects.live().filter(locale_id=locale_id).first()
    return (calendar.url or "") if calendar else ""
