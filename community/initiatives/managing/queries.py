"""What owners and members see of their own initiatives."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse

from community.initiatives.completeness import Completeness, completeness_of
from community.initiatives.managing.states import PageState, states_of
from community.initiatives.models import JoinRequest, Membership, Role
from community.initiatives.people.queries import requests_to_decide
from community.initiatives.queries import address_of
from community.initiatives.wording import place_line


@dataclass(frozen=True, slots=True)
class Mine:
    """An initiative somebody belongs to. `url` leads to where they keep it or see it; requests: how many wait."""

    title: str
    url: str
    page_url: str
    place: str
    role: str
    is_owner: bool
    state: PageState
    requests: int
    people_url: str
    progress: Completeness | None


def mine_of(memberships: Sequence[Membership], *, of: Any) -> list[Mine]:
    """These memberships (with their pages) as lists show them: two queries, however many there are."""
    pages = [membership.initiative for membership in memberships]
    states = states_of(pages)
    waiting = requests_by_initiative(of) if pages else Counter()
    return [described(membership, states[membership.initiative_id], waiting) for membership in memberships]


def described(membership: Membership, state: PageState, waiting: dict[int, int]) -> Mine:
    """One of them."""
    page = membership.initiative
    is_owner = membership.role == Role.OWNER
    page_url = address_of(page)
    people_url = reverse("initiative_people", args=(page.pk,))
    return Mine(
        title=(page.draft_title if is_owner else page.title) or page.title,
        url=reverse("initiative_manage", args=(page.pk,)) if is_owner else page_url or people_url,
        page_url=page_url,
        place=place_line(page.place, page.municipality_id),
        role=membership.get_role_display(),
        is_owner=is_owner,
        state=state,
        requests=waiting.get(page.pk, 0) if is_owner else 0,
        people_url=people_url,
        progress=completeness_of(page) if is_owner else None,
    )


def requests_by_initiative(user: Any) -> Counter[int]:
    """How many wait for an answer from this owner, by initiative."""
    rows = requests_to_decide(user).order_by().values_list("initiative_id").annotate(number=Count("pk"))
    return Counter(dict(rows))


def waiting_count(initiative_pk: int) -> int:
    """How many wait for an answer."""
    return JoinRequest.objects.filter(
        initiative_id=initiative_pk, state=JoinRequest.State.WAITING, user__is_active=True
    ).count()
