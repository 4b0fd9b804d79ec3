"""Topics as rows of a list."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.forums.models import Forum, Topic, Visibility
from community.forums.reading.cards import TopicRow
from community.forums.reading.moments import moment
from community.forums.reading.progress import post_address
from community.forums.reading.rooms import all_rooms
from community.forums.reading.topics import new_since
from community.members.queries import people_shown
from community.themes.queries import ThemeBadge, badges
from foundation.locales import active_locale_id


def topic_rows(topics: Sequence[Topic], *, to: Any, with_forum: bool = False) -> list[TopicRow]:
    """These topics, which come from `topics.with_reading`, as rows; one query, however many."""
    if not topics:
        return []
    people = people_shown((topic.last_author_id for topic in topics), to=to)
    forums = all_rooms()
    return [
        TopicRow(
            title=topic.title,
            url=first_new_address(topic),
            kind=topic.get_kind_display(),
            theme=theme_of(topic, forums.get(topic.forum_id)),
            forum=name_of(forums.get(topic.forum_id)) if with_forum else "",
            answers=max(topic.post_count - 1, 0),
            answers_word=answers_word(topic),
            is_answered=topic.answer_id is not None,
            is_pinned=topic.is_pinned,
            is_locked=topic.is_locked,
            fresh=fresh_words(topic, to),
            last_said=_("last said by %(name)s") % {"name": people[topic.last_author_id].name},
            last=moment(topic.last_posted),
            state="" if topic.visibility == Visibility.VISIBLE else topic.get_visibility_display(),
        )
        for topic in topics
    ]


def theme_of(topic: Topic, forum: Forum | None) -> ThemeBadge | None:
    """The theme of a topic, else that of its forum."""
    theme_id = topic.theme_id or (forum.theme_id if forum else None)
    return badges(active_locale_id()).get(theme_id) if theme_id else None


def name_of(forum: Forum | None) -> str:
    """The forum by name."""
    return forum.shown_name if forum else ""


def answers_word(topic: Topic) -> str:
    """What stands below the number of answers, or reactions to what is no question."""
    number = max(topic.post_count - 1, 0)
    if topic.kind == Topic.Kind.QUESTION:
        return ngettext("answer", "answers", number)
    return ngettext("reaction", "reactions", number)


def unread_in(topic: Topic, to: Any) -> int:
    """How many posts of a topic are new to a member; all of them where they never opened it and it is recent."""
    if to is None or not to.is_authenticated:
        return 0
    read_until = getattr(topic, "read_until", None)
    if read_until is not None:
        return max(topic.last_number - read_until, 0)
    return topic.last_number if topic.begun >= new_since() else 0


def fresh_words(topic: Topic, to: Any) -> str:
    """What is new to a member: "New" for what they never opened, "3 new" for what they did; else ""."""
    number = unread_in(topic, to)
    if not number:
        return ""
    if getattr(topic, "read_until", None) is None:
        return pgettext("topic", "New")
    return pgettext("topic", "%(n)s new") % {"n": number}


def first_new_address(topic: Topic) -> str:
    """Where the first post stands that a member has yet to read; the beginning for who read all, or nothing."""
    read_until = getattr(topic, "read_until", None)
    if read_until and read_until < topic.last_number:
        return post_address(topic, read_until + 1)
    return topic.get_absolute_url()
