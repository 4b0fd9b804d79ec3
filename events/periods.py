"""Dates and times in words."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def clock(moment: datetime) -> str:
    """The local time as this language writes it: "19.30"."""
    return formats.date_format(timezone.localtime(moment), "TIME_FORMAT")


def from_to(start: datetime, end: datetime) -> str:
    """Write "19.30 tot 22.00 uur"; over several days also the last day."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    if first.date() == last.date():
        return _("%(start)s to %(end)s") % {"start": clock(start), "end": clock(end)}
    return _("%(start)s to %(day)s %(end)s") % {
        "start": clock(start),
        "day": formats.date_format(last, "j F"),
        "end": clock(end),
    }


def month_of(moment: datetime) -> str:
    """Write "januari 2027"."""
    return formats.date_format(timezone.localtime(moment), "F Y")
