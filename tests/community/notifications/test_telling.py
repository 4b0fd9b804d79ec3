"""Everybody concerned gets a notification: once, in batches, and nobody is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.forums.followables import visible_topics
from community.forums.models import Audience, Forum, Topic
from community.members.following import kind_of, type_of
from community.members.models import Follow, User
from community.notifications import telling
from community.notifications.actions import announce
from community.notifications.models import Announcement, FollowChoice, Notification, NotificationSettings
from community.notifications.tasks import tell_everybody
from tests.community.notifications.conftest import AT_ONCE, DAILY, SILENT, SITE, WEEKLY, follows, wants
from tests.factories import ThemeFactory, UserFactory
from tests.factories.forum import PostFactory

pytestmark = pytest.mark.django_db


def told() -> list[tuple[int, str]]:
    return list(Notification.objects.order_by("recipient_id", "pk").values_list("recipient_id", "kind"))


def many_followers(topic: Topic, number: int) -> None:
    people = User.objects.bulk_create(User(email=f"volger{each}@voorbeeld.example") for each in range(number))
    kind = kind_of("onderwerp")
    assert kind
    Follow.objects.bulk_create(Follow(user=user, content_type=type_of(kind), object_id=topic.pk) for user in people)


class TestWhoHears:
    """Who has to hear of it, and may."""

    def test_followers_hear_of_an_answer_and_its_writer_does_not(
        self, topic: Topic, reader: User, writer: User, answered: Callable[..., Any]
    ) -> None:
        follows(reader, topic)
        follows(writer, topic)
        post = answered()
        row = Notification.objects.get()
        assert (row.recipient, row.kind, row.subject_id, row.thread, row.actor) == (
            reader,
            "forum-reply",
            post.pk,
            f"topic:{topic.pk}",
            writer,
        )

    def test_several_followings_give_one_notification(
        self, topic: Topic, forum: Forum, reader: User, writer: User, happens: Callable[..., None]
    ) -> None:
        theme = ThemeFactory()
        Topic.objects.filter(pk=topic.pk).update(theme=theme)
        follows(reader, forum, theme, writer)
        happens("forum-topic", topic.pk, actor=writer)
        assert told() == [(reader.pk, "forum-topic")]

    def test_inactive_people_and_who_lost_the_right_hear_nothing(
        self, topic: Topic, forum: Forum, reader: User, answered: Callable[..., Any]
    ) -> None:
        stakeholder, gone = UserFactory(), UserFactory()
        stakeholder.user_permissions.add(Permission.objects.get(codename="join_stakeholders"))
        follows(reader, topic)
        follows(stakeholder, topic)
        follows(gone, topic)
        User.objects.filter(pk=gone.pk).update(is_active=False)
        Forum.objects.filter(pk=forum.pk).update(read_by=Audience.STAKEHOLDERS)
        answered()
        assert told() == [(stakeholder.pk, "forum-reply")]

    def test_who_chose_silence_hears_nothing(self, topic: Topic, reader: User, answered: Callable[..., Any]) -> None:
        follows(reader, topic)
        wants(reader, SILENT)
        answered()
        assert told() == []

    def test_hidden_post_is_told_once_it_is_let_through(
        self, topic: Topic, reader: User, writer: User, happens: Callable[..., None]
    ) -> None:
        follows(reader, topic)
        post = PostFactory(topic=topic, author=writer, visibility="waiting")
        happens("forum-reply", post.pk, actor=writer)
        assert told() == []
        post.visibility = "visible"
        post.save()
        happens("forum-reply", post.pk, actor=writer)
        assert told() == [(reader.pk, "forum-reply")]


class TestHow:
    """By which way, and when."""

    @pytest.mark.parametrize(
        ("of_kind", "of_theme", "of_forum", "expected"),
        [
            (DAILY, None, None, (DAILY, None)),
            (DAILY, WEEKLY, None, (DAILY, None)),  # the forum comes daily
            (SITE, WEEKLY, SITE, (WEEKLY, "theme")),
            (SILENT, WEEKLY, None, (WEEKLY, "theme")),
            (AT_ONCE, WEEKLY, DAILY, (DAILY, "forum")),
            (DAILY, SILENT, SILENT, None),
            (DAILY, AT_ONCE, None, (AT_ONCE, "theme")),
        ],
    )
    def test_quickest_way_that_somebody_chose_holds(  # noqa: PLR0913 - a table
        self,
        topic: Topic,
        forum: Forum,
        reader: User,
        happens: Callable[..., None],
        of_kind: str,
        of_theme: str | None,
        of_forum: str | None,
        expected: tuple[str, str | None] | None,
    ) -> None:
        theme = ThemeFactory()
        Topic.objects.filter(pk=topic.pk).update(theme=theme)
        follows(reader, forum, theme)
        names = {}
        for name, thing, choice in (("theme", theme, of_theme), ("forum", forum, of_forum)):
            found = Follow.objects.get(user=reader, object_id=thing.pk, content_type__model=name)
            names[found.pk] = name
            if choice:
                FollowChoice.objects.create(follow=found, channel=choice)
        wants(reader, of_kind, "forum-topic")
        happens("forum-topic", topic.pk, actor=None)
        row = Notification.objects.first()
        assert (row and (row.channel, names.get(row.follow_id))) == expected

    @pytest.mark.parametrize(("paused", "is_due"), [(False, True), (True, False)])
    def test_nothing_is_due_in_a_pause(
        self, topic: Topic, reader: User, answered: Callable[..., Any], *, paused: bool, is_due: bool
    ) -> None:
        follows(reader, topic)
        NotificationSettings.objects.create(user=reader, is_paused=paused)
        answered()
        assert (Notification.objects.get().due is not None) == is_due


class TestInBatches:
    """What many followers cost, and who goes on where another stopped."""

    def test_500_followers_cost_at_most_one_query_per_100(self, topic: Topic, writer: User) -> None:
        post = PostFactory(topic=topic, author=writer)
        many_followers(topic, 500)
        announced = Announcement.objects.create(kind="forum-reply", subject_id=post.pk, actor=writer)
        with CaptureQueriesContext(connection) as none:
            telling.tell(Announcement.objects.create(kind="forum-reply", subject_id=topic.pk + 10**6).pk)
        with CaptureQueriesContext(connection) as queries:
            telling.tell(announced.pk)
        on_followers = [each["sql"] for each in queries if "members_follow" in each["sql"]]
        written = [each["sql"] for each in queries if each["sql"].startswith("INSERT")]
        assert (Notification.objects.count(), len(on_followers), len(written)) == (500, 1, 1)
        assert len(queries) - len(none) <= 5

    def test_batches_reach_everybody_once(self, topic: Topic, writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(telling, "A_BATCH", 7)
        many_followers(topic, 30)
        follower = UserFactory()
        follows(follower, topic, writer)
        post = PostFactory(topic=topic, author=writer)
        telling.tell(Announcement.objects.create(kind="forum-reply", subject_id=post.pk, actor=writer).pk)
        assert sorted(Notification.objects.values_list("recipient_id", flat=True)) == sorted(
            set(Follow.objects.values_list("user_id", flat=True))
        )

    @pytest.mark.parametrize("dies_at", [0, 1, 2])
    def test_another_goes_on_where_one_died(
        self, topic: Topic, writer: User, monkeypatch: pytest.MonkeyPatch, dies_at: int
    ) -> None:
        monkeypatch.setattr(telling, "A_BATCH", 4)
        many_followers(topic, 10)
        post = PostFactory(topic=topic, author=writer)
        announced = Announcement.objects.create(kind="forum-reply", subject_id=post.pk, actor=writer)
        real, written = Notification.objects.bulk_create, []

        def dying(rows: Any, **more: Any) -> Any:
            written.append(len(rows))
            if len(written) == dies_at + 1:
                raise KeyboardInterrupt
            return real(rows, **more)

        with monkeypatch.context() as patch:
            patch.setattr(Notification.objects, "bulk_create", dying)
            with pytest.raises(KeyboardInterrupt):
                telling.tell(announced.pk)
        before = Notification.objects.count()
        call_command("send_notifications", verbosity=0)
        announced.refresh_from_db()
        assert (before, Notification.objects.count(), announced.done is not None) == (
            dies_at * 3,
            10,
            True,
        )  # the last of four may have more follows

    def test_announced_again_only_others_hear(
        self, topic: Topic, reader: User, writer: User, answered: Callable[..., Any], happens: Callable[..., None]
    ) -> None:
        follows(reader, topic)
        post = answered()
        Notification.objects.update(read=timezone.now())
        late = UserFactory()
        follows(late, topic)
        happens("forum-reply", post.pk, actor=writer)
        assert told() == [(reader.pk, "forum-reply"), (late.pk, "forum-reply")]
        assert Notification.objects.filter(read=None).count() == 1

    def test_queue_that_is_down_loses_nothing(
        self,
        topic: Topic,
        reader: User,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        follows(reader, topic)
        post = PostFactory(topic=topic)

        def down(*_args: Any) -> None:
            raise ConnectionError

        with monkeypatch.context() as patch:
            patch.setattr(type(tell_everybody), "enqueue", down)
            with django_capture_on_commit_callbacks(execute=True):
                announce("forum-reply", post.pk, actor=post.author)
        assert told() == []
        call_command("send_notifications", verbosity=0)
        assert told() == [(reader.pk, "forum-reply")]

    def test_one_that_fails_holds_up_no_other(
        self, topic: Topic, reader: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        follows(reader, topic)
        bad, good = (PostFactory(topic=topic) for _each in range(2))
        for post in (bad, good):
            Announcement.objects.create(kind="forum-reply", subject_id=post.pk, actor=post.author)
        real = telling.news_kind("forum-reply").audience  # type: ignore[union-attr]

        def failing(_kind: Any, subject_id: int) -> Any:
            if subject_id == bad.pk:
                raise ValueError(subject_id)
            return real(subject_id)

        monkeypatch.setattr(type(telling.news_kind("forum-reply")), "audience", failing)
        assert telling.tell_waiting() == 1
        assert Notification.objects.get().subject_id == good.pk

    def test_kind_that_its_app_no_longer_has_is_done(self) -> None:
        announced = Announcement.objects.create(kind="gone", subject_id=1)
        telling.tell(announced.pk)
        announced.refresh_from_db()
        assert announced.done is not None


def test_topics_to_follow_are_those_one_reads(topic: Topic, forum: Forum, reader: User) -> None:
    assert list(visible_topics(reader)) == [topic]
    Forum.objects.filter(pk=forum.pk).update(read_by=Audience.STAKEHOLDERS)
    assert list(visible_topics(UserFactory())) == []
