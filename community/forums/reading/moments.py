"""How a moment is said in the forum."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment for people and for programs."""

    words: str
    iso: str


def moment(when: datetime) -> Moment:
    """Day and time: "3 november, 10.12 uur"; with the year for other years."""
    local = timezone.localtime(when)
    is_this_year = local.year == timezone.localdate().year
    day = date_format(local, "j F" if is_this_year else "j F Y")
    return Moment(_("%(day)s, %(time)s") % {"day": day, "time": time_format(local)}, local.isoformat("T", "minutes"))
