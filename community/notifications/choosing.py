"""How somebody wants to hear of news: keeping what they chose."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.models import Follow, User
from community.notifications.kinds import news_kind, news_kinds
from community.notifications.models import (
    Bounce,
    Channel,
    FollowChoice,
    KindChoice,
    MailStop,
    Notification,
    NotificationSettings,
)
from community.notifications.times import due_at, hours_of

DIGESTS = (Channel.DAILY, Channel.WEEKLY)


@transaction.atomic
def keep_settings(
    *, by: User, kinds: Mapping[str, str], follows: Mapping[int, str | None], when: Mapping[str, Any]
) -> None:
    """Keep how somebody wants to hear of news: by kind, by follow (None: as the kind says), and when mail may come.

    `when` has the fields of NotificationSettings. Mail that waits is sent, or not, by what is chosen now. Raises
    ValidationError for what cannot be chosen.
    """
    for name, channel in kinds.items():
        choose_for_kind(by, name, channel)
    mine = set(Follow.objects.filter(user=by, pk__in=list(follows)).values_list("pk", flat=True))
    for pk in mine:
        choose_for_follow(pk, follows[pk])
    settings = NotificationSettings(user=by, **when)
    settings.clean_fields(exclude=["user"])
    if (settings.quiet_from is None) != (settings.quiet_until is None):
        raise ValidationError(_("Fill in both times, or neither."))
    NotificationSettings.objects.update_or_create(user=by, defaults=dict(when))
    put_waiting_right(by)


def choose_for_kind(user: User, name: str, channel: str) -> None:
    """Keep a choice; what is the default is kept as nothing, and follows it. Raises ValidationError."""
    kind = news_kind(name)
    if kind is None or channel not in kind.channels:
        raise ValidationError(_("Choose one of the ways in the list."))
    if channel == kind.default:
        KindChoice.objects.filter(user=user, kind=name).delete()
    else:
        KindChoice.objects.update_or_create(user=user, kind=name, defaults={"channel": channel})


def choose_for_follow(pk: int, channel: str | None) -> None:
    """Keep the choice for one followed thing, or none. Raises ValidationError."""
    if channel is None:
        FollowChoice.objects.filter(follow=pk).delete()
    elif channel not in Channel.values:
        raise ValidationError(_("Choose one of the ways in the list."))
    else:
        FollowChoice.objects.update_or_create(follow_id=pk, defaults={"channel": channel})


def put_waiting_right(user: User) -> None:
    """Let mail that waits, and that nobody is sending, go by what its recipient chose meanwhile."""
    waiting = Notification.objects.filter(recipient=user, due__isnull=False, claimed=None)
    settings = NotificationSettings.objects.filter(user=user).first()
    hours, now = hours_of(settings), timezone.now()
    of_kinds = chosen_channels(user)
    of_follows = dict(FollowChoice.objects.filter(follow__user=user).values_list("follow_id", "channel"))
    for name, follow_id in waiting.order_by().values_list("kind", "follow_id").distinct():
        channel = of_follows.get(follow_id) or of_kinds.get(name, Channel.SITE)
        due = None if settings and settings.is_paused else due_at(channel, hours, now=now)
        kept = follow_id if follow_id in of_follows else None
        waiting.filter(kind=name, follow_id=follow_id).exclude(channel=channel, due__lte=now).update(
            channel=channel, due=due, follow_id=kept
        )


def chosen_channels(user: User) -> dict[str, str]:
    """How somebody hears of each kind of news: as they chose, or its default."""
    chosen = dict(KindChoice.objects.filter(user=user).values_list("kind", "channel"))
    return {kind.name: chosen.get(kind.name, kind.default) for kind in news_kinds()}


def try_mail_again(user: User) -> None:
    """Send news by mail once more to somebody whose mailbox did not take it; what came back before counts no more."""
    MailStop.objects.filter(user=user).delete()
    Bounce.objects.filter(user=user).delete()


@transaction.atomic
def stop_mail(user: User, *, kinds: Iterable[str] = (), follows: Iterable[int] = (), digest: str = "") -> None:
    """Mail no longer of these kinds and followed things, or what comes in this digest; it stays on the site.

    Asked twice, nothing happens the second time.
    """
    of_kinds = chosen_channels(user)
    stopped = set(kinds) | {name for name, channel in of_kinds.items() if digest in DIGESTS and channel == digest}
    for name in stopped & of_kinds.keys():
        if of_kinds[name] != Channel.SILENT:
            choose_for_kind(user, name, Channel.SITE)
    choices = FollowChoice.objects.filter(follow__user=user).exclude(channel=Channel.SILENT)
    choices.filter(follow__in=list(follows)).update(channel=Channel.SITE)
    if digest in DIGESTS:
        choices.filter(channel=digest).update(channel=Channel.SITE)
    put_waiting_right(user)
