"""Buddies: who may do what, when, and what happens when two do it at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.initiatives.buddies import actions
from community.initiatives.buddies.actions import (
    MOST_ASKED,
    answer,
    ask,
    finish,
    say_what_it_brought,
    withdraw,
)
from community.initiatives.models import Buddyship, Initiative
from community.initiatives.people.refusals import Refusal
from community.members.models import BlockedMember, Conversation, User
from foundation.generation import read_generation
from tests.at_once import at_once, needs_postgresql
from tests.factories import InitiativeFactory, MembershipFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db

State = Buddyship.State
Do = Callable[..., Buddyship]


@pytest.fixture
def coach() -> Initiative:
    """One that wants to be a buddy."""
    return InitiativeFactory(title="Dorpshuis", buddy_offer="Een dorpshuis runnen")


@pytest.fixture
def starter() -> Initiative:
    """One that begins."""
    return InitiativeFactory(title="Ketelhuis", phase="opstart")


@pytest.fixture
def experienced(coach: Initiative) -> User:
    """Who owns the one."""
    return OwnerFactory(initiative=coach, user__first_name="Anna").user


@pytest.fixture
def beginner(starter: Initiative) -> User:
    """Who owns the other."""
    return OwnerFactory(initiative=starter, user__first_name="Bo").user


@pytest.fixture
def asked(coach: Initiative, starter: Initiative, experienced: User, beginner: User) -> Buddyship:
    """A question that waits."""
    return ask(coach, starter=starter, question="Hoe begin je?", by=beginner)


def state_of(buddyship: Buddyship) -> str:
    """What the database has."""
    return Buddyship.objects.get(pk=buddyship.pk).state


class TestAsking:
    """The question."""

    def test_owners_of_the_other_get_mail(
        self,
        coach: Initiative,
        starter: Initiative,
        experienced: User,
        beginner: User,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        MembershipFactory(initiative=coach)
        with django_capture_on_commit_callbacks(execute=True):
            buddyship = ask(coach, starter=starter, question="Hoe begin je?", by=beginner)
        assert (buddyship.state, buddyship.asked_by, buddyship.question) == (State.ASKED, beginner, "Hoe begin je?")
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([experienced.email], "Ketelhuis vraagt jullie als maatje")
        ]
        assert "“Hoe begin je?”" in mail.outbox[0].body
        assert f"/initiatief/{coach.pk}/maatjes/{buddyship.pk}/" in mail.outbox[0].body
        assert beginner.email not in mail.outbox[0].body

    def test_asked_twice_is_once(
        self, asked: Buddyship, coach: Initiative, starter: Initiative, beginner: User
    ) -> None:
        assert ask(coach, starter=starter, question="Nog eens", by=beginner) == asked
        assert Buddyship.objects.count() == 1

    def test_no_is_a_no_for_a_while(
        self, asked: Buddyship, coach: Initiative, starter: Initiative, experienced: User, beginner: User
    ) -> None:
        answer(asked, accept=False, by=experienced)
        with pytest.raises(Refusal, match="Dorpshuis zei kort geleden nee"):
            ask(coach, starter=starter, question="Toch?", by=beginner)
        Buddyship.objects.update(answered=timezone.now() - timedelta(days=31))
        assert ask(coach, starter=starter, question="Toch?", by=beginner) != asked

    def test_only_so_many_wait(self, starter: Initiative, beginner: User) -> None:
        for _number in range(MOST_ASKED):
            ask(InitiativeFactory(buddy_offer="x"), starter=starter, question="Hoe?", by=beginner)
        with pytest.raises(Refusal, match="Wacht eerst op een antwoord"):
            ask(InitiativeFactory(buddy_offer="x"), starter=starter, question="Hoe?", by=beginner)

    def test_only_an_owner_asks_only_who_offers(self, coach: Initiative, starter: Initiative, beginner: User) -> None:
        """Not for others, not of oneself, not who is no buddy, offline or a draft."""
        own = OwnerFactory(initiative=InitiativeFactory(buddy_offer="x"), user=beginner).initiative
        offline = InitiativeFactory(buddy_offer="x")
        offline.unpublish()
        pairs: list[tuple[Initiative, Initiative, User]] = [
            (coach, starter, UserFactory()),
            (coach, starter, MembershipFactory(initiative=starter).user),
            (own, own, beginner),
            (InitiativeFactory(), starter, beginner),
            (offline, starter, beginner),
            (coach, OwnerFactory(initiative=InitiativeFactory(published=False), user=beginner).initiative, beginner),
        ]
        for one, other, by in pairs:
            with pytest.raises(PermissionDenied):
                ask(one, starter=other, question="Hoe?", by=by)
        assert Buddyship.objects.count() == 0

    def test_database_knows_no_buddy_of_oneself_and_no_second_open_one(
        self, asked: Buddyship, coach: Initiative
    ) -> None:
        for one, other in ((coach, coach), (asked.coach, asked.starter)):
            with pytest.raises(IntegrityError), transaction.atomic():
                Buddyship.objects.create(coach=one, starter=other, question="x")


class TestAnswering:
    """Yes and no."""

    def test_yes_begins_a_conversation_of_all_owners(
        self,
        asked: Buddyship,
        coach: Initiative,
        experienced: User,
        beginner: User,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        second = OwnerFactory(initiative=coach).user
        before = read_generation()
        with django_capture_on_commit_callbacks(execute=True):
            answer(asked, accept=True, words="Kom langs.", by=experienced)
        conversation = Conversation.objects.get()
        assert {each.user for each in conversation.participations.all()} == {experienced, second, beginner}
        assert conversation.subject == "Maatjes: Dorpshuis en Ketelhuis"
        assert conversation.messages.get().text == "Kom langs.\n\nJullie vroegen:\nHoe begin je?"
        assert "Dorpshuis is nu jullie maatje" in [message.subject for message in mail.outbox]
        assert read_generation() != before

    def test_no_begins_none(
        self, asked: Buddyship, experienced: User, beginner: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer(asked, accept=False, words="Nu niet.", by=experienced)
        assert (state_of(asked), Conversation.objects.count()) == (State.DECLINED, 0)
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([beginner.email], "Dorpshuis kan nu geen maatje zijn")
        ]

    def test_yes_holds_though_nobody_can_be_written_to(
        self, asked: Buddyship, experienced: User, beginner: User
    ) -> None:
        BlockedMember.objects.create(user=beginner, blocked=experienced)
        answer(asked, accept=True, by=experienced)
        assert (state_of(asked), Conversation.objects.count()) == (State.RUNNING, 0)


PERSONS = ("coach", "starter", "stranger", "member")
ACTS: dict[str, Do] = {
    "accept": lambda row, by: answer(row, accept=True, by=by),
    "decline": lambda row, by: answer(row, accept=False, by=by),
    "withdraw": lambda row, by: withdraw(row, by=by),
    "finish": lambda row, by: finish(row, by=by),
}
# By act: who may, and the states in which it can be done with what comes of it.
ALLOWED: dict[str, tuple[set[str], dict[str, str]]] = {
    "accept": ({"coach"}, {"asked": "running"}),
    "decline": ({"coach"}, {"asked": "declined"}),
    "withdraw": ({"starter"}, {"asked": "withdrawn"}),
    "finish": ({"coach", "starter"}, {"running": "finished"}),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State.values)
def test_every_act_in_every_state_by_everybody(
    asked: Buddyship, experienced: User, beginner: User, act: str, state: str
) -> None:
    """Refused to who may not, answered with a sentence where it is too late, and done where it can be done."""
    people = {
        "coach": experienced,
        "starter": beginner,
        "stranger": OwnerFactory().user,
        "member": MembershipFactory(initiative=asked.coach).user,
    }
    may, outcome = ALLOWED[act]
    for who in PERSONS:
        Buddyship.objects.update(state=state)
        if who not in may:
            with pytest.raises(PermissionDenied):
                ACTS[act](asked, people[who])
            assert state_of(asked) == state
        elif state not in outcome:
            with pytest.raises(Refusal):
                ACTS[act](asked, people[who])
            assert state_of(asked) == state
        else:
            ACTS[act](asked, people[who])
            assert state_of(asked) == outcome[state]


def test_both_say_what_it_brought_each_in_their_own_words(
    asked: Buddyship, coach: Initiative, starter: Initiative, experienced: User, beginner: User
) -> None:
    answer(asked, accept=True, by=experienced)
    say_what_it_brought(asked, side=starter, words="Moed", may_be_shared=True, by=beginner)
    finish(asked, by=beginner)
    say_what_it_brought(asked, side=coach, words="Vragen", may_be_shared=False, by=experienced)
    row = Buddyship.objects.get()
    assert (row.brought_coach, row.coach_shares, row.brought_starter, row.starter_shares) == (
        "Vragen",
        False,
        "Moed",
        True,
    )
    for side, by in (
        (coach, beginner),
        (starter, experienced),
        (InitiativeFactory(), beginner),
        (coach, UserFactory()),
    ):
        with pytest.raises(PermissionDenied):
            say_what_it_brought(asked, side=side, words="x", may_be_shared=True, by=by)


def test_nothing_is_said_of_what_never_ran(asked: Buddyship, starter: Initiative, beginner: User) -> None:
    with pytest.raises(Refusal):
        say_what_it_brought(asked, side=starter, words="x", may_be_shared=False, by=beginner)


def test_finishing_tells_the_others(
    asked: Buddyship, coach: Initiative, experienced: User, beginner: User, django_capture_on_commit_callbacks: Any
) -> None:
    second = OwnerFactory(initiative=coach).user
    answer(asked, accept=True, by=experienced)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        finish(asked, by=experienced)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([second.email, beginner.email])


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Two at the same moment: one wins, and the other hears it."""

    def results(self, asked: Buddyship, experienced: User, beginner: User) -> list[str]:
        """A yes and a taking back: the names of what each ended in."""
        done = at_once(
            lambda: answer(asked, accept=True, by=experienced),
            lambda: withdraw(asked, by=beginner),
            lambda: answer(asked, accept=False, by=experienced),
        )
        return sorted(type(one).__name__ for one in done)

    def test_one_wins(self, asked: Buddyship, experienced: User, beginner: User) -> None:
        assert self.results(asked, experienced, beginner) == ["Buddyship", "Refusal", "Refusal"]

    @pytest.mark.parametrize("mark", [pytest.param("", marks=needs_postgresql)])
    def test_without_the_lock_all_win(
        self, asked: Buddyship, experienced: User, beginner: User, monkeypatch: pytest.MonkeyPatch, mark: str
    ) -> None:
        """The control."""
        from time import sleep  # noqa: PLC0415 - only here

        def unlocked(pk: int) -> Buddyship:
            found = Buddyship.objects.select_related("coach", "starter").get(pk=pk)
            sleep(0.3)
            return found

        monkeypatch.setattr(actions, "locked", unlocked)
        assert self.results(asked, experienced, beginner) == ["Buddyship"] * 3

    def test_two_questions_are_one(
        self, coach: Initiative, starter: Initiative, experienced: User, beginner: User
    ) -> None:
        done = at_once(*[lambda: ask(coach, starter=starter, question="Hoe?", by=beginner)] * 3)
        assert len({one.pk for one in done}) == 1
        assert Buddyship.objects.count() == 1
