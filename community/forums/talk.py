"""Talk of the forum as other pages show it: about a page, of a theme, and questions that wait for an answer."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.forums.models import Audience, Forum, Post, Topic
from community.forums.reading.pages import links_to
from community.forums.reading.rooms import all_rooms
from community.forums.reading.rows import theme_of
from community.forums.reading.topics import readable_topics
from community.members.queries import people_shown
from foundation.cards import Card

ABOUT_PARAMETER = "over"  # of the form for a new topic: the page that it is about


def topics_about(page: Page, *, for_user: Any) -> QuerySet[Topic]:
    """The topics about this page, in any language, that this person reads; newest first."""
    about = readable_topics(for_user).filter(about__translation_key=page.translation_key)
    return about.order_by("-last_posted", "-pk")


def open_questions(user: Any) -> QuerySet[Topic]:
    """The questions that nobody answered well yet, of the forums that this person reads; newest first."""
    waiting = readable_topics(user).filter(kind=Topic.Kind.QUESTION, answer=None, is_locked=False)
    return waiting.order_by("-last_posted", "-pk")


def cards_of(topics: Iterable[Topic]) -> tuple[Card, ...]:
    """Topics as cards, with how many answers they have; no query."""
    rooms = all_rooms()
    return tuple(card_of(topic, rooms.get(topic.forum_id)) for topic in topics)


def card_of(topic: Topic, room: Forum | None, *, by: str = "") -> Card:
    """One topic; by: who began it, where that is told."""
    theme = theme_of(topic, room)
    return Card(
        title=topic.title,
        url=topic.get_absolute_url(),
        themes=(theme,) if theme else (),
        notes=tuple(filter(None, (by, answers_counted(topic)))),
        lang="" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE,
    )


def answers_counted(topic: Topic) -> str:
    """Write "no answer yet", "3 answers" or "answered"."""
    number = max(topic.post_count - 1, 0)
    if topic.kind != Topic.Kind.QUESTION:
        return ngettext("%(n)s reaction", "%(n)s reactions", number) % {"n": number} if number else ""
    if topic.answer_id is not None:
        return _("answered")
    return ngettext("%(n)s answer", "%(n)s answers", number) % {"n": number} if number else _("no answer yet")


def cards_with_askers(topics: Sequence[Topic], *, to: Any) -> tuple[Card, ...]:
    """The same with who asks, as this person may see them, and in the name of which initiative; two queries."""
    if not topics:
        return ()
    people = people_shown((topic.author_id for topic in topics), to=to)
    first = Post.objects.filter(topic__in=topics, number=1, initiative__isnull=False)
    named = dict(first.values_list("topic_id", "initiative_id"))
    initiatives = links_to(named.values())
    rooms = all_rooms()

    def asker(topic: Topic) -> str:
        initiative = initiatives.get(named.get(topic.pk, 0))
        person = people[topic.author_id].name
        return f"{person}, {initiative.title}" if initiative else person

    return tuple(card_of(topic, rooms.get(topic.forum_id), by=asker(topic)) for topic in topics)


def address_to_ask(page: Page, theme_ids: Iterable[int]) -> str:
    """Where somebody asks about this page: in the open forum of its first theme that has one, else in the first one."""
    rooms = [room for room in all_rooms().values() if room.read_by == Audience.EVERYONE and not room.is_archived]
    if not rooms:
        return ""
    by_theme = {room.theme_id: room for room in reversed(rooms) if room.theme_id}
    room = next((by_theme[pk] for pk in theme_ids if pk in by_theme), rooms[0])
    return f"{reverse('new_topic', args=(room.slug,))}?{urlencode({ABOUT_PARAMETER: page.pk})}"
