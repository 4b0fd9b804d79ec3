"""Asking to join an initiative, and deciding about it."""

from datetime import datetime, timedelta
from time import sleep
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied

from community.initiatives.models import Initiative, JoinRequest, Membership, Role
from community.initiatives.people import joining
from community.initiatives.people.joining import AlreadyDecided, ask_to_join, decide, withdraw_request
from community.initiatives.people.refusals import Refusal
from community.members.models import User
from tests.at_once import at_once, needs_postgresql
from tests.factories import InitiativeFactory, JoinRequestFactory, MembershipFactory, OwnerFactory, UserFactory

State = JoinRequest.State
NOON = datetime(2027, 1, 12, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def initiative(db: None) -> Initiative:
    """One that is public."""
    return InitiativeFactory(title="Soepfiets")


@pytest.fixture
def owner(initiative: Initiative) -> User:
    """Who owns it."""
    return OwnerFactory(initiative=initiative, user__first_name="Anna", user__last_name="Bos").user


@pytest.fixture
def neighbour(db: None) -> User:
    """Who wants to join."""
    return UserFactory(first_name="Mo", last_name="Vos")


class TestAsking:
    """What somebody who wants to join can do."""

    def test_request_waits_and_owners_get_mail(
        self, initiative: Initiative, owner: User, neighbour: User, django_capture_on_commit_callbacks: object
    ) -> None:
        second = OwnerFactory(initiative=initiative).user
        MembershipFactory(initiative=initiative)
        with django_capture_on_commit_callbacks(execute=True):
            request = ask_to_join(initiative, by=neighbour, remark=" Ik kook <graag>. ")
        assert (request.state, request.remark) == (State.WAITING, "Ik kook <graag>.")
        assert sorted(message.to[0] for message in mail.outbox) == sorted([owner.email, second.email])
        assert mail.outbox[0].subject == "Mo Vos wil meedoen met Soepfiets"
        assert "“Ik kook <graag>.”" in mail.outbox[0].body
        assert "Ik kook &lt;graag&gt;." in mail.outbox[0].alternatives[0].content
        assert neighbour.email not in mail.outbox[0].body

    def test_request_made_twice_is_one(self, initiative: Initiative, owner: User, neighbour: User) -> None:
        assert ask_to_join(initiative, by=neighbour) == ask_to_join(initiative, by=neighbour)
        assert JoinRequest.objects.count() == 1

    def test_translation_leads_to_the_source(self, initiative: Initiative, owner: User, neighbour: User) -> None:
        alias = Initiative.objects.get(alias_of=initiative)
        assert ask_to_join(alias, by=neighbour).initiative == initiative

    def test_editors_get_mail_where_nobody_owns_it(
        self,
        initiative: Initiative,
        neighbour: User,
        person_with_role: object,
        django_capture_on_commit_callbacks: object,
    ) -> None:
        editor = person_with_role("editor")
        person_with_role("moderator")
        with django_capture_on_commit_callbacks(execute=True):
            ask_to_join(initiative, by=neighbour)
        assert [message.to for message in mail.outbox] == [[editor.email]]

    def test_member_and_draft_are_refused(self, initiative: Initiative) -> None:
        with pytest.raises(PermissionDenied):
            ask_to_join(initiative, by=MembershipFactory(initiative=initiative).user)
        with pytest.raises(PermissionDenied):
            ask_to_join(InitiativeFactory(published=False), by=UserFactory())

    def test_after_no_one_asks_again_in_30_days(self, initiative: Initiative, owner: User, neighbour: User) -> None:
        with time_machine.travel(NOON, tick=False):
            decide(ask_to_join(initiative, by=neighbour), accept=False, by=owner)
        a_second_early = NOON + timedelta(days=30, seconds=-1)
        with time_machine.travel(a_second_early, tick=False), pytest.raises(Refusal, match="11 februari 2027"):
            ask_to_join(initiative, by=neighbour)
        with time_machine.travel(NOON + timedelta(days=30), tick=False):
            assert ask_to_join(initiative, by=neighbour).state == State.WAITING

    def test_nobody_asks_everybody(self, neighbour: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(joining, "MOST_WAITING", 2)
        JoinRequestFactory.create_batch(2, user=neighbour)
        with pytest.raises(Refusal):
            ask_to_join(InitiativeFactory(), by=neighbour)

    def test_request_is_taken_back_by_its_maker_alone(self, owner: User, initiative: Initiative) -> None:
        request = JoinRequestFactory(initiative=initiative)
        with pytest.raises(PermissionDenied):
            withdraw_request(request, by=owner)
        withdraw_request(request, by=request.user)
        request.refresh_from_db()
        assert request.state == State.WITHDRAWN
        assert ask_to_join(initiative, by=request.user).state == State.WAITING

    def test_decided_request_stays_decided_when_taken_back(self, owner: User, initiative: Initiative) -> None:
        request = JoinRequestFactory(initiative=initiative)
        decide(request, accept=True, by=owner)
        withdraw_request(request, by=request.user)
        request.refresh_from_db()
        assert request.state == State.ACCEPTED


class TestDeciding:
    """What owners can do."""

    def test_yes_makes_a_member_and_tells_them(
        self, initiative: Initiative, owner: User, django_capture_on_commit_callbacks: object
    ) -> None:
        request = JoinRequestFactory(initiative=initiative)
        with django_capture_on_commit_callbacks(execute=True):
            decided = decide(request, accept=True, by=owner)
        assert (decided.state, decided.decided_by) == (State.ACCEPTED, owner)
        assert Membership.objects.get(user=request.user).role == Role.MEMBER
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([request.user.email], "Welkom bij Soepfiets")
        ]

    def test_no_makes_none(
        self, initiative: Initiative, owner: User, django_capture_on_commit_callbacks: object
    ) -> None:
        request = JoinRequestFactory(initiative=initiative)
        with django_capture_on_commit_callbacks(execute=True):
            decide(request, accept=False, by=owner)
        assert not Membership.objects.filter(user=request.user).exists()
        assert owner.get_full_name() not in mail.outbox[0].body

    @pytest.mark.parametrize("who", ["member", "owner of another", "neighbour", "moderator"])
    def test_others_may_not(self, who: str, initiative: Initiative, owner: User, person_with_role: object) -> None:
        by = {
            "member": lambda: MembershipFactory(initiative=initiative).user,
            "owner of another": lambda: OwnerFactory().user,
            "neighbour": UserFactory,
            "moderator": lambda: person_with_role("moderator"),
        }[who]()
        request = JoinRequestFactory(initiative=initiative)
        with pytest.raises(PermissionDenied):
            decide(request, accept=True, by=by)
        request.refresh_from_db()
        assert request.state == State.WAITING

    def test_editor_makes_an_owner_where_there_is_none(self, initiative: Initiative, person_with_role: object) -> None:
        request = JoinRequestFactory(initiative=initiative)
        decide(request, accept=True, by=person_with_role("editor"), role=Role.OWNER)
        assert Membership.objects.get(user=request.user).role == Role.OWNER

    @pytest.mark.parametrize(
        ("accepts", "words"),
        [(True, "Anna Bos heeft deze aanvraag al goedgekeurd."), (False, "Anna Bos heeft deze aanvraag al afgewezen.")],
    )
    def test_second_owner_reads_who_was_first(
        self, accepts: bool, words: str, initiative: Initiative, owner: User
    ) -> None:
        request = JoinRequestFactory(initiative=initiative)
        decide(request, accept=accepts, by=owner)
        with pytest.raises(AlreadyDecided) as refusal:
            decide(request, accept=True, by=OwnerFactory(initiative=initiative).user)
        assert str(refusal.value) == words
        assert Membership.objects.filter(user=request.user).count() == int(accepts)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """Two owners, two clicks."""

    def test_two_owners_accept_one_membership(self) -> None:
        request = JoinRequestFactory()
        owners = [OwnerFactory(initiative=request.initiative).user for _number in range(2)]
        results = at_once(*[lambda by=by: decide(request, accept=True, by=by) for by in owners])
        assert sorted(type(result).__name__ for result in results) == ["AlreadyDecided", "JoinRequest"]
        assert Membership.objects.filter(user=request.user).count() == 1
        first = next(result for result in results if isinstance(result, JoinRequest))
        second = next(result for result in results if isinstance(result, AlreadyDecided))
        assert str(second) == f"{first.decided_by.get_full_name()} heeft deze aanvraag al goedgekeurd."

    def test_two_clicks_make_one_request(self) -> None:
        initiative, neighbour = InitiativeFactory(), UserFactory()
        OwnerFactory(initiative=initiative)
        results = at_once(*[lambda: ask_to_join(initiative, by=neighbour)] * 3)
        assert {type(result) for result in results} == {JoinRequest}
        assert JoinRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestWithoutLocks:
    """The control of the tests above."""

    pytestmark = needs_postgresql

    def test_both_would_decide(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(joining, "locked", unlocked)
        request = JoinRequestFactory()
        owners = [OwnerFactory(initiative=request.initiative).user for _number in range(2)]
        results = at_once(*[lambda by=by: decide(request, accept=by == owners[0], by=by) for by in owners])
        assert {type(result) for result in results} == {JoinRequest}


def unlocked(pk: int) -> JoinRequest:
    """Read a request as if nobody else could decide; slowly, so that both have read before one writes."""
    found = JoinRequest.objects.select_related("initiative", "user", "decided_by").get(pk=pk)
    sleep(0.3)
    return found
