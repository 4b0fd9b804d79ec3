"""Counters that drift are found and put right, and nothing else is touched."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.forums.checking import check
from community.forums.counting import count_again, lock_topic
from community.forums.models import Forum, Post, Standing, Thanks, Topic, Visibility
from tests.factories import UserFactory
from tests.factories.forum import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    """A topic with three posts, two of them visible, one of them thanked for; all of it counted."""
    topic = TopicFactory()
    PostFactory(topic=topic)
    hidden = PostFactory(topic=topic)
    hidden.visibility = Visibility.HIDDEN
    hidden.save(update_fields=["visibility"])
    count_again(lock_topic(topic.pk))
    Thanks.objects.create(post=post_of(topic, 2), user=UserFactory())
    Post.objects.filter(topic=topic, number=2).update(thanks_count=1)
    for user_id in Post.objects.filter(visibility=Visibility.VISIBLE).values_list("author_id", flat=True):
        Standing.objects.create(user_id=user_id, post_count=1)
    topic.refresh_from_db()
    return topic


def post_of(topic: Topic, number: int) -> Post:
    """The post with this number."""
    return Post.objects.get(topic=topic, number=number)


def counted() -> list[Any]:
    """All counters."""
    return [
        *Topic.objects.order_by("pk").values_list("post_count", "last_number", "last_posted", "last_author"),
        *Forum.objects.order_by("pk").values_list("topic_count", "post_count"),
        *Post.objects.order_by("pk").values_list("thanks_count"),
        *Standing.objects.order_by("user").values_list("user_id", "post_count"),
    ]


DRIFTS = {
    "post_count": (Topic, {"post_count": 7}, "topic"),
    "last_number": (Topic, {"last_number": 1}, "topic"),
    "last_author": (Topic, {"last_author": None}, "topic"),
    "topic_count": (Forum, {"topic_count": 9}, "forum"),
    "forum_posts": (Forum, {"post_count": 0}, "forum"),
    "thanks": (Post, {"thanks_count": 4}, "thanks for post"),
    "standing": (Standing, {"post_count": 4}, "posts of person"),
}


def test_what_counts_right_is_left_alone(topic: Topic) -> None:
    before = counted()
    assert list(check()) == list(check(fix=True)) == []
    assert counted() == before


@pytest.mark.parametrize("name", list(DRIFTS))
def test_drift_is_found_and_put_right(name: str, topic: Topic) -> None:
    model, values, what = DRIFTS[name]
    before = counted()
    changed = model._default_manager.order_by("pk").first()
    model._default_manager.filter(pk=changed.pk).update(**values)
    assert counted() != before
    found = list(check())
    assert what in {drift.what for drift in found}
    assert counted() != before  # finding changes nothing
    assert what in {drift.what for drift in check(fix=True)}
    assert counted() == before
    assert list(check()) == []


def test_standing_that_is_missing_is_made(topic: Topic) -> None:
    Standing.objects.all().delete()
    assert {drift.what for drift in check(fix=True)} == {"posts of person"}
    assert list(Standing.objects.values_list("post_count", flat=True)) == [1, 1]
    assert not Standing.objects.filter(first_posted=None).exists()


def test_topic_without_visible_posts_is_no_drift(topic: Topic) -> None:
    for post in Post.objects.filter(topic=topic):
        post.visibility = Visibility.HIDDEN
        post.save(update_fields=["visibility"])
    count_again(lock_topic(topic.pk))
    assert {drift.what for drift in check()} == {"posts of person"}


def test_command_tells_and_exits(topic: Topic, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_forum")
    assert capsys.readouterr().out == "The forum counts right.\n"
    Topic.objects.update(post_count=7)
    Forum.objects.update(post_count=7)
    with pytest.raises(SystemExit) as exited:
        call_command("check_forum")
    assert exited.value.code == 1
    call_command("check_forum", fix=True)
    assert capsys.readouterr().out.endswith("Put right.\n")
    call_command("check_forum")


def test_checking_takes_as_many_queries_for_one_topic_and_thirty(topic: Topic) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert [drift for drift in check() if drift.what != "posts of person"] == []
        counts.append(sum("forums_" in query["sql"] for query in captured))
        Forum.objects.exclude(pk=topic.forum_id).delete()
        for _number in range(29):
            TopicFactory(forum=topic.forum, author=topic.author, first_post__thanks_count=0)
        Standing.objects.filter(user=topic.author).update(post_count=30)
    assert counts[0] == counts[1]
