"""The people of an initiative as its pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from community.initiatives.models import Initiative, Invitation, JoinRequest, Membership, Role
from community.initiatives.people.names import people_named
from community.initiatives.people.queries import shown_invitations, waiting_requests
from community.initiatives.permissions import source_pk_of
from community.members.queries import Person, people_shown
from foundation.generation import per_generation

MOST_REQUESTS = 20
MOST_INVITATIONS = 50
SHOWN_ON_PAGE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Somebody who belongs. `url` leads to what can be changed about it, "" where the reader may not."""

    person: Person
    role: str
    is_owner: bool
    since: datetime
    is_self: bool
    url: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who wants to belong."""

    person: Person
    request: JoinRequest
    url: str


def belonging(memberships: list[Membership], *, to: Any, as_owner: bool) -> list[Belonging]:
    """These people as `to` sees them: one query."""
    people = people_named([membership.user for membership in memberships], to=to, as_owner=as_owner)
    return [
        Belonging(
            person=people[membership.user_id],
            role=membership.get_role_display(),
            is_owner=membership.role == Role.OWNER,
            since=membership.since,
            is_self=membership.user_id == to.pk,
            url=(
                reverse("membership_change", args=(membership.initiative_id, membership.pk))
                if as_owner and membership.user_id != to.pk
                else ""
            ),
        )
        for membership in memberships
    ]


def asking(initiative: Initiative, *, to: Any) -> list[Asking]:
    """Who waits for an answer, with their names: two queries."""
    requests = list(waiting_requests(initiative)[:MOST_REQUESTS])
    people = people_named([request.user for request in requests], to=to, as_owner=True) if requests else {}
    return [
        Asking(people[request.user_id], request, reverse("request_decide", args=(initiative.pk, request.pk)))
        for request in requests
    ]


def invited(initiative: Initiative) -> list[Invitation]:
    """Invitations that nobody answered."""
    return list(shown_invitations(initiative)[:MOST_INVITATIONS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the public page shows of the people: owners by name, and what the reader can do; "" where they cannot."""

    owners: tuple[Person, ...]
    join_url: str
    manage_url: str
    belongs: bool


@per_generation
def owner_ids(initiative_pk: int) -> tuple[int, ...]:
    """The owners that the public page shows, the longest first; whether they can sign in is asked elsewhere."""
    rows = Membership.objects.filter(initiative_id=initiative_pk, role=Role.OWNER).order_by("since", "pk")
    return tuple(rows.values_list("user_id", flat=True)[:SHOWN_ON_PAGE])


def around(initiative: Initiative, *, to: Any) -> Around:
    """The people on the public page as `to` sees them (None for everybody).

    One query where it has owners, one more for who is signed in.
    """
    if not initiative.pk:  # the preview of a page that was never saved
        return Around(owners=(), join_url="", manage_url="", belongs=False)
    pk = source_pk_of(initiative)
    ids = owner_ids(pk)
    people = people_shown(ids, to=to) if ids else {}
    mine = Membership.objects.filter(initiative_id=pk, user_id=to.pk).first() if to is not None else None
    return Around(
        owners=tuple(people[user_id] for user_id in ids if people[user_id].initials),
        join_url="" if mine or not initiative.live else reverse("initiative_join", args=(pk,)),
        manage_url=reverse("initiative_manage", args=(pk,)) if mine and mine.role == Role.OWNER else "",
        belongs=mine is not None,
    )
