"""Forums and topics can be followed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.forums.models import Forum, Topic, Visibility
from community.forums.readers import audience_condition, reader_of
from community.members.following import followable


def visible_forums(user: Any) -> QuerySet[Forum]:
    """Those that somebody reads."""
    return Forum.objects.filter(audience_condition(reader_of(user)))


def describe_forums(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their names and addresses."""
    return {forum.pk: (forum.shown_name, forum.get_absolute_url()) for forum in Forum.objects.filter(pk__in=list(pks))}


def visible_topics(user: Any) -> QuerySet[Topic]:
    """Those that are there for readers, in forums that somebody reads, and one's own that wait."""
    reader = reader_of(user)
    there = Q(visibility=Visibility.VISIBLE)
    if reader.is_moderator:
        there = Q()
    elif reader.user_id is not None:
        there |= Q(author=reader.user_id) & ~Q(visibility=Visibility.DELETED)
    return Topic.objects.filter(there, audience_condition(reader, of="forum__"))


def describe_topics(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their titles and addresses."""
    return {topic.pk: (topic.title, topic.get_absolute_url()) for topic in Topic.objects.filter(pk__in=list(pks))}


followable(
    slug="forum",
    model=Forum,
    label=_("Forums"),
    one=_("this forum"),
    visible=visible_forums,
    describe=describe_forums,
)
followable(
    slug="onderwerp",
    model=Topic,
    label=_("Topics"),
    one=_("this topic"),
    visible=visible_topics,
    describe=describe_topics,
)
