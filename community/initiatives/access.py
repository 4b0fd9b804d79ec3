"""How views reach an initiative: only through here, so that each answers in the same way to who may not."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from community.initiatives.models import Initiative
from community.initiatives.permissions import may_see, source_of

LARGEST_KEY = 2**63 - 1  # no database takes a larger one
Question = Callable[[Any, Initiative], bool]


def initiative_for(user: Any, pk: int, *, may: Question | None = None) -> Initiative:
    """The page in the source language, given its primary key in any language.

    Raises Http404 where this person may not know of it, and PermissionDenied where they may, but not do this.
    """
    found = Initiative.objects.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    initiative = source_of(found)
    if not may_see(user, initiative):
        raise Http404
    if may is not None and not may(user, initiative):
        raise PermissionDenied
    return initiative
