"""What initiatives keep about people: to hand out, and to erase."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from community.initiatives.models import Buddyship, Initiative, Invitation, JoinRequest, Membership, Role
from community.initiatives.people.joining import decide
from community.initiatives.people.queries import ownerless_initiatives
from community.members.erasure import delete_account, reminders_for
from community.members.models import User
from community.members.personal_data import PersonalData, kinds_of_personal_data
from tests.factories import InitiativeFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, OwnerFactory
from tests.factories.community import verified_person

pytestmark = pytest.mark.django_db

NAMES = ("memberships", "join-requests", "invitations", "buddies")


@pytest.fixture
def person() -> User:
    """Whose data it is."""
    return verified_person("anna@voorbeeld.example", first_name="Anna", last_name="Bos")


@pytest.fixture
def initiative(person: User) -> Initiative:
    """One they own, with everything else they can have."""
    made = OwnerFactory(initiative=InitiativeFactory(title="Soepfiets"), user=person).initiative
    JoinRequestFactory(user=person, initiative__title="Tuin", remark="Mag ik?")
    decide(JoinRequestFactory(initiative=made, remark="Van een ander"), accept=True, by=person)
    InvitationFactory(email="anna@voorbeeld.example", initiative__title="Fietsen")
    InvitationFactory(email="gast@voorbeeld.example", initiative=made, invited_by=person)
    Buddyship.objects.create(
        coach=InitiativeFactory(title="Kroeg"), starter=made, question="Hoe doe je dat?", asked_by=person
    )
    return made


def kind(name: str) -> PersonalData:
    """The kind with this name."""
    return next(kind for kind in kinds_of_personal_data() if kind.name == name)


def test_copy_holds_what_is_theirs_and_nothing_of_others(person: User, initiative: Initiative) -> None:
    rows = {name: kind(name).of(person) for name in NAMES}
    assert {name: len(found) for name, found in rows.items()} == {
        "memberships": 1,
        "join-requests": 2,
        "invitations": 2,
        "buddies": 1,
    }
    text = json.dumps(rows, cls=DjangoJSONEncoder)
    assert [words in text for words in ("Soepfiets", "Mag ik?", "Hoe doe je dat?", "anna@voorbeeld.example")] == [
        True
    ] * 4
    assert [words in text for words in ("Van een ander", "gast@voorbeeld.example")] == [False] * 2


def test_deleted_account_leaves_nothing_behind(
    person: User,
    initiative: Initiative,
    person_with_role: Callable[[str], User],
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor, pk = person_with_role("editor"), person.pk
    Membership.objects.exclude(user=person).delete()
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(person, by=person)
    assert not Membership.objects.filter(user_id=pk).exists()
    assert not Invitation.objects.filter(email__iexact="anna@voorbeeld.example").exists()
    assert [Invitation.objects.get().invited_by, Buddyship.objects.get().asked_by] == [None, None]
    assert list(JoinRequest.objects.values_list("decided_by", "user")) == [(None, JoinRequest.objects.get().user_id)]
    assert not Invitation.objects.get().is_open
    assert list(ownerless_initiatives()) == [initiative]
    assert "Soepfiets heeft geen beheerder meer" in [
        message.subject for message in mail.outbox if message.to == [editor.email]
    ]


def test_account_deleted_from_the_database_alone_is_seen_too(person: User, initiative: Initiative) -> None:
    User.objects.filter(pk=person.pk).delete()
    assert list(ownerless_initiatives()) == [initiative]


@pytest.mark.parametrize(
    ("others", "titles"),
    [
        ((), ["Je bent de enige van Soepfiets"]),
        ((Role.MEMBER,), ["Je bent de laatste beheerder van Soepfiets"]),
        ((Role.MEMBER, Role.OWNER), []),
    ],
)
def test_last_owner_is_reminded_and_never_held_back(others: tuple[Role, ...], titles: list[str], person: User) -> None:
    initiative = OwnerFactory(initiative=InitiativeFactory(title="Soepfiets"), user=person).initiative
    for role in others:
        MembershipFactory(initiative=initiative, role=role)
    reminders = [reminder for reminder in reminders_for(person) if "Soepfiets" in reminder.title]
    assert [reminder.title for reminder in reminders] == titles
    assert not any(reminder.forbids for reminder in reminders)
    leave = reverse("initiative_leave", args=(initiative.pk,))
    assert [reminder.url for reminder in reminders] == ([leave] if others == (Role.MEMBER,) else [""] * len(titles))


def test_names_stand_in_no_log(person: User) -> None:
    things = (
        MembershipFactory(user=person),
        JoinRequestFactory(user=person),
        InvitationFactory(email=person.email, invited_by=person),
    )
    assert [word in str(thing) for thing in things for word in ("Anna", "Bos", "anna@")] == [False] * 9
