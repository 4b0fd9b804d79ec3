"""Who sends which mail: nobody sends what another is sending, and nothing is lost with whoever dies over it.

A sender writes down what it takes, and only then writes the mail; once the mail server has it, it writes that down too.
One that dies in between leaves its mark, and after CLAIM_LASTS another sends the very same mail, under the same
Message-ID: should the first one have arrived after all, it is known by that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.members.models import User
from community.notifications.models import Channel, MailStop, Notification, NotificationSettings
from community.notifications.times import hours_of, quiet_end

CLAIM_LASTS = timedelta(minutes=10)
ONE_MAIL = timedelta(minutes=1)  # in which one thread gets one mail
SHORTEST = timedelta(microseconds=1)
AT_A_TIME = 500
# How long to wait after the first, second, ... try that failed; the last holds for all that follow.
BACK_OFF = (
    timedelta(minutes=2),
    timedelta(minutes=8),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """The notifications of one mail to one person, the oldest first."""

    recipient: User
    notifications: tuple[Notification, ...]

    @property
    def channel(self) -> str:
        """What kind of mail it is."""
        return self.notifications[0].channel

    @property
    def follow_id(self) -> int | None:
        """The followed thing whose own digest it is, where it is one."""
        return self.notifications[0].follow_id

    @property
    def was_tried(self) -> bool:
        """Whether a sender that died, or a mail server that fell silent, may have delivered it."""
        return self.notifications[0].claimed is not None

    @property
    def rows(self) -> QuerySet[Notification]:
        """Its notifications in the database."""
        return Notification.objects.filter(pk__in=[each.pk for each in self.notifications])


def waiting(now: datetime) -> QuerySet[Notification]:
    """What has to be mailed and is in nobody's hands, or in those of one who died."""
    return Notification.objects.filter(Q(claimed=None) | Q(claimed__lte=now - CLAIM_LASTS), due__lte=now)


def recipients_waiting(now: datetime, *, after: int) -> list[int]:
    """The next people who have mail to come, by primary key."""
    found = waiting(now).filter(recipient__gt=after).order_by("recipient_id")
    return list(found.values_list("recipient_id", flat=True).distinct()[:AT_A_TIME])


@transaction.atomic
def claim(user_id: int) -> list[Parcel]:
    """Take what has to be mailed to somebody now; nothing where another sender is at this person."""
    # PostgreSQL passes over a person who is locked; SQLite lets one transaction write at a time.
    user = User.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=user_id).first()
    if user is None:
        return []
    now = timezone.now()
    rows = list(waiting(now).filter(recipient=user).order_by("pk"))
    settings = NotificationSettings.objects.filter(user=user).first()
    if not user.is_active or (settings and settings.is_paused) or MailStop.objects.filter(user=user).exists():
        put_down(rows, due=None, claimed=None)
        return []
    quiet_until = quiet_end(now, hours_of(settings))
    if quiet_until is not None:
        put_down(rows, due=quiet_until)
        return []
    put_down([row for row in rows if row.read is not None], due=None, claimed=None)
    return take(user, [row for row in rows if row.read is None], now=now)


def take(user: User, rows: list[Notification], *, now: datetime) -> list[Parcel]:
    """Put rows together that go in one mail, and write down that they are taken."""
    busy = busy_threads(user, rows, now=now)
    mails: dict[tuple[Any, ...], list[Notification]] = {}
    for row in rows:
        mails.setdefault(mail_of(row), []).append(row)
    taken = []
    for number, parts in enumerate(mails.values()):
        if parts[0].claimed is None and parts[0].channel == Channel.AT_ONCE and parts[0].thread in busy:
            put_down(parts, due=now + ONE_MAIL)
            continue
        # Each mail by a moment of its own: who comes after us puts the same ones together.
        put_down(parts, claimed=now + SHORTEST * number)
        taken.append(Parcel(recipient=user, notifications=tuple(parts)))
    return taken


def mail_of(row: Notification) -> tuple[Any, ...]:
    """What is equal for rows that go in one mail: as it was put together before, a thread, or a digest."""
    if row.channel == Channel.AT_ONCE:
        return (row.claimed, row.channel, row.thread or row.pk)
    return (row.claimed, row.channel, row.follow_id)


def busy_threads(user: User, rows: list[Notification], *, now: datetime) -> set[str]:
    """The threads of these about which somebody got a mail just now: what is new in them can wait for a minute."""
    threads = {row.thread for row in rows if row.channel == Channel.AT_ONCE and row.thread}
    if not threads:
        return set()
    just_now = Notification.objects.filter(recipient=user, thread__in=threads, mailed__gt=now - ONE_MAIL)
    return set(just_now.values_list("thread", flat=True))


def put_down(rows: Iterable[Notification], **values: Any) -> None:
    """Write this down about these rows."""
    pks = [row.pk for row in rows]
    if pks:
        Notification.objects.filter(pk__in=pks).update(**values)


def finish(parcel: Parcel, *, mailed: bool) -> None:
    """Write down that the mail server has it; or that there was nothing to send."""
    parcel.rows.update(due=None, claimed=None, mailed=timezone.now() if mailed else None)


def put_back(parcel: Parcel) -> None:
    """Let whoever comes next send it: it was not tried now."""
    if not parcel.was_tried:
        parcel.rows.update(claimed=None)


def keep_for_later(parcel: Parcel, *, may_have_arrived: bool) -> None:
    """Try again after a while; later each time. What may have arrived is sent again only as the same mail."""
    attempts = max(row.attempts for row in parcel.notifications) + 1
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    if may_have_arrived or parcel.was_tried:
        parcel.rows.update(attempts=attempts, due=timezone.now() + max(wait, CLAIM_LASTS))
    else:
        parcel.rows.update(attempts=attempts, due=timezone.now() + wait, claimed=None)
