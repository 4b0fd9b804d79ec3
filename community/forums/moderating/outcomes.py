"""The conversations that knowledge tools come from, on the pages of those tools."""

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.forums.models import Post, Topic, Visibility
from community.forums.reading.rooms import all_rooms
from community.forums.reading.topics import readable_topics
from community.forums.talk import card_of
from community.forums.writing.telling import FIRST
from community.members.queries import people_shown
from foundation.cards import Section
from foundation.gathering import contributes_to

MOST_CREDITED = 6  # people


@contributes_to("tool")
def talk_behind(tool: Any, *, request: HttpRequest) -> Section | None:
    """The conversations a tool comes from, with whom it owes to: three queries, one for a tool without any."""
    topics = list(
        readable_topics(request.user)
        .filter(outcomes__page__translation_key=tool.translation_key)
        .distinct()
        .order_by("pk")
    )
    if not topics:
        return None
    telling = Q(number=FIRST) | Q(pk=F("topic__answer")) | Q(thanks_count__gt=0)
    posts = Post.objects.filter(telling, topic__in=topics, visibility=Visibility.VISIBLE, author__isnull=False)
    writers: dict[int, list[int | None]] = {}
    for topic_id, author_id in posts.order_by("topic", "number").values_list("topic_id", "author_id"):
        known = writers.setdefault(topic_id, [])
        if author_id not in known and len(known) < MOST_CREDITED:
            known.append(author_id)
    people = people_shown({pk for found in writers.values() for pk in found}, to=request.user)
    rooms = all_rooms()

    def thanks(topic: Topic) -> str:
        names = list(dict.fromkeys(people[pk].name for pk in writers.get(topic.pk, [])))
        return _("with thanks to %(names)s") % {"names": ", ".join(names)} if names else ""

    return Section(
        title=_("Comes from this conversation"),
        style="links",
        items=tuple(card_of(topic, rooms.get(topic.forum_id), by=thanks(topic)) for topic in topics),
        order=45,
    )
