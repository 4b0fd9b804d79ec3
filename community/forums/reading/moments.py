"""How a moment is said in the forum."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MOST_REMEMBERED = 5000  # moments: those of the posts that are read now


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment for people and for programs."""

    words: str
    iso: str


def moment(when: datetime) -> Moment:
    """Day and time: "3 november, 10.12 uur"; with the year for other years."""
    minute = timezone.localtime(when).replace(second=0, microsecond=0)
    return moment_in(minute, get_language() or "", is_this_year=minute.year == timezone.localdate().year)


@lru_cache(maxsize=MOST_REMEMBERED)
def moment_in(minute: datetime, language: str, *, is_this_year: bool) -> Moment:
    """A moment of local time in a language, which is the one in use."""
    day = date_format(minute, "j F" if is_this_year else "j F Y")
    words = _("%(day)s, %(time)s") % {"day": day, "time": time_format(minute)}
    return Moment(words, minute.isoformat("T", "minutes"))
