"""Counters of topics and forums, changed in the transaction of what they count; `manage.py check_forum` proves them.

Whoever calls these holds the lock of the topic (`lock_topic`), so two posts at once get two numbers and both count.
"""

from typing import Any

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from community.forums.models import Forum, Post, Topic, Visibility

VISIBLE = Q(visibility=Visibility.VISIBLE)


def lock_topic(pk: int) -> Topic:
    """The topic with its forum; nobody else changes it until the transaction is over. Raises Topic.DoesNotExist."""
    # Not joined: PostgreSQL would find no row where somebody moved the topic while this waited for it.
    topic = Topic.objects.select_for_update(no_key=True).get(pk=pk)
    topic.forum = Forum.objects.get(pk=topic.forum_id)
    return topic


def next_number(topic: Topic) -> int:
    """The place of one more post, which is given to no other."""
    topic.last_number += 1
    Topic.objects.filter(pk=topic.pk).update(last_number=topic.last_number)
    return topic.last_number


def count_again(topic: Topic) -> None:
    """Write what the topic counts, from its posts, and what that changes in its forum."""
    before = topic.post_count  # read under the lock
    posts = Post.objects.filter(topic=topic)
    counted = posts.aggregate(visible=Count("pk", filter=VISIBLE), highest=Max("number"))
    last = posts.filter(VISIBLE).order_by("-number").first()
    topic.post_count = counted["visible"]
    topic.last_number = max(topic.last_number, counted["highest"] or 0)
    if last is not None:
        topic.last_posted, topic.last_author_id = last.written, last.author_id
    topic.save(update_fields=["post_count", "last_number", "last_posted", "last_author"])
    if counts_in_forum(topic):
        change_forum(topic.forum_id, posts=topic.post_count - before)


def note_new_post(topic: Topic, post: Post) -> None:
    """Count one more visible post."""
    topic.post_count += 1
    topic.last_posted, topic.last_author_id = max(topic.last_posted, post.written), post.author_id
    topic.save(update_fields=["post_count", "last_posted", "last_author"])
    if counts_in_forum(topic):
        change_forum(topic.forum_id, posts=1, posted=True)


def counts_in_forum(topic: Topic) -> bool:
    """Whether a forum counts this topic and its posts."""
    return topic.visibility == Visibility.VISIBLE


def change_forum(forum_id: int, *, topics: int = 0, posts: int = 0, posted: bool = False) -> None:
    """Add to what a forum counts."""
    changes: dict[str, Any] = {"topic_count": F("topic_count") + topics, "post_count": F("post_count") + posts}
    if posted:
        changes["last_posted"] = timezone.now()
    if topics or posts or posted:
        Forum.objects.filter(pk=forum_id).update(**changes)
