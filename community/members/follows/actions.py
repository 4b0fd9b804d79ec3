"""Following, and no longer following. Asked twice, nothing happens the second time."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from community.members.following import Followable, kind_for, type_of
from community.members.models import Follow, User


def follow(thing: Any, *, by: User) -> None:
    """Follow it, or what it is a translation of. Raises PermissionDenied for what this person may not see."""
    kind = known_kind(thing)
    source = kind.source(thing)
    if not by.is_active or not kind.visible(by).filter(pk=source.pk).exists():
        raise PermissionDenied
    Follow.objects.get_or_create(user=by, content_type=type_of(kind), object_id=source.pk)


def follow_all(kind: Followable, pks: Iterable[int], *, by: User) -> None:
    """Follow these things, given the primary keys of sources; what this person may not see is left out."""
    visible = kind.visible(by).filter(pk__in=list(pks)).values_list("pk", flat=True)
    Follow.objects.bulk_create(
        [Follow(user=by, content_type=type_of(kind), object_id=pk) for pk in visible], ignore_conflicts=True
    )


def unfollow(kind: Followable, pk: int, *, by: User) -> None:
    """Follow it no longer, given the primary key of the source; also what is not to be seen any more."""
    Follow.objects.filter(user=by, content_type=type_of(kind), object_id=pk).delete()


@transaction.atomic
def move_follows(pks: Iterable[int], *, to: Any) -> None:
    """Let the followers of these things follow another one of the same kind."""
    kind = known_kind(to)
    moving = Follow.objects.filter(content_type=type_of(kind), object_id__in=list(pks))
    Follow.objects.bulk_create(
        [
            Follow(user_id=user_id, content_type=type_of(kind), object_id=to.pk)
            for user_id in moving.values_list("user_id", flat=True).distinct()
        ],
        ignore_conflicts=True,
    )
    moving.delete()


def known_kind(thing: Any) -> Followable:
    """The kind of a thing. Raises LookupError for what cannot be followed."""
    kind = kind_for(thing)
    if kind is None:
        raise LookupError(f"{type(thing).__name__} cannot be followed.")
    return kind
