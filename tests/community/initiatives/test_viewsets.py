"""The editors' screens of who belongs to initiatives, and what waits for them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.initiatives.models import Initiative, Membership, Role
from community.members.models import User
from tests.factories import InitiativeFactory, JoinRequestFactory, MembershipFactory, OwnerFactory
from tests.factories.community import verified_person

pytestmark = pytest.mark.django_db

LIST = "/admin/leden-van-initiatieven/"


@pytest.fixture
def editor(person_with_role: Callable[[str], User], client: Client) -> Client:
    """The browser of an editor."""
    client.force_login(person_with_role("editor"))
    return client


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("member", 403), ("writer", 302), ("moderator", 302), ("support", 302), ("editor", 200)],
)
def test_only_editors_see_them(role: str, status: int, signed_in: Callable[[str], Client]) -> None:
    membership = OwnerFactory()
    client = signed_in(role)
    addresses = (LIST, f"{LIST}new/", f"{LIST}edit/{membership.pk}/", f"{LIST}delete/{membership.pk}/")
    assert [client.get(address).status_code for address in addresses] == [status] * 4
    if role != "editor":
        client.post(f"{LIST}edit/{membership.pk}/", {"role": "owner", "is_trusted": "on"})
        client.post(f"{LIST}delete/{membership.pk}/")
        membership.refresh_from_db()
        assert membership.is_trusted is False


@pytest.mark.parametrize("words", ["anna", "bos soep", "ANNA@voorbeeld"])
def test_search_finds_people_and_initiatives(words: str, editor: Client) -> None:
    user = verified_person("anna@voorbeeld.example", first_name="Anna", last_name="Bos")
    OwnerFactory(user=user, initiative__title="Soepfiets")
    OwnerFactory(initiative__title="Tuinderij")
    page = editor.get(LIST, {"q": words}).content.decode()
    assert ("Soepfiets" in page, "Tuinderij" in page) == (True, False)


def test_list_costs_the_same_for_1_and_30(editor: Client) -> None:
    def cost() -> int:
        editor.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            editor.get(LIST)
        return len(queries)

    OwnerFactory()
    few = cost()
    MembershipFactory.create_batch(29)
    assert cost() == few


def test_editor_appoints_an_owner_of_the_source_page(editor: Client) -> None:
    initiative, user = InitiativeFactory(), verified_person("anna@voorbeeld.example")
    alias = Initiative.objects.get(alias_of=initiative)
    sent = {"initiative": alias.pk, "role": "owner", "email": "Anna@voorbeeld.example"}
    assert editor.post(f"{LIST}new/", sent).status_code == 302
    assert Membership.objects.values_list("initiative", "user", "role").get() == (initiative.pk, user.pk, "owner")


@pytest.mark.parametrize("email", ["niemand@voorbeeld.example", "weg@voorbeeld.example", "lid@voorbeeld.example", "x"])
def test_who_cannot_be_appointed_is_told_why(email: str, editor: Client) -> None:
    initiative = InitiativeFactory()
    verified_person("weg@voorbeeld.example", is_active=False)
    MembershipFactory(initiative=initiative, user=verified_person("lid@voorbeeld.example"))
    response = editor.post(f"{LIST}new/", {"initiative": initiative.pk, "role": "owner", "email": email})
    assert response.status_code == 200
    assert email in response.content.decode()
    assert Membership.objects.count() == 1


def test_editor_says_whom_to_trust(editor: Client) -> None:
    membership = OwnerFactory()
    editor.post(f"{LIST}edit/{membership.pk}/", {"role": "owner", "is_trusted": "on"})
    membership.refresh_from_db()
    assert membership.is_trusted
    editor.post(f"{LIST}edit/{membership.pk}/", {"role": "owner"})
    membership.refresh_from_db()
    assert not membership.is_trusted


def test_member_cannot_be_trusted(editor: Client) -> None:
    membership = MembershipFactory()
    editor.post(f"{LIST}edit/{membership.pk}/", {"role": "member", "is_trusted": "on"})
    membership.refresh_from_db()
    assert not membership.is_trusted


def test_last_owner_stays_owner(editor: Client) -> None:
    membership = OwnerFactory()
    response = editor.post(f"{LIST}edit/{membership.pk}/", {"role": "member"})
    assert "Maak eerst iemand anders beheerder." in response.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.OWNER


def test_last_owner_of_others_is_not_taken_out(editor: Client) -> None:
    membership = OwnerFactory()
    other = MembershipFactory(initiative=membership.initiative)
    editor.post(f"{LIST}delete/{membership.pk}/")
    assert Membership.objects.filter(pk=membership.pk).exists()
    editor.post(f"{LIST}delete/{other.pk}/")
    editor.post(f"{LIST}delete/{membership.pk}/")
    assert not Membership.objects.exists()


class TestWaiting:
    """What waits for an editor."""

    def titles(self, editor: Client, kind: str) -> dict[str, bool]:
        """Which of the initiatives stand on the list of this kind."""
        page = editor.get(reverse("waiting", args=(kind,))).content.decode()
        return {
            title: title in page for title in Initiative.objects.filter(alias_of=None).values_list("title", flat=True)
        }

    def test_initiatives_that_lost_their_owner(self, editor: Client) -> None:
        InitiativeFactory(title="Nooit gehad")
        OwnerFactory(initiative__title="Heeft er een")
        OwnerFactory(initiative__title="Kwijt").delete()
        draft = OwnerFactory(initiative=InitiativeFactory(title="Uitgezet", published=False)).user
        draft.is_active = False
        draft.save()
        assert self.titles(editor, "zonder-beheerder") == {
            "Nooit gehad": False,
            "Heeft er een": False,
            "Kwijt": True,
            "Uitgezet": True,
        }
        assert "2 initiatieven hebben geen beheerder meer" in editor.get("/admin/").content.decode()

    def test_requests_that_nobody_answers(self, editor: Client) -> None:
        JoinRequestFactory(initiative__title="Niemand thuis")
        JoinRequestFactory(initiative=OwnerFactory(initiative__title="Wel thuis").initiative)
        assert self.titles(editor, "aanmeldingen") == {"Niemand thuis": True, "Wel thuis": False}
