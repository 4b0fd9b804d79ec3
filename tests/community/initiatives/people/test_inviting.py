"""Inviting people by e-mail."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.initiatives.models import Initiative, Invitation, JoinRequest, Membership, Role
from community.initiatives.people.inviting import (
    accept,
    digest_of,
    invitation_with,
    invite,
    masked,
    send_again,
    turn_down,
    withdraw,
)
from community.initiatives.people.ownership import remove
from community.initiatives.people.refusals import Refusal
from community.members.models import User
from tests.at_once import at_once
from tests.factories import InitiativeFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, OwnerFactory
from tests.factories.community import verified_person

NOON = datetime(2027, 1, 12, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
GUEST = "gast@voorbeeld.example"
LINK = re.compile(r"http\S+/uitnodiging/([\w-]+)/")


@pytest.fixture
def initiative(db: None) -> Initiative:
    """One that is public."""
    return InitiativeFactory(title="Soepfiets")


@pytest.fixture
def owner(initiative: Initiative) -> User:
    """Who owns it."""
    return OwnerFactory(initiative=initiative, user__first_name="Anna", user__last_name="Bos").user


@pytest.fixture
def guest(db: None) -> User:
    """Whose account has the invited address."""
    return verified_person(GUEST)


def link_in(message: object) -> str:
    """The secret in the link of a mail."""
    return LINK.search(message.body)[1]


class TestInviting:
    """What owners do."""

    def test_mail_has_the_link_and_the_database_only_its_digest(
        self, initiative: Initiative, owner: User, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            invitation = invite(initiative, email=" Gast@Voorbeeld.example ", role=Role.MEMBER, by=owner)
        (message,) = mail.outbox
        assert (message.to, message.subject) == ([GUEST], "Anna Bos nodigt je uit voor Soepfiets")
        token = link_in(message)
        assert invitation_with(token) == invitation
        row = Invitation.objects.values().get()
        assert token not in str(row)
        assert row["digest"] == digest_of(token)

    def test_known_and_unknown_addresses_cost_the_same(self, initiative: Initiative, owner: User, guest: User) -> None:
        invite(initiative, email="warm@voorbeeld.example", role=Role.MEMBER, by=owner)
        unknown = queries_of(lambda: invite(initiative, email="x@voorbeeld.example", role=Role.MEMBER, by=owner))
        known = queries_of(lambda: invite(initiative, email=guest.email, role=Role.MEMBER, by=owner))
        assert known == unknown

    @pytest.mark.parametrize("who", ["member", "owner of another"])
    def test_others_may_not(self, who: str, initiative: Initiative, owner: User) -> None:
        by = MembershipFactory(initiative=initiative).user if who == "member" else OwnerFactory().user
        with pytest.raises(PermissionDenied):
            invite(initiative, email=GUEST, role=Role.MEMBER, by=by)
        assert not Invitation.objects.exists()

    def test_open_invitation_gets_no_second(self, initiative: Initiative, owner: User) -> None:
        invite(initiative, email=GUEST, role=Role.MEMBER, by=owner)
        with pytest.raises(Refusal):
            invite(initiative, email=GUEST.upper(), role=Role.OWNER, by=owner)

    def test_twenty_a_day(self, initiative: Initiative, owner: User) -> None:
        with time_machine.travel(NOON, tick=False):
            for number in range(20):
                invite(initiative, email=f"{number}@voorbeeld.example", role=Role.MEMBER, by=owner)
            with pytest.raises(Refusal, match="20"):
                invite(initiative, email=GUEST, role=Role.MEMBER, by=owner)
        with time_machine.travel(NOON + timedelta(days=1), tick=False):
            invite(initiative, email=GUEST, role=Role.MEMBER, by=owner)

    def test_sent_again_has_another_link(
        self, initiative: Initiative, owner: User, django_capture_on_commit_callbacks: object
    ) -> None:
        with time_machine.travel(NOON, tick=False), django_capture_on_commit_callbacks(execute=True):
            invitation = invite(initiative, email=GUEST, role=Role.MEMBER, by=owner)
            with pytest.raises(Refusal):
                send_again(invitation, by=owner)
        with time_machine.travel(NOON + timedelta(days=20), tick=False):
            with django_capture_on_commit_callbacks(execute=True):
                send_again(invitation, by=owner)
            first, second = (link_in(message) for message in mail.outbox)
            assert invitation_with(first) is None
            assert invitation_with(second).is_open


class TestAccepting:
    """What who is invited does."""

    def test_member_is_made_and_the_owner_hears(
        self, initiative: Initiative, owner: User, guest: User, django_capture_on_commit_callbacks: object
    ) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST, invited_by=owner)
        JoinRequestFactory(initiative=initiative, user=guest)
        with django_capture_on_commit_callbacks(execute=True):
            accept(invitation, by=guest)
        assert Membership.objects.get(user=guest).role == Role.MEMBER
        assert JoinRequest.objects.get().state == JoinRequest.State.ACCEPTED
        assert [message.to for message in mail.outbox] == [[owner.email]]

    def test_member_becomes_owner_and_never_the_other_way(self, initiative: Initiative, guest: User) -> None:
        MembershipFactory(initiative=initiative, user=guest)
        accept(InvitationFactory(initiative=initiative, email=GUEST, role=Role.OWNER), by=guest)
        assert Membership.objects.get(user=guest).role == Role.OWNER
        accept(InvitationFactory(initiative=initiative, email=GUEST, role=Role.MEMBER), by=guest)
        assert Membership.objects.get(user=guest).role == Role.OWNER

    def test_another_address_is_refused(self, initiative: Initiative) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST)
        with pytest.raises(PermissionDenied):
            accept(invitation, by=verified_person("ander@voorbeeld.example"))
        assert not Membership.objects.exists()

    def test_address_that_is_not_verified_is_refused(self, initiative: Initiative, guest: User) -> None:
        """Who signs up with somebody's address, or changes theirs to it, has not shown that they read its mail."""
        EmailAddress.objects.filter(user=guest).update(verified=False)
        with pytest.raises(PermissionDenied):
            accept(InvitationFactory(initiative=initiative, email=GUEST), by=guest)

    def test_letters_that_look_alike_are_others(self, initiative: Initiative) -> None:
        with pytest.raises(PermissionDenied):
            accept(
                InvitationFactory(initiative=initiative, email="mi@voorbeeld.example"),
                by=verified_person("m\u0131@voorbeeld.example"),
            )

    def test_used_twice(self, initiative: Initiative, guest: User) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST)
        accept(invitation, by=guest)
        with pytest.raises(Refusal, match="al gebruikt"):
            accept(invitation, by=guest)
        assert Membership.objects.filter(user=guest).count() == 1

    def test_works_for_14_days(self, initiative: Initiative, guest: User) -> None:
        with time_machine.travel(NOON, tick=False):
            invitation = InvitationFactory(initiative=initiative, email=GUEST)
        with time_machine.travel(NOON + timedelta(days=14), tick=False), pytest.raises(Refusal, match="te oud"):
            accept(invitation, by=guest)
        with time_machine.travel(NOON + timedelta(days=14, seconds=-1), tick=False):
            accept(invitation, by=guest)

    def test_taken_back(self, initiative: Initiative, owner: User, guest: User) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST)
        withdraw(invitation, by=owner)
        with pytest.raises(Refusal, match="ingetrokken"):
            accept(invitation, by=guest)

    def test_only_who_is_invited_says_no(self, initiative: Initiative, owner: User, guest: User) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST)
        with pytest.raises(PermissionDenied):
            turn_down(invitation, by=owner)
        turn_down(invitation, by=guest)
        with pytest.raises(Refusal):
            accept(invitation, by=guest)

    def test_of_an_owner_who_is_none_any_more(self, initiative: Initiative, owner: User, guest: User) -> None:
        invitation = InvitationFactory(initiative=initiative, email=GUEST, role=Role.OWNER, invited_by=owner)
        second = OwnerFactory(initiative=initiative).user
        remove(Membership.objects.get(user=owner), by=second)
        with pytest.raises(Refusal, match="ingetrokken"):
            accept(invitation, by=guest)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_membership() -> None:
    guest = verified_person(GUEST)
    invitation = InvitationFactory(email=GUEST)
    results = at_once(*[lambda: accept(invitation, by=guest)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Invitation", "Refusal", "Refusal"]
    assert Membership.objects.filter(user=guest).count() == 1


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("anna@voorbeeld.nl", "a…@v….nl"),
        ("a@b.co.uk", "a…@b….uk"),
        ("a@localhost", "a…@….localhost"),
        ("", "…@…."),
    ],
)
def test_masked_address_tells_little(email: str, shown: str) -> None:
    assert masked(email) == shown


def queries_of(work: Callable[[], Any]) -> list[str]:
    """What it asks of the database, without the values."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
