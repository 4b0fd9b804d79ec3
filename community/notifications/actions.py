"""Telling people what happened, and what they do with it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.members.models import User
from community.notifications.models import Announcement, Notification
from community.notifications.tasks import tell_everybody


def announce(kind: str, subject_id: int, *, actor: User | None) -> None:
    """Let everybody whom it concerns hear of this, once; called in the transaction in which it happens.

    Announced again (somebody else is mentioned after a change, what waited is let through), only those hear of it who
    did not before. When the queue is down, `manage.py send_notifications` tells what was left.
    """
    announced, _made = Announcement.objects.update_or_create(
        kind=kind, subject_id=subject_id, defaults={"actor": actor, "told_until": 0, "done": None}
    )
    transaction.on_commit(lambda: tell_everybody.enqueue(announced.pk), robust=True)


def mark_read(user: User, thread: str) -> None:
    """Note that somebody read all that belongs together, as "topic:12"."""
    if thread:
        Notification.objects.filter(recipient=user, thread=thread, read=None).update(read=timezone.now())


def note_read(notification: Notification) -> None:
    """Note that its recipient read it, and all that belongs to it."""
    same = Q(pk=notification.pk)
    if notification.thread:
        same |= Q(thread=notification.thread)
    Notification.objects.filter(same, recipient_id=notification.recipient_id, read=None).update(read=timezone.now())


def mark_all_read(user: User, *, until: int) -> None:
    """Note that somebody saw everything up to and including this notification (its primary key)."""
    Notification.objects.filter(recipient=user, pk__lte=until, read=None).update(read=timezone.now())


def put_away(user: User, pks: Iterable[int]) -> None:
    """Count no longer as new what somebody cannot see any more."""
    Notification.objects.filter(recipient=user, pk__in=list(pks), read=None).update(read=timezone.now())
