"""Lists of topics: which there are for whom, in pages that are found by their place and never by counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from community.forums.models import Topic, Visibility
from community.forums.readers import reader_of
from community.forums.reading.addresses import ListAddress, Place, Show
from community.forums.reading.rooms import rooms_for

SHEET = 20  # topics a page
NEW_FOR = timedelta(days=30)  # what began before that is new to nobody
# Of topics that come from `with_reading`.
NEVER_OPENED = Q(mine__pk=None)
HAS_UNREAD = Q(mine__read_until__lt=F("last_number"))
TOOK_PART = Q(mine__has_posted=True)
LAST_FIRST = ("-last_posted", "-pk")
PINNED_FIRST = ("-is_pinned", *LAST_FIRST)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list, and the places where the pages beside it begin; None where there is none."""

    topics: Sequence[Topic]
    newer: Place | None
    older: Place | None


def readable_topics(user: Any) -> QuerySet[Topic]:
    """The visible topics of the forums that this person reads.

    Most people read most forums, so a list is found in its own order, with a look at the forum of each topic. Without
    the sum a database may collect the topics of all forums first, and sort them.
    """
    room = ExpressionWrapper(F("forum_id") + 0, output_field=BigIntegerField())
    rooms = [room.pk for room in rooms_for(user)]
    return Topic.objects.alias(room=room).filter(visibility=Visibility.VISIBLE, room__in=rooms)


def with_reading(topics: QuerySet[Topic], user: Any) -> QuerySet[Topic]:
    """The same with `read_until` of this person, None for what they never opened; as they are for visitors."""
    user_id = reader_of(user).user_id
    if user_id is None:
        return topics
    mine = FilteredRelation("readings", condition=Q(readings__user=user_id))
    return topics.alias(mine=mine).annotate(read_until=F("mine__read_until"))


def new_since() -> datetime:
    """From when a topic is new to who never opened it."""
    return timezone.now() - NEW_FOR


def shown_topics(topics: QuerySet[Topic], show: Show, user: Any) -> QuerySet[Topic]:
    """Those of these topics that a filter leaves; they come from `with_reading`. Personal ones need an account."""
    if show == Show.NEW:
        return topics.filter(NEVER_OPENED, begun__gte=new_since(), last_posted__gte=new_since())
    if show == Show.UNREAD:
        return topics.filter(HAS_UNREAD)
    if show == Show.MINE:
        return topics.filter(TOOK_PART)
    if show == Show.UNANSWERED:
        return topics.filter(kind=Topic.Kind.QUESTION, answer=None)
    if show == Show.ANSWERED:
        return topics.filter(kind=Topic.Kind.QUESTION, answer__isnull=False)
    return topics


def sheet_of(topics: QuerySet[Topic], address: ListAddress, *, pinned_first: bool) -> Sheet | None:
    """The page that the address asks for, in one query; None where the first page holds all that is newer."""
    order = PINNED_FIRST if pinned_first else LAST_FIRST
    if address.place is None:
        found = list(topics.order_by(*order)[: SHEET + 1])
        return Sheet(found[:SHEET], newer=None, older=place_of(found[SHEET - 1]) if len(found) > SHEET else None)
    if not address.newer:
        found = list(topics.filter(after(address.place, pinned_first=pinned_first)).order_by(*order)[: SHEET + 1])
        first = place_of(found[0]) if found else address.place
        return Sheet(found[:SHEET], newer=first, older=place_of(found[SHEET - 1]) if len(found) > SHEET else None)
    backwards = [name.removeprefix("-") for name in order]
    found = list(topics.filter(before(address.place, pinned_first=pinned_first)).order_by(*backwards)[: SHEET + 1])
    if len(found) <= SHEET:
        return None
    shown = found[SHEET - 1 :: -1]
    return Sheet(shown, newer=place_of(shown[0]), older=place_of(shown[-1]))


def place_of(topic: Topic) -> Place:
    """Where this topic stands."""
    return Place(topic.is_pinned, topic.last_posted, topic.pk)


def after(place: Place, *, pinned_first: bool) -> Q:
    """What comes after a place. The bound on the moment alone is what an index can begin at."""
    older = Q(last_posted__lte=place.last_posted) & ~Q(last_posted=place.last_posted, pk__gte=place.pk)
    if not pinned_first:
        return older
    return Q(is_pinned=True) & older | Q(is_pinned=False) if place.is_pinned else Q(is_pinned=False) & older


def before(place: Place, *, pinned_first: bool) -> Q:
    """What comes before a place."""
    newer = Q(last_posted__gte=place.last_posted) & ~Q(last_posted=place.last_posted, pk__lte=place.pk)
    if not pinned_first:
        return newer
    return Q(is_pinned=True) & newer if place.is_pinned else Q(is_pinned=True) | Q(is_pinned=False) & newer


def own_hidden_topics(user: Any, **of: Any) -> QuerySet[Topic]:
    """What this person began and others do not see."""
    hidden = (Visibility.WAITING, Visibility.HIDDEN)
    return Topic.objects.filter(author=user, visibility__in=hidden, **of).order_by("-begun", "-pk")
