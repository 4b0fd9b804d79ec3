"""What somebody follows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from community.members.following import Followable, kinds, type_of
from community.members.models import Follow, User


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that somebody follows, in the language in use."""

    kind: Followable
    pk: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FollowedGroup:
    """What somebody follows of one kind."""

    title: Any
    things: tuple[Followed, ...]


def follows_of(user: User) -> QuerySet[Follow]:
    """What this person follows and may see, by kind, the newest first."""
    still_there = Q(pk__in=[])
    order = []
    for number, kind in enumerate(kinds()):
        of_kind = Q(content_type=type_of(kind))
        still_there |= of_kind & Q(object_id__in=kind.visible(user).values("pk"))
        order.append(When(of_kind, then=Value(number)))
    place = Case(*order, default=Value(0), output_field=IntegerField())
    return Follow.objects.filter(still_there, user=user).annotate(place=place).order_by("place", "-since", "-pk")


def described(follows: list[Follow]) -> list[Followed]:
    """These follows with title and address, in their order; what its app cannot describe is left out."""
    by_type = {type_of(kind).pk: kind for kind in kinds()}
    pks: dict[int, list[int]] = defaultdict(list)
    for each in follows:
        pks[each.content_type_id].append(each.object_id)
    known = {type_id: by_type[type_id].describe(found) for type_id, found in pks.items() if type_id in by_type}
    return [
        Followed(by_type[each.content_type_id], each.object_id, *known[each.content_type_id][each.object_id])
        for each in follows
        if each.object_id in known.get(each.content_type_id, ())
    ]


def grouped(things: list[Followed]) -> list[FollowedGroup]:
    """The things by kind, in their order."""
    groups: dict[str, list[Followed]] = {}
    for thing in things:
        groups.setdefault(thing.kind.slug, []).append(thing)
    return [FollowedGroup(found[0].kind.label, tuple(found)) for found in groups.values()]
