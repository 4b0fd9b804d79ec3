"""A forum with somebody who follows it, and ways to let things happen."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.forums.models import Forum, Post, Topic
from community.members.follows.actions import follow
from community.members.models import User
from community.notifications.actions import announce
from community.notifications.models import Channel, KindChoice
from tests.factories import MemberProfileFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

AT_ONCE, DAILY, WEEKLY, SITE, SILENT = Channel.AT_ONCE, Channel.DAILY, Channel.WEEKLY, Channel.SITE, Channel.SILENT
TITLE, BODY = "Wie leent ons een aanhanger?", "<p>Voor de <b>plantjesdag</b>.</p>"


@pytest.fixture
def forum(db: None) -> Forum:
    return ForumFactory(name="Groen in de buurt", slug="groen")


@pytest.fixture
def writer(db: None) -> User:
    return MemberProfileFactory(user__first_name="Peter", user__last_name="Boersma").user


@pytest.fixture
def reader(db: None) -> User:
    return MemberProfileFactory(user__first_name="Joke", user__last_name="Klaassen").user


@pytest.fixture
def topic(forum: Forum, writer: User) -> Topic:
    return TopicFactory(forum=forum, author=writer, title=TITLE, slug="aanhanger", first_post__body=BODY)


@pytest.fixture
def happens(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., None]:
    """Announce something, as its action does, and let the task that tells of it run."""

    def announced(kind: str, pk: int, *, actor: User | None = None) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            announce(kind, pk, actor=actor)

    return announced


@pytest.fixture
def answered(topic: Topic, writer: User, happens: Callable[..., None]) -> Callable[..., Post]:
    """Let the writer answer in the topic."""

    def answer(body: str = "<p>Bij de bakker.</p>", **fields: Any) -> Post:
        post = PostFactory(**{"topic": topic, "author": writer, "body": body, **fields})
        happens("forum-reply", post.pk, actor=post.author)
        return post

    return answer


def follows(user: User, *things: Any) -> None:
    for thing in things:
        follow(thing, by=user)


def wants(user: User, channel: str, kind: str = "forum-reply") -> None:
    KindChoice.objects.update_or_create(user=user, kind=kind, defaults={"channel": channel})
