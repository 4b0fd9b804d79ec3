"""What can be followed.

An app registers each kind once, in a module `followables.py` that is imported when it is ready:

    followable(slug="initiatief", model=Initiative, label=_("Initiatives"), one=_("this initiative"), visible=..., ...)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete

from community.members.models import Follow


@dataclass(frozen=True, slots=True)
class Followable:
    """A kind of thing to follow.

    slug: its word in addresses. label: several of them, as people call them. one: one of them as its own page calls it,
    in small letters ("this theme"). visible: those of its things that this user may see. source: the thing that is
    followed, given a thing (a translation leads to its source). describe: title and address by primary key, in the
    language in use, for these keys; what is gone is left out.
    """

    slug: str
    model: type[Model]
    label: Any
    visible: Callable[[Any], QuerySet[Any]]
    describe: Callable[[Iterable[int]], dict[int, tuple[str, str]]]
    source: Callable[[Any], Any] = lambda thing: thing
    one: Any = ""


_kinds: dict[str, Followable] = {}


def followable(**parts: Any) -> Followable:
    """Register a kind."""
    kind = Followable(**parts)
    _kinds[kind.slug] = kind
    post_delete.connect(_forget, sender=kind.model, dispatch_uid=f"follows of {kind.slug}")
    return kind


def _forget(instance: Model, **_kwargs: Any) -> None:
    """Nobody follows what is deleted."""
    Follow.objects.filter(content_type=ContentType.objects.get_for_model(instance), object_id=instance.pk).delete()


def kinds() -> tuple[Followable, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_kinds.values())


def kind_of(slug: str) -> Followable | None:
    """The kind with this word."""
    return _kinds.get(slug)


def kind_for(thing: Any) -> Followable | None:
    """The kind that a thing is of."""
    return next((kind for kind in _kinds.values() if isinstance(thing, kind.model)), None)


def type_of(kind: Followable) -> ContentType:
    """How the database names the kind."""
    return ContentType.objects.get_for_model(kind.model)
