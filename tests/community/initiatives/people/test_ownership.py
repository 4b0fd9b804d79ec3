"""Owning an initiative: handing over, leaving, and never losing the last owner unseen."""

from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from community.initiatives.models import Initiative, Invitation, Membership, OwnerRecord, Role
from community.initiatives.people import ownership
from community.initiatives.people.ownership import (
    appoint,
    change_role,
    hand_over,
    leave,
    remove,
    say_trusted,
    step_down,
    tell_of_ownerless,
)
from community.initiatives.people.queries import ownerless_initiatives
from community.initiatives.people.refusals import Refusal
from community.members.models import User
from community.members.retention import rules
from foundation.models import Generation
from tests.at_once import at_once, needs_postgresql
from tests.factories import InitiativeFactory, InvitationFactory, MembershipFactory, OwnerFactory, UserFactory


@pytest.fixture
def initiative(db: None) -> Initiative:
    """One that is public."""
    return InitiativeFactory(title="Soepfiets")


@pytest.fixture
def owned(initiative: Initiative) -> Membership:
    """Of who owns it."""
    return OwnerFactory(initiative=initiative)


@pytest.fixture
def editor(person_with_role: Callable[[str], User]) -> User:
    """Who hears of it."""
    return person_with_role("editor")


def roles(initiative: Initiative) -> list[str]:
    """The roles of its people."""
    return sorted(Membership.objects.filter(initiative=initiative).values_list("role", flat=True))


class TestRoles:
    """Who may make whom what."""

    def test_owner_makes_a_member_owner_who_hears_of_it(
        self, initiative: Initiative, owned: Membership, django_capture_on_commit_callbacks: Any
    ) -> None:
        member = MembershipFactory(initiative=initiative)
        with django_capture_on_commit_callbacks(execute=True):
            change_role(member, role=Role.OWNER, by=owned.user)
        assert roles(initiative) == ["owner", "owner"]
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([member.user.email], "Je bent beheerder van Soepfiets")
        ]

    def test_owner_who_becomes_member_is_trusted_no_more(self, initiative: Initiative, owned: Membership) -> None:
        other = OwnerFactory(initiative=initiative, is_trusted=True)
        change_role(other, role=Role.MEMBER, by=owned.user)
        assert change_role(other, role=Role.OWNER, by=owned.user).is_trusted is False

    def test_last_owner_stays_owner(self, initiative: Initiative, owned: Membership) -> None:
        MembershipFactory(initiative=initiative)
        with pytest.raises(Refusal):
            change_role(owned, role=Role.MEMBER, by=owned.user)
        assert roles(initiative) == ["member", "owner"]

    @pytest.mark.parametrize("who", ["member", "stranger", "owner of another"])
    def test_others_may_change_nobody(self, who: str, initiative: Initiative, owned: Membership) -> None:
        target = MembershipFactory(initiative=initiative)
        by = {
            "member": lambda: MembershipFactory(initiative=initiative).user,
            "stranger": UserFactory,
            "owner of another": lambda: OwnerFactory().user,
        }[who]()
        for act in (
            lambda: change_role(target, role=Role.OWNER, by=by),
            lambda: remove(target, by=by),
            lambda: say_trusted(owned, is_trusted=True, by=by),
            lambda: appoint(initiative, by, by=by),
            lambda: hand_over(initiative, to=target, by=by),
            lambda: step_down(initiative, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert Membership.objects.get(pk=target.pk).role == Role.MEMBER

    def test_owner_cannot_say_whom_to_trust(self, owned: Membership) -> None:
        with pytest.raises(PermissionDenied):
            say_trusted(owned, is_trusted=True, by=owned.user)

    def test_editor_appoints_and_trusts(self, initiative: Initiative, editor: User) -> None:
        alias = Initiative.objects.get(alias_of=initiative)
        membership = appoint(alias, UserFactory(), by=editor)
        say_trusted(membership, is_trusted=True, by=editor)
        membership.refresh_from_db()
        assert (membership.initiative, membership.role, membership.is_trusted) == (initiative, Role.OWNER, True)

    def test_removed_person_hears_of_it_and_their_invitations_end(
        self, initiative: Initiative, owned: Membership, django_capture_on_commit_callbacks: Any
    ) -> None:
        other = OwnerFactory(initiative=initiative)
        invitation = InvitationFactory(initiative=initiative, invited_by=other.user)
        with django_capture_on_commit_callbacks(execute=True):
            remove(other, by=owned.user)
        assert [message.to for message in mail.outbox] == [[other.user.email]]
        assert not Invitation.objects.get(pk=invitation.pk).is_open

    def test_removed_twice_is_refused(self, initiative: Initiative, owned: Membership) -> None:
        member = MembershipFactory(initiative=initiative)
        remove(Membership.objects.get(pk=member.pk), by=owned.user)
        with pytest.raises(Refusal):
            remove(member, by=owned.user)


class TestLeaving:
    """Nobody is kept, and nobody is left behind without an owner."""

    def test_member_leaves(self, initiative: Initiative, owned: Membership) -> None:
        leave(initiative, by=MembershipFactory(initiative=initiative).user)
        assert roles(initiative) == ["owner"]

    def test_who_does_not_belong_cannot_leave(self, initiative: Initiative) -> None:
        with pytest.raises(PermissionDenied):
            leave(initiative, by=UserFactory())

    @pytest.mark.parametrize(
        "way", [lambda one: leave(one.initiative, by=one.user), lambda one: remove(one, by=one.user)]
    )
    def test_last_owner_of_others_chooses_first(
        self, way: Callable[[Membership], None], initiative: Initiative, owned: Membership
    ) -> None:
        MembershipFactory(initiative=initiative)
        with pytest.raises(Refusal):
            way(owned)
        assert roles(initiative) == ["member", "owner"]

    def test_owner_who_cannot_sign_in_does_not_count(self, initiative: Initiative, owned: Membership) -> None:
        OwnerFactory(initiative=initiative, user__is_active=False)
        MembershipFactory(initiative=initiative)
        with pytest.raises(Refusal):
            leave(initiative, by=owned.user)

    def test_successor_takes_over(self, initiative: Initiative, owned: Membership) -> None:
        member = MembershipFactory(initiative=initiative)
        leave(initiative, by=owned.user, successor=member)
        assert list(Membership.objects.values_list("user", "role")) == [(member.user_id, "owner")]

    @pytest.mark.parametrize("who", ["elsewhere", "inactive"])
    def test_successor_belongs_to_it(self, who: str, initiative: Initiative, owned: Membership) -> None:
        MembershipFactory(initiative=initiative)
        successor = (
            MembershipFactory()
            if who == "elsewhere"
            else MembershipFactory(initiative=initiative, user__is_active=False)
        )
        with pytest.raises(Refusal):
            leave(initiative, by=owned.user, successor=successor)
        assert Membership.objects.get(pk=owned.pk).role == Role.OWNER

    def test_member_cannot_make_an_owner_by_leaving(self, initiative: Initiative, owned: Membership) -> None:
        friend = MembershipFactory(initiative=initiative)
        leave(initiative, by=MembershipFactory(initiative=initiative).user, successor=friend)
        assert Membership.objects.get(pk=friend.pk).role == Role.MEMBER

    def test_handing_over_keeps_one_a_member(self, initiative: Initiative, owned: Membership) -> None:
        member = MembershipFactory(initiative=initiative)
        hand_over(initiative, to=member, by=owned.user)
        assert dict(Membership.objects.values_list("user", "role")) == {
            member.user_id: "owner",
            owned.user_id: "member",
        }


class TestWithoutOwner:
    """However the last owner goes, the editors see it."""

    def lose(self, owned: Membership, how: str) -> None:
        """Lose the owner in one of many ways."""
        if how == "leaves":
            leave(owned.initiative, by=owned.user)
        elif how == "is switched off":
            owned.user.is_active = False
            owned.user.save()
        elif how == "is deleted":
            owned.user.delete()
        elif how == "the row is deleted":
            owned.delete()
        elif how == "is made member by hand":
            owned.role = Role.MEMBER
            owned.save()

    @pytest.mark.parametrize(
        "how", ["leaves", "is switched off", "is deleted", "the row is deleted", "is made member by hand"]
    )
    def test_editors_get_mail_once_and_see_it(
        self, how: str, initiative: Initiative, owned: Membership, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        assert list(ownerless_initiatives()) == []
        with django_capture_on_commit_callbacks(execute=True):
            self.lose(owned, how)
        assert [(message.to, message.subject) for message in mail.outbox if editor.email in message.to] == [
            ([editor.email], "Soepfiets heeft geen beheerder meer")
        ]
        assert list(ownerless_initiatives()) == [initiative]
        with django_capture_on_commit_callbacks(execute=True):
            assert tell_of_ownerless() == 0

    def test_new_owner_ends_it_and_losing_that_one_is_told_again(
        self, initiative: Initiative, owned: Membership, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        for _round in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                Membership.objects.get(role=Role.OWNER).delete()
            with django_capture_on_commit_callbacks(execute=True):
                appoint(initiative, UserFactory(), by=editor)
            assert list(ownerless_initiatives()) == []
        assert [message.subject for message in mail.outbox if message.to == [editor.email]] == [
            "Soepfiets heeft geen beheerder meer"
        ] * 2

    def test_owner_who_comes_back_and_goes_again_is_told_again(
        self, owned: Membership, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        for is_active in (False, True, False):
            with django_capture_on_commit_callbacks(execute=True):
                owned.user.is_active = is_active
                owned.user.save()
                tell_of_ownerless()
        assert len(mail.outbox) == 2

    def test_initiative_that_never_had_an_owner_is_none_of_them(self, editor: User) -> None:
        InitiativeFactory()
        assert list(ownerless_initiatives()) == []

    def test_what_nobody_told_is_found_every_day(
        self, initiative: Initiative, owned: Membership, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        rule = next(rule for rule in rules() if rule.name == "ownerless")
        Membership.objects.filter(pk=owned.pk)._raw_delete("default")
        assert rule.apply(dry_run=True) == 1
        for expected in (1, 0):
            with django_capture_on_commit_callbacks(execute=True):
                assert rule.apply(dry_run=False) == expected
        assert [message.to for message in mail.outbox] == [[editor.email]]

    def test_deleted_initiative_is_told_to_nobody(
        self, initiative: Initiative, owned: Membership, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            initiative.delete()
        assert (mail.outbox, OwnerRecord.objects.count()) == ([], 0)


def two_owners_leave(*, with_a_member: bool) -> tuple[list[Any], Initiative]:
    """Let both leave at the same moment."""
    initiative = InitiativeFactory()
    owners = [OwnerFactory(initiative=initiative).user for _number in range(2)]
    if with_a_member:
        MembershipFactory(initiative=initiative)
    return at_once(*[lambda by=by: leave(initiative, by=by) for by in owners]), initiative


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """Two owners who leave at once."""

    def test_one_stays_where_others_belong(self) -> None:
        results, initiative = two_owners_leave(with_a_member=True)
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "Refusal"]
        assert roles(initiative) == ["member", "owner"]

    def test_both_go_where_nobody_else_belongs_and_the_editors_hear_once(
        self, person_with_role: Callable[[str], User]
    ) -> None:
        editor = person_with_role("editor")
        results, initiative = two_owners_leave(with_a_member=False)
        assert results == [None, None]
        assert [message.to for message in mail.outbox] == [[editor.email]]
        assert list(ownerless_initiatives()) == [initiative]


@pytest.mark.django_db(transaction=True)
class TestWithoutLocks:
    """The control of the tests above."""

    pytestmark = needs_postgresql

    def test_both_would_go_and_leave_the_member_behind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ownership, "hold", lambda _pk: None)
        # The one row that says that something public changed would make them wait for each other, too.
        monkeypatch.setattr(Generation.objects, "update_or_create", lambda **_values: None)
        unhurried = ownership.has_owner

        def slowly(pk: int) -> bool:
            found = unhurried(pk)
            sleep(0.3)
            return found

        monkeypatch.setattr(ownership, "has_owner", slowly)
        results, initiative = two_owners_leave(with_a_member=True)
        assert results == [None, None]
        assert roles(initiative) == ["member"]
