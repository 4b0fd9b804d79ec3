"""Atom feeds of what everybody may read: of a forum, of a theme and of a topic. Who asks makes no difference."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.forums.access import TopicMovedError, forum_for, topic_for
from community.forums.models import Audience, Post, Topic, Visibility
from community.forums.reading.topics import readable_topics
from community.forums.writing.text import rendered
from community.members.queries import people_shown
from community.themes.queries import badges, source_badges
from foundation.addresses import translated
from foundation.locales import active_locale_id

ENTRIES = 30
FRESH_FOR = 300  # seconds
EVERYBODY = AnonymousUser()
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML holds


class Feed(Atom1Feed):
    """An Atom feed in which addresses without a host are those of this site."""

    def root_attributes(self) -> dict[str, str]:
        """Say where relative addresses begin."""
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def latest_post_date(self) -> datetime:
        """When something in it changed last; of an empty one the same moment each time."""
        return super().latest_post_date() if self.items else LONG_AGO


@require_safe
def forum_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest topics of a forum. Raises Http404 for one that not everybody reads."""
    forum = forum_for(EVERYBODY, slug)
    topics = readable_topics(EVERYBODY).filter(forum=forum)
    return feed_of_topics(request, topics, title=forum.shown_name, page=forum.get_absolute_url())


@require_safe
def theme_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest topics of a theme. Raises Http404 for one that is not there."""
    source = next((badge for badge in source_badges() if badge.slug == slug), None)
    badge = badges(active_locale_id()).get(source.pk) if source else None
    if badge is None:
        raise Http404
    return feed_of_topics(request, readable_topics(EVERYBODY).filter(theme=badge.pk), title=badge.name, page=badge.url)


@require_safe
def topic_feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The newest posts of a topic. Raises Http404 for one that not everybody reads, or that went elsewhere."""
    try:
        topic = topic_for(EVERYBODY, pk)
    except TopicMovedError as moved:
        raise Http404 from moved
    posts = Post.objects.filter(topic=topic, visibility=Visibility.VISIBLE).order_by("-number")[:ENTRIES]
    feed = feed_at(request, title=topic.title, page=topic.get_absolute_url())
    add_entries(request, feed, [(post, topic.title) for post in posts])
    return answered(request, feed)


def feed_of_topics(request: HttpRequest, topics: Any, *, title: str, page: str) -> HttpResponseBase:
    """The newest of these topics, each with what it begins with."""
    newest = {topic.pk: topic for topic in topics.order_by("-pk")[:ENTRIES]}
    posts = Post.objects.filter(topic__in=newest, number=1, visibility=Visibility.VISIBLE).order_by("-topic")
    feed = feed_at(request, title=_("%(name)s: conversations") % {"name": title}, page=page)
    add_entries(request, feed, [(post, newest[post.topic_id].title) for post in posts])
    return answered(request, feed)


def feed_at(request: HttpRequest, *, title: str, page: str) -> Feed:
    """A feed with nothing in it yet; page: the address of what it follows."""
    own = request.build_absolute_uri(request.path)
    return Feed(
        title=writable(title),
        link=request.build_absolute_uri(page),
        description="",
        language=get_language(),
        feed_url=own,
        feed_guid=own,
    )


def add_entries(request: HttpRequest, feed: Feed, rows: Iterable[tuple[Post, str]]) -> None:
    """Add posts, each with the title of its topic, as everybody may read them."""
    rows = list(rows)
    people = people_shown((post.author_id for post, _title in rows), to=None)
    texts = rendered({post.pk: post.body for post, _title in rows}, to=None)
    for post, title in rows:
        address = request.build_absolute_uri(post.get_absolute_url())
        feed.add_item(
            title=writable(title),
            link=address,
            unique_id=address,
            description=writable(texts[post.pk]),
            author_name=writable(people[post.author_id].name),
            pubdate=post.written,
            updateddate=max(post.written, post.edited or post.written),
        )


def writable(text: str) -> str:
    """The text without what XML does not take."""
    return UNWRITABLE.sub("", text)


def answered(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    """The feed, or that it is as it was."""
    latest = int(feed.latest_post_date().timestamp())
    content = feed.writeString("utf-8").encode()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:24])
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag
    response["Last-Modified"] = http_date(latest)
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return get_conditional_response(request, etag=etag, last_modified=latest, response=response) or response


def feed_of(thing: Any) -> str:
    """The address of the feed of a forum or topic; "" for what not everybody reads."""
    forum = thing.forum if isinstance(thing, Topic) else thing
    if forum.read_by != Audience.EVERYONE:
        return ""
    return (
        reverse("topic_feed", args=(thing.pk,))
        if isinstance(thing, Topic)
        else reverse("forum_feed", args=(thing.slug,))
    )


# Below the prefix of a language.
page_patterns = [
    path("forum/<slug:slug>/atom.xml", forum_feed, name="forum_feed"),
    path(
        translated(nl="forum/thema/<slug:slug>/atom.xml", en="forum/theme/<slug:slug>/atom.xml"),
        theme_feed,
        name="theme_feed",
    ),
    path(
        translated(nl="forum/onderwerp/<int:pk>/atom.xml", en="forum/topic/<int:pk>/atom.xml"),
        topic_feed,
        name="topic_feed",
    ),
]
