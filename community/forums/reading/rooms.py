"""The forums as pages show them, remembered: which there are, and what stands in the overview of all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from community.forums.models import Forum, Topic, Visibility
from community.forums.readers import audience_condition, reader_of, reads
from foundation.generation import per_generation

LAST_TOPICS = 2  # of each forum, in the overview


@per_generation
def all_rooms() -> dict[int, Forum]:
    """All forums in their order. What they count was so when they were last changed: show nothing of it."""
    return {forum.pk: forum for forum in Forum.objects.all()}


def rooms_for(user: Any) -> list[Forum]:
    """The forums that this person reads."""
    reader = reader_of(user)
    return [room for room in all_rooms().values() if reads(reader, room)]


def room_for(user: Any, slug: str) -> Forum:
    """The forum with this name in its address. Raises Http404 for who may not know of it."""
    for room in rooms_for(user):
        if room.slug == slug:
            return room
    raise Http404


def forums_with_last_topics(user: Any) -> QuerySet[Forum]:
    """The forums that this person reads, as they are now; `last_1`, `last_2` are the keys of their latest topics."""
    # "In", since an index is searched for a value and not for what is not true.
    latest = Topic.objects.filter(forum=OuterRef("pk"), visibility=Visibility.VISIBLE, is_pinned__in=[False])
    keys = latest.order_by("-last_posted", "-pk").values("pk")
    last = {f"last_{number}": Subquery(keys[number - 1 : number]) for number in range(1, LAST_TOPICS + 1)}
    return Forum.objects.filter(audience_condition(reader_of(user))).annotate(**last).order_by("order", "pk")


def last_topic_ids(forums: Sequence[Any]) -> dict[int, list[int]]:
    """The keys of the latest topics by forum, of what `forums_with_last_topics` found."""
    numbers = range(1, LAST_TOPICS + 1)
    found = {forum.pk: [getattr(forum, f"last_{number}") for number in numbers] for forum in forums}
    return {pk: [topic_id for topic_id in ids if topic_id is not None] for pk, ids in found.items()}
