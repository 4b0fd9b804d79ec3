"""A topic becomes part of another."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.forums.counting import change_forum, count_again
from community.forums.models import (
    FormerTopic,
    ModerationAction,
    Post,
    PostDraft,
    Topic,
    TopicOutcome,
    TopicReading,
    TopicTag,
    Visibility,
)
from community.forums.moderating.actions.carrying import move_news
from community.forums.moderating.actions.logging import Verb, checked_reason, note, require_moderator
from community.forums.moderating.locks import hold_forums
from community.forums.writing.drafts import draft_below
from community.forums.writing.telling import FIRST
from community.members.following import kind_for
from community.members.follows.actions import move_follows
from community.members.models import User

OUT_OF_THE_WAY = 1_000_000_000  # added to numbers while others take their place
AT_ONCE = 500


@transaction.atomic
def merge_topics(topic: Topic, *, by: User, into: Topic, reason: str = "") -> Topic:
    """Put the posts of a topic among those of another, in the order in which they were written.

    Its address leads there from now on; what people read, follow, thanked for and chose as the answer comes along.
    Gives the topic that has them all, also where that happened a moment ago. Raises PermissionDenied, ValidationError.
    """
    require_moderator(by)
    reason = checked_reason(reason)
    held = held_topics(topic.pk, into.pk)
    if topic.pk not in held:
        return FormerTopic.objects.select_related("topic__forum").get(number=topic.pk).topic
    if into.pk not in held or topic.pk == into.pk:
        raise ValidationError({"into": _("Choose another topic that is there.")})
    topic, into = held[topic.pk], held[into.pk]
    if {topic.visibility, into.visibility} != {Visibility.VISIBLE}:
        raise ValidationError({"into": _("Only topics that everybody can see become one.")})
    hold_forums(topic.forum_id, into.forum_id)
    title, author_id = topic.title, topic.author_id
    change_forum(topic.forum_id, topics=-1, posts=-topic.post_count)
    places = put_in_order(topic, into)
    merge_readings(topic, into, places)
    carry_over(topic, into)
    count_again(into)
    topic.delete()
    details = {"from": title, "from_topic": places.source_pk, "to": into.title}
    note(Verb.MERGE, by=by, person_id=author_id, reason=reason, topic=into, forum_id=into.forum_id, details=details)
    return into


def held_topics(*pks: int) -> dict[int, Topic]:
    """Those of these topics that are there; nobody else posts in them, or points at them, meanwhile."""
    topics = Topic.objects.select_for_update()  # not joined, as in `lock_topic`
    return {topic.pk: topic for topic in topics.filter(pk__in=pks).order_by("pk")}


class Places:
    """Where the posts of two topics stand after they became one: the old numbers of each, with the new ones."""

    def __init__(self, source_pk: int, into_pk: int) -> None:
        """Begin without posts."""
        self.source_pk = source_pk
        self.total = 0
        self.old: dict[int, list[int]] = {source_pk: [], into_pk: []}
        self.new: dict[int, list[int]] = {source_pk: [], into_pk: []}

    def add(self, topic_pk: int, number: int) -> int:
        """Give the next place to a post; numbers of one topic come in their order."""
        self.total += 1
        self.old[topic_pk].append(number)
        self.new[topic_pk].append(self.total)
        return self.total

    def first_unread(self, topic_pk: int, read_until: int) -> int:
        """The new number of the first post of a topic after this old number; one more than all where there is none."""
        at = bisect_right(self.old[topic_pk], read_until)
        return self.new[topic_pk][at] if at < len(self.new[topic_pk]) else self.total + 1


def in_time(*topics: Topic) -> Iterator[tuple[int, int, int]]:
    """The posts of these topics as (primary key, topic, number): by time, those of one topic never out of order."""
    latest: dict[int, datetime] = {}
    rows = []
    for pk, topic_id, number, written in (
        Post.objects.filter(topic__in=topics).order_by("number").values_list("pk", "topic_id", "number", "written")
    ):
        latest[topic_id] = max(latest.get(topic_id, written), written)
        rows.append((latest[topic_id], topic_id, number, pk))
    yield from ((pk, topic_id, number) for _written, topic_id, number, pk in sorted(rows))


def put_in_order(topic: Topic, into: Topic) -> Places:
    """Move the posts and number them anew; the topic begins with the first of all."""
    places = Places(topic.pk, into.pk)
    posts = [
        Post(pk=pk, topic_id=into.pk, number=places.add(topic_pk, number))
        for pk, topic_pk, number in in_time(topic, into)
    ]
    Post.objects.filter(topic=into).update(number=F("number") + OUT_OF_THE_WAY)
    Post.objects.bulk_update(posts, ["topic", "number"], batch_size=AT_ONCE)
    first = Post.objects.get(topic=into, number=FIRST)
    into.author_id, into.begun, into.last_number = first.author_id, first.written, places.total
    if into.kind == Topic.Kind.QUESTION and into.answer_id is None:
        into.answer_id = topic.answer_id
    into.save(update_fields=["author", "begun", "last_number", "answer"])
    return places


def merge_readings(topic: Topic, into: Topic, places: Places) -> None:
    """Everybody has read as far as they read both: what is new to somebody is not passed over."""
    readings: dict[int, dict[int, TopicReading]] = {}
    for reading in TopicReading.objects.filter(topic__in=(topic, into)):
        readings.setdefault(reading.user_id, {})[reading.topic_id] = reading
    merged = []
    for user_id, by_topic in readings.items():
        unread = min(
            places.first_unread(pk, by_topic[pk].read_until if pk in by_topic else 0) for pk in (topic.pk, into.pk)
        )
        merged.append(
            TopicReading(
                user_id=user_id,
                topic=into,
                read_until=unread - 1,
                visited=max((one.visited for one in by_topic.values() if one.visited), default=None),
                has_posted=any(one.has_posted for one in by_topic.values()),
            )
        )
    TopicReading.objects.filter(topic__in=(topic, into)).delete()
    TopicReading.objects.bulk_create(merged, batch_size=AT_ONCE)


def carry_over(topic: Topic, into: Topic) -> None:
    """Everything else that points at a topic, points at the other one."""
    FormerTopic.objects.filter(topic=topic).update(topic=into)
    FormerTopic.objects.create(number=topic.pk, topic=into)
    ModerationAction.objects.filter(topic=topic).update(topic=into)
    known = TopicOutcome.objects.filter(topic=into).values("page")
    TopicOutcome.objects.filter(topic=topic).exclude(page__in=known).update(topic=into)
    TopicTag.objects.bulk_create(
        [TopicTag(topic=into, tag_id=link.tag_id) for link in topic.tag_links.all()], ignore_conflicts=True
    )
    begun = PostDraft.objects.filter(form=draft_below(into.pk)).values("user")
    PostDraft.objects.filter(form=draft_below(topic.pk)).exclude(user__in=begun).update(form=draft_below(into.pk))
    if kind_for(topic):
        move_follows([topic.pk], to=into)
    move_news(into)
