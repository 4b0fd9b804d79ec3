"""Splitting and merging topics: nothing said, read, thanked for or followed gets lost."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.forums.access import TopicMovedError, topic_for
from community.forums.models import (
    FormerTopic,
    Forum,
    ModerationAction,
    Post,
    PostDraft,
    Thanks,
    Topic,
    TopicReading,
    TopicTag,
    Visibility,
)
from community.forums.moderating import actions
from community.forums.writing.actions import reply
from community.forums.writing.text import Text
from community.members.follows.actions import follow
from community.members.models import User
from community.members.queries import is_following
from community.notifications.models import Channel, Notification
from community.themes.models import Tag
from tests.at_once import at_once
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

Counts = Callable[[Any], dict[str, int]]
NOW = timezone.now()


def talk(*minutes: int, **fields: Any) -> Topic:
    """A topic with a post so many minutes after the hour, each by somebody else."""
    begun = NOW - timedelta(days=1)
    topic = TopicFactory(begun=begun + timedelta(minutes=minutes[0]), **fields)
    for minute in minutes[1:]:
        PostFactory(topic=topic, written=begun + timedelta(minutes=minute))
    topic.refresh_from_db()
    return topic


def places(topic: Topic) -> dict[int, int]:
    """The number of each post, by primary key."""
    return dict(topic.posts.values_list("pk", "number"))


def pks(topic: Topic) -> list[int]:
    """The posts in their order."""
    return list(topic.posts.order_by("number").values_list("pk", flat=True))


def read(topic: Topic, until: int, **fields: Any) -> User:
    """Somebody who read so far."""
    user = UserFactory()
    TopicReading.objects.create(user=user, topic=topic, read_until=until, visited=NOW, **fields)
    return user


def read_until(user: User, topic: Topic) -> int | None:
    """How far somebody read."""
    return TopicReading.objects.filter(user=user, topic=topic).values_list("read_until", flat=True).first()


def test_a_topic_is_split_at_a_post(network: object, moderator: User, counts: Counts) -> None:
    """What comes after it goes along; both count right and begin at one."""
    topic = talk(0, 1, 2, 3, 4)
    TopicTag.objects.create(topic=topic, tag=Tag.objects.create(name="sleutels"))
    before = pks(topic)
    made = actions.split_topic(Post.objects.get(pk=before[2]), by=moderator, title="Een ander verhaal", reason="Apart.")
    assert (pks(topic), pks(made)) == (before[:2], before[2:])
    assert list(made.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert counts(topic) == {"posts": 2, "last": 2}
    assert counts(made) == {"posts": 3, "last": 3}
    assert counts(topic.forum) == {"topics": 2, "posts": 5}
    first = Post.objects.get(pk=before[2])
    assert (made.author, made.begun, made.slug) == (first.author, first.written, "een-ander-verhaal")
    assert list(made.tag_links.values_list("tag__name", flat=True)) == ["sleutels"]
    action = ModerationAction.objects.get()
    assert (action.verb, action.person, action.details) == (
        "split",
        first.author,
        {"from": topic.title, "from_topic": topic.pk},
    )


def test_a_split_goes_to_another_forum(network: object, moderator: User, counts: Counts) -> None:
    """And is counted there."""
    topic, other = talk(0, 1, 2), ForumFactory()
    actions.split_topic(topic.posts.get(number=2), by=moderator, title="Hier hoort het", to=other)
    assert counts(topic.forum) == {"topics": 1, "posts": 1}
    assert counts(other) == {"topics": 1, "posts": 2}


def test_after_a_split_people_have_read_what_they_read(network: object, moderator: User) -> None:
    """In both topics; who wrote in the new one wrote there, and who follows, follows both."""
    topic = talk(0, 1, 2, 3)
    writer = topic.posts.get(number=3).author
    TopicReading.objects.create(user=writer, topic=topic, read_until=4, has_posted=True)
    little, much = read(topic, 1), read(topic, 3)
    follow(topic, by=little)
    made = actions.split_topic(topic.posts.get(number=3), by=moderator, title="Verder")
    assert [read_until(user, topic) for user in (writer, little, much)] == [2, 1, 2]
    assert [read_until(user, made) for user in (writer, little, much)] == [2, None, 1]
    wrote = TopicReading.objects.filter(user=writer).values_list("topic", "has_posted")
    assert dict(wrote) == {topic.pk: False, made.pk: True}
    assert is_following(little, topic)
    assert is_following(little, made)


def test_an_answer_that_is_split_off_is_an_answer_no_more(network: object, moderator: User) -> None:
    """Nor does anything answer a post of another topic; in a new question it may stay one."""
    topic = talk(0, 1, 2, 3, kind=Topic.Kind.QUESTION)
    answer = topic.posts.get(number=4)
    Post.objects.filter(pk=answer.pk).update(reply_to=topic.posts.get(number=1))
    Topic.objects.filter(pk=topic.pk).update(answer=answer)
    kind = Topic.Kind.QUESTION
    made = actions.split_topic(topic.posts.get(number=3), by=moderator, title="Een eigen vraag", kind=kind)
    topic.refresh_from_db()
    made.refresh_from_db()
    assert (topic.answer, made.answer) == (None, answer)
    assert Post.objects.get(pk=answer.pk).reply_to is None


def test_a_topic_begins_with_a_post_that_is_there(network: object, moderator: User) -> None:
    """Not with the first one, or a hidden one; pressed twice it is split once."""
    topic = talk(0, 1, 2)
    actions.hide_post(topic.posts.get(number=2), by=moderator, reason="Nee.")
    for number in (1, 2):
        with pytest.raises(ValidationError):
            actions.split_topic(topic.posts.get(number=number), by=moderator, title="Verder")
    third = topic.posts.get(number=3)
    actions.split_topic(third, by=moderator, title="Verder")
    with pytest.raises(ValidationError):
        actions.split_topic(third, by=moderator, title="Verder")
    assert Topic.objects.count() == 2


def test_two_topics_become_one_in_the_order_of_time(network: object, moderator: User, counts: Counts) -> None:
    """The address of the one leads to the other; its forum counts it no more."""
    into, topic = talk(0, 10, 20), talk(5, 15)
    one, two = pks(into), pks(topic)
    former, author = topic.pk, topic.author
    assert actions.merge_topics(topic, by=moderator, into=into, reason="Dezelfde vraag.").pk == into.pk
    assert pks(into) == [one[0], two[0], one[1], two[1], one[2]]
    assert list(places(into).values()) == [1, 2, 3, 4, 5]
    assert counts(into) == {"posts": 5, "last": 5}
    assert counts(into.forum) == {"topics": 1, "posts": 5}
    assert counts(topic.forum) == {"topics": 0, "posts": 0}
    with pytest.raises(TopicMovedError) as moved:
        topic_for(None, former)
    assert moved.value.topic == into
    action = ModerationAction.objects.get()
    assert (action.verb, action.person, action.topic) == ("merge", author, into)
    stale = Topic(pk=former, forum=topic.forum)
    assert actions.merge_topics(stale, by=moderator, into=into).pk == into.pk  # pressed twice
    assert ModerationAction.objects.count() == 1


def test_the_oldest_post_begins_what_was_merged(network: object, moderator: User) -> None:
    """Also where it comes from the topic that goes."""
    into, topic = talk(10), talk(0, 20)
    first = topic.posts.get(number=1)
    actions.merge_topics(topic, by=moderator, into=into)
    into.refresh_from_db()
    assert (into.author, into.begun) == (first.author, first.written)
    assert into.posts.get(number=1) == first


def test_merging_carries_over_what_people_did(network: object, moderator: User) -> None:
    """Thanks, the answer, follows, drafts, tags, news, and topics that were merged before."""
    into, topic, earlier = talk(0, 20), talk(10, 30), talk(5)
    actions.merge_topics(earlier, by=moderator, into=topic)
    answer = topic.posts.order_by("-number").first()
    assert answer
    Topic.objects.filter(pk=topic.pk).update(answer=answer)
    reader, typing = UserFactory(), UserFactory()
    Thanks.objects.create(post=answer, user=reader)
    follow(Topic.objects.get(pk=topic.pk), by=reader)
    TopicTag.objects.create(topic=topic, tag=Tag.objects.create(name="sleutels"))
    PostDraft.objects.create(user=reader, form=f"topic:{topic.pk}", data={"text": ["Half af"]})
    for pk in (topic.pk, into.pk):
        PostDraft.objects.create(user=typing, form=f"topic:{pk}", data={"text": [str(pk)]})
    news = Notification.objects.create(
        recipient=reader,
        kind="forum-reply",
        subject_id=answer.pk,
        thread=f"topic:{topic.pk}",
        channel=Channel.SITE,
    )
    was = topic.pk
    actions.merge_topics(topic, by=moderator, into=into)
    into.refresh_from_db()
    news.refresh_from_db()
    assert into.answer == answer
    assert list(answer.thanks.values_list("user", flat=True)) == [reader.pk]
    assert is_following(reader, into)
    assert news.thread == f"topic:{into.pk}"
    assert [link.tag.name for link in into.tag_links.all()] == ["sleutels"]
    assert PostDraft.objects.get(user=reader).form == f"topic:{into.pk}"
    assert set(PostDraft.objects.filter(user=typing).values_list("form", flat=True)) == {
        f"topic:{was}",
        f"topic:{into.pk}",
    }
    assert dict(FormerTopic.objects.values_list("number", "topic")) == {earlier.pk: into.pk, was: into.pk}


@pytest.mark.parametrize(
    ("in_into", "in_topic", "until"),
    [
        (3, 2, 5),  # everything
        (3, None, 1),  # nothing of the other: what comes after its first post is new
        (None, 2, 0),
        (1, 2, 2),
        (2, 1, 3),
    ],
)
def test_after_merging_people_have_read_no_more_than_they_did(
    network: object, moderator: User, in_into: int | None, in_topic: int | None, until: int
) -> None:
    """As far as everything before is read."""
    into, topic = talk(0, 10, 20), talk(5, 15)
    user = UserFactory()
    for part, number in ((into, in_into), (topic, in_topic)):
        if number is not None:
            TopicReading.objects.create(user=user, topic=part, read_until=number, has_posted=part == topic)
    actions.merge_topics(topic, by=moderator, into=into)
    reading = TopicReading.objects.get(user=user)
    assert (reading.topic, reading.read_until, reading.has_posted) == (into, until, in_topic is not None)


@pytest.mark.parametrize("seed", range(2))
def test_merging_never_marks_read_what_was_not(network: object, moderator: User, seed: int) -> None:
    """Whatever the order: all up to the mark was read before, and the next post was not."""
    choice = random.Random(seed)  # noqa: S311 - any order will do
    moments = choice.sample(range(1000), 12)
    into, topic = talk(*sorted(moments[:7])), talk(*sorted(moments[7:]))
    people = []
    for _n in range(6):
        user, seen = UserFactory(), set()
        for part in (into, topic):
            until = choice.randint(0, part.last_number)
            TopicReading.objects.create(user=user, topic=part, read_until=until)
            seen |= set(part.posts.filter(number__lte=until).values_list("pk", flat=True))
        people.append((user, seen))
    actions.merge_topics(topic, by=moderator, into=into)
    order = pks(into)
    for user, seen in people:
        until = read_until(user, into)
        assert until is not None
        assert set(order[:until]) <= seen
        assert until == len(order) or order[until] not in seen


def test_only_what_everybody_sees_is_merged(network: object, moderator: User) -> None:
    """Two different topics, both visible."""
    topic, hidden = talk(0), talk(1)
    actions.hide_topic(hidden, by=moderator, reason="Nee.")
    for one, into in ((topic, topic), (topic, hidden), (hidden, topic), (topic, Topic(pk=10**9, forum=topic.forum))):
        with pytest.raises(ValidationError):
            actions.merge_topics(one, by=moderator, into=into)
    assert Topic.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_posting_while_topics_become_one_loses_nothing(network: object) -> None:
    """Each post is in the one topic that is left, in a place of its own; the counters are right."""
    boss = UserFactory(is_superuser=True)
    topics = [talk(0, 1), talk(2, 3)]
    writers = [UserFactory(is_superuser=True) for _n in range(4)]

    def write(number: int) -> object:
        text = Text(html=f"<p>Bericht {number}</p>", plain=f"Bericht {number}")
        return reply(Topic.objects.get(pk=topics[number % 2].pk), by=writers[number], text=text)

    results = at_once(
        lambda: actions.merge_topics(topics[0], by=boss, into=topics[1]),
        lambda: actions.merge_topics(topics[1], by=boss, into=topics[0]),
        *(lambda number=number: write(number) for number in range(4)),
    )
    # Who asked for a topic that was gone by then found none to write in; nothing else goes wrong.
    posted = [result for result in results[2:] if isinstance(result, Post)]
    assert [result for result in results if isinstance(result, Exception)] == [
        result for result in results if isinstance(result, Topic.DoesNotExist | ValidationError)
    ]
    left = Topic.objects.get()
    numbers = list(left.posts.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 4 + len(posted) + 1))
    assert left.post_count == left.posts.filter(visibility=Visibility.VISIBLE).count() == len(numbers)
    counted = {forum.pk: (forum.topic_count, forum.post_count) for forum in Forum.objects.all()}
    assert counted.pop(left.forum_id) == (1, len(numbers))
    assert set(counted.values()) <= {(0, 0)}
