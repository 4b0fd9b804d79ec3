"""When mail goes out, by the clock on the wall in the Netherlands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.notifications.models import Channel, NotificationSettings
from community.notifications.models.preferences import MONDAY, MORNING

WALL = ZoneInfo("Europe/Amsterdam")
DAY, WEEK = timedelta(days=1), 7
DIGESTS = time(MORNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody wants no mail, and on which day the weekly one."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    weekday: int = MONDAY


def hours_of(settings: NotificationSettings | None) -> Hours:
    """What somebody chose; None stands for the default."""
    if settings is None:
        return Hours()
    return Hours(quiet_from=settings.quiet_from, quiet_until=settings.quiet_until, weekday=settings.weekday)


def due_at(channel: str, hours: Hours, *, now: datetime) -> datetime | None:
    """When the mail about something that happens now has to go; None where none has to."""
    if channel == Channel.AT_ONCE:
        due = now
    elif channel == Channel.DAILY:
        due = next_digest(now)
    elif channel == Channel.WEEKLY:
        due = next_digest(now, weekday=hours.weekday)
    else:
        return None
    return quiet_end(due, hours) or due


def next_digest(now: datetime, *, weekday: int | None = None) -> datetime:
    """The next morning, or that of this day of the week, later than now."""
    day = now.astimezone(WALL).date()
    if on_the_wall(day, DIGESTS) <= now:
        day += DAY
    if weekday is not None:
        day += DAY * ((weekday - day.weekday()) % WEEK)
    return on_the_wall(day, DIGESTS)


def quiet_end(moment: datetime, hours: Hours) -> datetime | None:
    """When the quiet hours that this moment lies in are over; None where it lies in none."""
    begin, end = hours.quiet_from, hours.quiet_until
    if begin is None or end is None or begin == end:
        return None
    wall = moment.astimezone(WALL)
    clock = wall.time()
    over_midnight = begin > end
    is_quiet = (clock >= begin or clock < end) if over_midnight else begin <= clock < end
    if not is_quiet:
        return None
    return on_the_wall(wall.date() + DAY if over_midnight and clock >= begin else wall.date(), end, after=moment)


def on_the_wall(day: date, clock: time, *, after: datetime | None = None) -> datetime:
    """The moment the clock shows this; when it is set back, the second time where the first is not after `after`."""
    moment = datetime.combine(day, clock, tzinfo=WALL)
    if after is not None and moment.timestamp() <= after.timestamp():
        moment = moment.replace(fold=1)
    return moment.astimezone(UTC)
