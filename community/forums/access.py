"""How views reach what is in the forum: only through here, so that each answers in the same way to who may not."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from community.forums.models import FormerTopic, Forum, Post, Topic
from community.forums.permissions import may_read_forum, may_read_post, may_read_topic

LARGEST_KEY = 2**63 - 1  # no database takes a larger one


class TopicMovedError(Exception):
    """The topic became part of another."""

    def __init__(self, topic: Topic) -> None:
        """Take where it went."""
        super().__init__(topic.pk)
        self.topic = topic


def forum_for(user: Any, slug: str, *, may: Callable[[Any, Forum], bool] | None = None) -> Forum:
    """The forum. Raises Http404 where this person may not know of it, PermissionDenied where they may not do this."""
    forum = Forum.objects.filter(slug=slug).select_related("theme").first() if "\x00" not in slug else None
    if forum is None or not may_read_forum(user, forum):
        raise Http404
    if may is not None and not may(user, forum):
        raise PermissionDenied
    return forum


def topic_for(user: Any, pk: int, *, may: Callable[[Any, Topic], bool] | None = None) -> Topic:
    """The topic, with its forum. Raises as `forum_for`, and TopicMovedError for one that became part of another."""
    topics = Topic.objects.select_related("forum")
    topic = topics.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if topic is None and pk <= LARGEST_KEY:
        former = FormerTopic.objects.filter(pk=pk).select_related("topic__forum").first()
        if former is not None and may_read_topic(user, former.topic):
            raise TopicMovedError(former.topic)
    if topic is None or not may_read_topic(user, topic):
        raise Http404
    if may is not None and not may(user, topic):
        raise PermissionDenied
    return topic


def post_for(user: Any, pk: int, *, may: Callable[[Any, Post], bool] | None = None) -> Post:
    """The post, with its topic and forum. Raises as `forum_for`."""
    posts = Post.objects.select_related("topic__forum")
    post = posts.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if post is None or not may_read_post(user, post):
        raise Http404
    if may is not None and not may(user, post):
        raise PermissionDenied
    return post
