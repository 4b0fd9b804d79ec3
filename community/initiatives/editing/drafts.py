"""What somebody typed and did not save yet: kept while they type, given back when they return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from community.initiatives.models import Initiative, ProfileDraft

BUSY = timedelta(minutes=2)  # who typed this recently is taken to be at it still
MOST_PEOPLE = 10
LARGEST = 400_000  # characters of all fields together
LEFT_OUT = ("csrfmiddlewaretoken", "action", "base", "seen")  # of a form, what nobody typed


@dataclass(frozen=True, slots=True)
class Draft:
    """What was kept."""

    data: MultiValueDict[str, str]
    base: str
    updated: datetime


class TooMuchError(Exception):
    """More than anybody types."""


def keep_draft(initiative: Initiative, section: str, data: QueryDict, names: Iterable[str], *, by: Any) -> datetime:
    """Keep these fields of a form; returns when. Raises TooMuchError."""
    kept = {name: data.getlist(name) for name in data if belongs(name, names)}
    kept = {name: [value.replace("\x00", "") for value in values] for name, values in kept.items()}
    if sum(len(value) for values in kept.values() for value in values) > LARGEST:
        raise TooMuchError
    draft, _made = ProfileDraft.objects.update_or_create(
        user=by,
        initiative=initiative,
        section=section,
        defaults={"data": kept, "base": data.get("base", "")[:20]},
    )
    return draft.updated


def belongs(name: str, names: Iterable[str]) -> bool:
    """Whether this is a field of the form, or what the text editor makes of one."""
    return name not in LEFT_OUT and name.removesuffix("-html") in names


def drop_draft(initiative: Initiative, section: str, *, by: Any) -> None:
    """Forget it: it was saved, or is not wanted any more."""
    ProfileDraft.objects.filter(user=by, initiative=initiative, section=section).delete()


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody typed in a section and did not save, and the names of others who write there now."""

    draft: Draft | None
    others: list[str]


def typing_in(initiative: Initiative, section: str, *, of: Any) -> Typing:
    """What this person typed here last, and who else is at it: one query."""
    busy = Q(updated__gte=timezone.now() - BUSY) | Q(user=of)
    rows = list(
        ProfileDraft.objects.filter(busy, initiative=initiative, section=section)
        .select_related("user")
        .order_by("-updated")[:MOST_PEOPLE]
    )
    own = next((row for row in rows if row.user_id == of.pk), None)
    return Typing(
        draft=Draft(MultiValueDict(own.data), own.base, own.updated) if own else None,
        others=[name_of(row.user) for row in rows if row.user_id != of.pk],
    )


def name_of(user: Any) -> str:
    """What somebody is called by those they keep a profile with; never their address."""
    return (user.get_full_name() or _("Somebody of your initiative")) if user else _("Not known (any more)")
