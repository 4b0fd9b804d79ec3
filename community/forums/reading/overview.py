"""What the front page of the forum shows: all forums with what was said last, what is new, what waits for an answer."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.forums.models import Forum, Topic
from community.forums.reading.addresses import SHOW_PARAMETER, Show
from community.forums.reading.moments import Moment, moment
from community.forums.reading.rooms import all_rooms, forums_with_last_topics, last_topic_ids
from community.forums.reading.rows import answers_word, first_new_address, theme_of
from community.forums.reading.topics import (
    HAS_UNREAD,
    LAST_FIRST,
    NEVER_OPENED,
    new_since,
    readable_topics,
    shown_topics,
    with_reading,
)
from community.themes.queries import ThemeBadge, badges
from foundation.cards import Card
from foundation.locales import active_locale_id

NEWEST, OPEN = 5, 4  # topics beside the forums
RECENT = 300  # topics that are looked at for something new, so that the page costs no more in a busy network


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTopic:
    """A topic that was talked in last."""

    title: str
    url: str
    last: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumRow:
    """A forum in the overview. fresh: how many topics have something new for a member, in words."""

    name: str
    url: str
    description: str
    theme: ThemeBadge | None
    counts: tuple[str, ...]
    last: tuple[LastTopic, ...]
    fresh: str
    is_archived: bool
    closed_to: str  # who reads it where that is not everybody


def overview_context(request: HttpRequest) -> dict[str, Any]:
    """All forums that this person reads, in five queries, and one more for members."""
    user = request.user
    forums = list(forums_with_last_topics(user))
    topics = with_reading(readable_topics(user), user)
    newest = topics.order_by(*LAST_FIRST)[:NEWEST]
    unanswered = shown_topics(topics, Show.UNANSWERED, user).order_by(*LAST_FIRST)[:OPEN]
    address = reverse("forum_topics")
    return {
        "title": _("Forum"),
        "forums": forum_rows(forums, topics, fresh_by_forum(topics, user)),
        "newest": [card_of(topic) for topic in newest],
        "unanswered": [card_of(topic) for topic in unanswered],
        "topics_url": address,
        "unanswered_url": f"{address}?{SHOW_PARAMETER}={Show.UNANSWERED.value}",
    }


def forum_rows(forums: list[Forum], topics: QuerySet[Topic], fresh: dict[int, int]) -> list[ForumRow]:
    """These forums as rows: one query."""
    ids = last_topic_ids(forums)
    last = topics.in_bulk([pk for found in ids.values() for pk in found])
    themes = badges(active_locale_id())
    return [
        ForumRow(
            name=forum.shown_name,
            url=forum.get_absolute_url(),
            description=forum.shown_description,
            theme=themes.get(forum.theme_id or 0),
            counts=(
                ngettext("%(n)s topic", "%(n)s topics", forum.topic_count) % {"n": forum.topic_count},
                ngettext("%(n)s post", "%(n)s posts", forum.post_count) % {"n": forum.post_count},
            ),
            last=tuple(last_topic(last[pk]) for pk in ids[forum.pk] if pk in last),
            fresh=pgettext("topic", "%(n)s new") % {"n": fresh[forum.pk]} if fresh.get(forum.pk) else "",
            is_archived=forum.is_archived,
            closed_to="" if forum.read_by == "everyone" else forum.get_read_by_display(),
        )
        for forum in forums
    ]


def last_topic(topic: Topic) -> LastTopic:
    """A topic by its title and when something was said in it."""
    return LastTopic(title=topic.title, url=first_new_address(topic), last=moment(topic.last_posted))


def fresh_by_forum(topics: QuerySet[Topic], user: Any) -> dict[int, int]:
    """How many topics of each forum have something new for a member, of those that were talked in last."""
    if not user.is_authenticated:
        return {}
    recent = readable_topics(user).filter(last_posted__gte=new_since()).order_by(*LAST_FIRST).values("pk")[:RECENT]
    new = HAS_UNREAD | NEVER_OPENED & Q(begun__gte=new_since())
    counted = topics.filter(new, pk__in=recent).order_by().values_list("forum_id").annotate(number=Count("pk"))
    return {row[0]: row[-1] for row in counted}


def card_of(topic: Topic) -> Card:
    """A topic beside the forums."""
    forum = all_rooms().get(topic.forum_id)
    theme = theme_of(topic, forum)
    answers = max(topic.post_count - 1, 0)
    return Card(
        title=topic.title,
        url=first_new_address(topic),
        themes=(theme,) if theme else (),
        kind=forum.shown_name if forum else "",
        notes=(f"{answers} {answers_word(topic)}",),
    )
