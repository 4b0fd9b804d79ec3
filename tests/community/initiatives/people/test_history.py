"""Who came and went stands in the history of the page, for editors to read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageLogEntry

from community.initiatives.models import Initiative, Membership, Role
from community.initiatives.people.history import PREFIX
from community.initiatives.people.inviting import accept
from community.initiatives.people.joining import decide
from community.initiatives.people.ownership import appoint, change_role, hand_over, leave, remove
from community.initiatives.people.refusals import Refusal
from community.members.models import User
from tests.factories import (
    InitiativeFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    OwnerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def named(name: str, **fields: Any) -> User:
    """Somebody."""
    return UserFactory(first_name=name, last_name="Bos", **fields)


@pytest.fixture
def initiative() -> Initiative:
    return InitiativeFactory(title="Soepfiets")


@pytest.fixture
def owner(initiative: Initiative) -> Membership:
    return OwnerFactory(initiative=initiative, user=named("Anna"))


@pytest.fixture
def member(initiative: Initiative) -> Membership:
    return MembershipFactory(initiative=initiative, user=named("Ben"))


def history(initiative: Initiative) -> list[tuple[str, str]]:
    """Who did it, and what, in Dutch."""
    entries = PageLogEntry.objects.filter(page=initiative.pk, action__startswith=PREFIX).order_by("pk")
    with translation.override("nl"):
        return [(entry.user.first_name, str(entry.message)) for entry in entries]


def test_changes_of_roles(initiative: Initiative, owner: Membership, member: Membership) -> None:
    change_role(member, role=Role.OWNER, by=owner.user)
    change_role(member, role=Role.OWNER, by=owner.user)  # nothing changes
    change_role(member, role=Role.MEMBER, by=owner.user)
    hand_over(initiative, to=member, by=owner.user)
    assert history(initiative) == [
        ("Anna", "Ben Bos is beheerder gemaakt"),
        ("Anna", "Ben Bos is nu lid, en geen beheerder meer"),
        ("Anna", "Overgedragen aan Ben Bos"),
    ]


def test_coming(initiative: Initiative, owner: Membership, person_with_role: Callable[[str], User]) -> None:
    decide(JoinRequestFactory(initiative=initiative, user=named("Cor")), accept=True, by=owner.user)
    decide(JoinRequestFactory(initiative=initiative, user=named("Niet")), accept=False, by=owner.user)
    guest = named("Dirk")
    accept(InvitationFactory(initiative=initiative, email=guest.email, role=Role.OWNER), by=guest)
    editor = person_with_role("editor")
    editor.first_name = "Eva"
    editor.save()
    appoint(initiative, named("Fien"), by=editor)
    assert history(initiative) == [
        ("Anna", "Cor Bos hoort er nu bij als lid"),
        ("Dirk", "Dirk Bos hoort er nu bij als beheerder"),
        ("Eva", "Fien Bos is door de redactie aangesteld als beheerder"),
    ]


def test_going(initiative: Initiative, owner: Membership, member: Membership) -> None:
    with pytest.raises(Refusal):
        leave(initiative, by=owner.user)
    assert history(initiative) == []
    other = MembershipFactory(initiative=initiative, user=named("Gea"))
    remove(other, by=owner.user)
    leave(initiative, by=owner.user, successor=member)
    assert history(initiative) == [
        ("Anna", "Gea Bos is uit de mensen gehaald"),
        ("Anna", "Overgedragen aan Ben Bos"),
        ("Anna", "Anna Bos is weggegaan"),
    ]


def test_history_has_no_name_of_who_left_the_site(
    initiative: Initiative, owner: Membership, member: Membership
) -> None:
    user = member.user
    remove(member, by=owner.user)
    user.delete()
    assert history(initiative) == [("Anna", "Iemand die de site heeft verlaten is uit de mensen gehaald")]


def test_editors_read_it_in_the_history(
    initiative: Initiative, owner: Membership, member: Membership, signed_in: Callable[[str], Client]
) -> None:
    remove(member, by=owner.user)
    page = signed_in("editor").get(reverse("wagtailadmin_pages:history", args=(initiative.pk,)))
    assert page.content.decode().count("Ben Bos is uit de mensen gehaald") == 1
