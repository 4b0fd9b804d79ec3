"""Proving what the forum counts: topics, forums, thanks and people, from the posts and thanks there are.

Read in stretches of primary keys, so that a million posts take no more memory than some thousands. What seems wrong is
looked at once more under the lock that whoever posts takes too: what somebody posts meanwhile is no drift.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Count, IntegerField, Max, Min, Model, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from community.forums.counting import lock_topic
from community.forums.models import Forum, Post, Standing, Thanks, Topic, Visibility
from community.members.models import User

TOPICS_AT_A_TIME, POSTS_AT_A_TIME, PEOPLE_AT_A_TIME = 1_000, 10_000, 1_000
CLOSE = timedelta(seconds=1)  # moments of one post that are written one after another
VISIBLE = Q(visibility=Visibility.VISIBLE)


@dataclass(frozen=True, slots=True)
class Drift:
    """Something that counts wrong: what, its primary key, and what it says and should say."""

    what: str
    pk: int
    counted: str
    actual: str

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.what} {self.pk}: {self.counted}, should be {self.actual}"


def check(*, fix: bool = False) -> Iterator[Drift]:
    """All that counts wrong, as it is found; with `fix` put right by the time it is given."""
    yield from check_topics(fix=fix)
    yield from check_thanks(fix=fix)
    yield from check_people(fix=fix)
    yield from check_forums(fix=fix)  # they count what topics count


def stretches(model: type[Model], size: int) -> Iterator[tuple[int, int]]:
    """Ranges of primary keys that hold all rows, each at most so long; both ends belong to it."""
    ends = model._default_manager.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for first in range(ends["first"], ends["last"] + 1, size):
            yield first, first + size - 1


def check_topics(*, fix: bool) -> Iterator[Drift]:
    """What topics say of their posts: how many are visible, the highest number, the last one and who wrote it."""
    for stretch in stretches(Topic, TOPICS_AT_A_TIME):
        counted = {topic.pk: topic for topic in Topic.objects.filter(pk__range=stretch)}
        actual = dict(figures_of(Q(topic__gte=stretch[0], topic__lte=stretch[1])))
        for pk, topic in counted.items():
            if says_otherwise(topic, actual.get(pk, NOTHING)):
                yield from checked_topic(pk, fix=fix)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the posts of a topic say: of the last visible one, and when the latest was written, which may be another."""

    visible: int = 0
    highest: int = 0
    last_author_id: int | None = None
    last: datetime | None = None
    latest: datetime | None = None

    def __str__(self) -> str:
        """Return it in words."""
        at = self.last.isoformat(timespec="seconds") if self.last else "-"
        return f"{self.visible} posts up to {self.highest}, last by {self.last_author_id} at {at}"


NOTHING = Figures()


def figures_of(condition: Q) -> Iterator[tuple[int, Figures]]:
    """By topic what its posts say; read row by row."""
    posts = Post.objects.filter(condition).order_by("topic_id", "number")
    rows = posts.values_list("topic_id", "number", "visibility", "author_id", "written")
    for topic_id, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        visible, highest = 0, 0
        author_id = last = latest = None
        for _topic_id, number, visibility, writer_id, written in group:
            highest = number
            if visibility == Visibility.VISIBLE:
                visible, author_id, last = visible + 1, writer_id, written
                latest = max(latest or written, written)
        yield topic_id, Figures(visible, highest, author_id, last, latest)


def says_otherwise(topic: Topic, actual: Figures) -> bool:
    """Whether a topic counts wrong. One without visible posts keeps who wrote last; numbers are given once."""
    if topic.post_count != actual.visible or topic.last_number < actual.highest:
        return True
    moments = [moment for moment in (actual.last, actual.latest) if moment is not None]
    if not moments:
        return False
    is_close = any(abs(topic.last_posted - moment) < CLOSE for moment in moments)
    return topic.last_author_id != actual.last_author_id or not is_close


@transaction.atomic
def checked_topic(pk: int, *, fix: bool) -> list[Drift]:
    """The drift of one topic, looked at under its lock."""
    topic = locked(lambda: lock_topic(pk), Topic)
    if topic is None:
        return []
    actual = dict(figures_of(Q(topic=pk))).get(pk, NOTHING)
    if not says_otherwise(topic, actual):
        return []
    said = Figures(topic.post_count, topic.last_number, topic.last_author_id, topic.last_posted)
    if fix:
        topic.post_count = actual.visible
        topic.last_number = max(topic.last_number, actual.highest)
        if actual.last is not None:
            topic.last_posted, topic.last_author_id = actual.last, actual.last_author_id
        topic.save(update_fields=["post_count", "last_number", "last_posted", "last_author"])
    return [Drift("topic", pk, str(said), str(actual))]


def locked(lock: Callable[[], Any], model: type[Model]) -> Any:
    """The locked row; None where it is gone meanwhile."""
    try:
        return lock()
    except model.DoesNotExist:  # type: ignore[attr-defined]  # every model has it
        return None


def check_thanks(*, fix: bool) -> Iterator[Drift]:
    """How many are thankful for a post."""
    for stretch in stretches(Post, POSTS_AT_A_TIME):
        given = Thanks.objects.filter(post__gte=stretch[0], post__lte=stretch[1]).order_by().values_list("post")
        actual = dict(given.annotate(number=Count("pk")))
        counted = dict(Post.objects.filter(pk__range=stretch, thanks_count__gt=0).values_list("pk", "thanks_count"))
        for pk in sorted(pk for pk in actual.keys() | counted.keys() if actual.get(pk, 0) != counted.get(pk, 0)):
            yield from checked_thanks(pk, fix=fix)


@transaction.atomic
def checked_thanks(pk: int, *, fix: bool) -> list[Drift]:
    """The drift of one post, looked at under its lock."""
    post = Post.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if post is None:
        return []
    actual = Thanks.objects.filter(post=pk).count()
    if post.thanks_count == actual:
        return []
    if fix:
        Post.objects.filter(pk=pk).update(thanks_count=actual)
    return [Drift("thanks for post", pk, str(post.thanks_count), str(actual))]


def check_people(*, fix: bool) -> Iterator[Drift]:
    """How many visible posts somebody has."""
    for stretch in stretches(User, PEOPLE_AT_A_TIME):
        written = (
            Post.objects.filter(VISIBLE, author__gte=stretch[0], author__lte=stretch[1])
            .order_by()
            .values_list("author")
        )
        actual = dict(written.annotate(number=Count("pk")))
        counted = dict(
            Standing.objects.filter(user__gte=stretch[0], user__lte=stretch[1]).values_list("user_id", "post_count")
        )
        for pk in sorted(pk for pk in actual.keys() | counted.keys() if actual.get(pk, 0) != counted.get(pk, 0)):
            yield from checked_person(pk, fix=fix)


@transaction.atomic
def checked_person(pk: int, *, fix: bool) -> list[Drift]:
    """The drift of one person, looked at under their lock."""
    if not User.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).exists():
        return []
    actual = Post.objects.filter(VISIBLE, author=pk).aggregate(number=Count("pk"), first=Min("written"))
    standing = Standing.objects.filter(user=pk).first() or Standing(user_id=pk)
    counted = standing.post_count
    if counted == actual["number"]:
        return []
    if fix:
        standing.post_count = actual["number"]
        standing.first_posted = standing.first_posted or actual["first"]
        standing.save()
    return [Drift("posts of person", pk, str(counted), str(actual["number"]))]


def check_forums(*, fix: bool) -> Iterator[Drift]:
    """How many visible topics a forum has, and posts in them."""
    for pk in Forum.objects.order_by("pk").values_list("pk", flat=True):
        yield from checked_forum(pk, fix=fix)


@transaction.atomic
def checked_forum(pk: int, *, fix: bool) -> list[Drift]:
    """The drift of one forum. Who posts meanwhile waits for its row, and adds to what is written here."""
    if fix:
        Forum.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    visible = Topic.objects.filter(VISIBLE, forum=OuterRef("pk")).order_by().values("forum")
    forum = Forum.objects.annotate(  # in one query, so that all is of the same moment
        visible_topics=Coalesce(Subquery(visible.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        visible_posts=Coalesce(
            Subquery(visible.annotate(n=Sum("post_count")).values("n"), output_field=IntegerField()), 0
        ),
    ).get(pk=pk)
    counted, actual = (forum.topic_count, forum.post_count), (forum.visible_topics, forum.visible_posts)
    if counted == actual:
        return []
    if fix:
        Forum.objects.filter(pk=pk).update(topic_count=actual[0], post_count=actual[1])
    words = "%s topics, %s posts"
    return [Drift("forum", pk, words % counted, words % actual)]
