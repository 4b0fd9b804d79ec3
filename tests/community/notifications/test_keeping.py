"""What is kept about people and their news, and how long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from community.forums.models import Topic
from community.members.models import Follow, User
from community.members.personal_data import kinds_of_personal_data
from community.members.retention import rules
from community.notifications.models import (
    Announcement,
    Bounce,
    FollowChoice,
    IncomingMail,
    MailStop,
    Notification,
    NotificationSettings,
)
from tests.community.notifications.conftest import TITLE, WEEKLY, follows, wants
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def apply(name: str) -> int:
    return next(rule for rule in rules() if rule.name == name).apply(dry_run=False)


@pytest.mark.parametrize(
    ("rule", "days", "make"),
    [
        ("notifications", 180, lambda user: Notification(recipient=user, kind="x", subject_id=1, channel="site")),
        ("announcements", 30, lambda user: Announcement(kind="x", subject_id=1, done=timezone.now())),
        ("bounces", 365, lambda user: Bounce(user=user, message_id="<1@x>", is_permanent=True)),
        ("incoming-mail", 30, lambda user: IncomingMail(user=user, message_id="<1@x>", outcome="posted")),
    ],
)
def test_it_is_kept_so_many_days(rule: str, days: int, make: Callable[[User], Any]) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        make(UserFactory()).save()
    with time_machine.travel(now + DAY * days, tick=False):
        assert apply(rule) == 0
    with time_machine.travel(now + DAY * days + timedelta(seconds=1), tick=False):
        assert [apply(rule), apply(rule)] == [1, 0]


def test_announcement_that_still_has_to_be_told_is_kept() -> None:
    Announcement.objects.create(kind="x", subject_id=1, made=timezone.now() - DAY * 100)
    assert apply("announcements") == 0


@pytest.fixture
def kept(topic: Topic, reader: User, answered: Callable[..., Any]) -> User:
    """Somebody of whom every kind is kept."""
    follows(reader, topic)
    wants(reader, WEEKLY)
    answered()
    NotificationSettings.objects.create(user=reader, weekday=4)
    FollowChoice.objects.create(follow=Follow.objects.get(user=reader), channel=WEEKLY)
    Bounce.objects.create(user=reader, message_id="<1@x>", is_permanent=True, status="5.1.1")
    MailStop.objects.create(user=reader, status="5.1.1")
    return reader


def test_copy_of_ones_data_has_it(kept: User) -> None:
    mine = {kind.name: kind.of(kept) for kind in kinds_of_personal_data()}
    assert [row["over"] for row in mine["notifications"]] == [TITLE]
    assert [row["keuze"] for row in mine["notification-settings"] if "keuze" in row] == [
        "per e-mail, één keer per week"
    ] * 2
    assert [row["code"] for row in mine["mailbox"]] == ["5.1.1", "5.1.1"]


def test_erasing_leaves_nothing_of_somebody(kept: User, writer: User) -> None:
    for kind in kinds_of_personal_data():
        if kind.name in ("notifications", "notification-settings", "mailbox"):
            kind.erase(kept)
            kind.erase(writer)
    assert [
        model.objects.count() for model in (Notification, NotificationSettings, FollowChoice, Bounce, MailStop)
    ] == [0] * 5
    assert list(Announcement.objects.values_list("actor", flat=True)) == [None]
