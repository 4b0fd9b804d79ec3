"""Giving everybody concerned a notification: in batches, so that who dies is followed by another who goes on there."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from community.members.models import Follow
from community.notifications.kinds import Audience, NewsKind, news_kind
from community.notifications.models import Announcement, Channel, KindChoice, Notification
from community.notifications.models.preferences import MONDAY
from community.notifications.times import Hours, due_at

logger = logging.getLogger(__name__)

A_BATCH = 1000  # rows read for one transaction; more than one person can have follows of one thing
QUICKEST_FIRST = (Channel.AT_ONCE, Channel.DAILY, Channel.WEEKLY, Channel.SITE, Channel.SILENT)


@dataclass(slots=True)
class Listener:
    """Somebody who has to hear of it, and how they want to: the choice for the kind, and for what they follow."""

    user_id: int
    kind_choice: str
    hours: Hours
    gets_no_mail: bool
    choices: list[tuple[str, int]] = field(default_factory=list)  # of a follow, with its primary key


def tell(announcement_pk: int) -> None:
    """Tell everybody who was not told yet; nothing where it is done, or somebody else is at it."""
    while tell_batch(announcement_pk):
        pass


@transaction.atomic
def tell_batch(announcement_pk: int) -> bool:
    """Tell the next people; gives whether there may be more of them."""
    waiting = Announcement.objects.select_for_update(skip_locked=True).filter(pk=announcement_pk, done=None).first()
    if waiting is None:
        return False
    kind = news_kind(waiting.kind)
    audience = kind.audience(waiting.subject_id) if kind else None
    listeners, until = next_listeners(kind, audience, waiting) if kind and audience else ([], None)
    if kind and audience and listeners:
        news = [notification(waiting, kind, listener, thread=audience.thread) for listener in listeners]
        Notification.objects.bulk_create([each for each in news if each], ignore_conflicts=True)
    if until is None:
        waiting.done = timezone.now()
    else:
        waiting.told_until = until
    waiting.save(update_fields=["done", "told_until"])
    return until is not None


def next_listeners(kind: NewsKind, audience: Audience, waiting: Announcement) -> tuple[list[Listener], int | None]:
    """The next people, one query, and the primary key after which to go on; None where these were the last."""
    rows = list(rows_of(kind, audience, waiting)[:A_BATCH])
    people = [listener_of(list(group)) for _user_id, group in groupby(rows, key=lambda row: row["listener"])]
    if len(rows) < A_BATCH:
        return people, None
    if len(people) > 1 and audience.follows is not None:
        people.pop()  # the query may have ended between two follows of theirs
    return people, people[-1].user_id


def rows_of(kind: NewsKind, audience: Audience, waiting: Announcement) -> QuerySet[Any, Any]:
    """A row for each person, or each follow of one, in the order of people."""
    found: QuerySet[Any]
    if audience.follows is None:
        found, user, follow = audience.people.filter(pk__gt=waiting.told_until), "", {}
        order = ["listener"]
    else:
        followed = Follow.objects.filter(audience.follows, user__in=audience.people)
        found, user = followed.filter(user_id__gt=waiting.told_until), "user__"
        follow, order = {"follow": F("pk"), "choice_of_follow": F("choice__channel")}, ["listener", "pk"]
    if waiting.actor_id is not None:
        found = found.exclude(**{f"{user}pk": waiting.actor_id})
    choice = KindChoice.objects.filter(user=OuterRef(f"{user}pk"), kind=kind.name).values("channel")
    settings = f"{user}notification_settings__"
    return (
        found.order_by()
        .annotate(listener=F(f"{user}pk"), kind_choice=Subquery(choice[:1]))
        .order_by(*order)
        .values(
            "listener",
            "kind_choice",
            quiet_from=F(f"{settings}quiet_from"),
            quiet_until=F(f"{settings}quiet_until"),
            weekday=F(f"{settings}weekday"),
            is_paused=F(f"{settings}is_paused"),
            stopped=F(f"{user}mail_stop__pk"),
            **follow,
        )
    )


def listener_of(rows: list[dict[str, Any]]) -> Listener:
    """One person from their rows."""
    first = rows[0]
    hours = Hours(quiet_from=first["quiet_from"], quiet_until=first["quiet_until"], weekday=first["weekday"] or MONDAY)
    return Listener(
        user_id=first["listener"],
        kind_choice=first["kind_choice"] or "",
        hours=hours,
        gets_no_mail=bool(first["is_paused"] or first["stopped"]),
        choices=[(row["choice_of_follow"] or "", row["follow"]) for row in rows if "follow" in row],
    )


def notification(waiting: Announcement, kind: NewsKind, listener: Listener, *, thread: str) -> Notification | None:
    """What this person gets; None where they want to hear nothing of it."""
    channel, follow_id = way_to(listener, kind)
    if channel == Channel.SILENT:
        return None
    now = timezone.now()
    return Notification(
        recipient_id=listener.user_id,
        kind=waiting.kind,
        subject_id=waiting.subject_id,
        thread=thread,
        actor_id=waiting.actor_id,
        made=now,
        channel=channel,
        follow_id=follow_id,
        due=None if listener.gets_no_mail else due_at(channel, listener.hours, now=now),
    )


def way_to(listener: Listener, kind: NewsKind) -> tuple[str, int | None]:
    """How somebody hears of it: the quickest way they chose, with the follow where its own choice says so."""
    of_kind = listener.kind_choice or kind.default
    ways: list[tuple[str, int | None]] = list(own_ways(listener, of_kind)) or [(of_kind, None)]
    return min(ways, key=lambda way: (QUICKEST_FIRST.index(Channel(way[0])), way[1] is not None))


def own_ways(listener: Listener, of_kind: str) -> Iterator[tuple[str, int | None]]:
    """How each of their follows lets them hear of it."""
    for choice, follow_id in listener.choices:
        yield (choice, follow_id) if choice else (of_kind, None)


def tell_waiting(*, asked_to_stop: Callable[[], bool] = lambda: False) -> int:
    """Tell what was announced and not told to everybody yet, the oldest first; gives how many announcements.

    One that fails is noted in the log, and holds up no other.
    """
    told = 0
    for pk in Announcement.objects.filter(done=None).order_by("made", "pk").values_list("pk", flat=True):
        if asked_to_stop():
            break
        try:
            tell(pk)
            told += 1
        except Exception:
            logger.exception("News %s could not be told.", pk)
    return told
