"""Writing to the owners of an initiative: by whom, to whom, and that no address is shown."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.initiatives.models import Initiative
from community.initiatives.needs import introducing
from community.initiatives.needs.introducing import introduce
from community.members.conversations.actions import CONVERSATIONS_A_DAY
from community.members.models import Conversation, Message, User
from tests.factories import InitiativeFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Initiative:
    """An initiative with two owners that offers a hall."""
    page = InitiativeFactory(title="Dorpshuis", offers=[{"title": 'Zaal "De Zon"', "kind": "ruimte"}])
    for name in ("Anna", "Bert"):
        OwnerFactory(initiative=page, user__first_name=name)
    return page


@pytest.fixture
def me() -> User:
    """An owner of another initiative."""
    return OwnerFactory(initiative=InitiativeFactory(title="Buurttuin"), user__first_name="Joke").user


@pytest.fixture
def client(me: User) -> Client:
    """Signed in as this owner."""
    client = Client()
    client.force_login(me)
    return client


def address(page: Initiative, *, entry: str = "") -> str:
    return reverse("introduce", args=[page.pk]) + (f"?soort=biedt&over={entry}" if entry else "")


def mine_of(user: User) -> Initiative:
    return Initiative.objects.get(memberships__user=user)


def send(client: Client, page: Initiative, **fields: Any) -> Any:
    sent = {"subject": "Jullie zaal", "text": "Mogen wij een avond?", "form_key": uuid4(), **fields}
    return client.post(address(page), {name: value for name, value in sent.items() if value is not None})


def test_message_goes_to_all_owners_in_the_name_of_mine(
    client: Client, me: User, other: Initiative, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, other, on_behalf_of=mine_of(me).pk)
    conversation = Conversation.objects.get()
    assert response["Location"] == reverse("conversation", args=[conversation.public_id])
    assert {each.user for each in conversation.participations.all()} == {
        me,
        *User.objects.filter(first_name__in=("Anna", "Bert")),
    }
    assert (conversation.subject, conversation.about_url) == ("Jullie zaal", other.url)
    assert Message.objects.get().text == "Mogen wij een avond?\n\nNamens Buurttuin"
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        User.objects.filter(first_name__in=("Anna", "Bert")).values_list("email", flat=True)
    )
    assert not any(
        me.email in part for message in mail.outbox for part in (message.body, message.alternatives[0].content)
    )


def test_form_shows_what_it_is_about_and_nobodys_address(client: Client, me: User, other: Initiative) -> None:
    response = client.get(address(other, entry='Zaal "De Zon"'))
    assert response.context["form"].initial["subject"] == 'Jullie aanbod: Zaal "De Zon"'
    content = response.content.decode()
    assert "Zaal &quot;De Zon&quot;" in content
    assert not re.search(r"[\w.]+@voorbeeld\.example", content)


def test_form_knows_only_what_stands_on_the_page(client: Client, other: Initiative) -> None:
    """Whatever an address says, the form puts no words of a stranger in somebody's mouth."""
    response = client.get(address(other, entry="Stuur%20geld"))
    assert (response.context["entry"], response.context["form"].initial["subject"]) == (None, "")


def test_form_sent_twice_makes_one_message(client: Client, other: Initiative, me: User) -> None:
    key = uuid4()
    first, second = (send(client, other, form_key=key, on_behalf_of=mine_of(me).pk) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


def test_member_without_an_initiative_writes_for_themselves(other: Initiative) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert "on_behalf_of" not in client.get(address(other)).context["form"].fields
    assert send(client, other).status_code == 302
    assert Message.objects.get().text == "Mogen wij een avond?"


def test_owner_may_write_for_themselves(client: Client, other: Initiative) -> None:
    send(client, other, on_behalf_of=0)
    assert Message.objects.get().text == "Mogen wij een avond?"


def test_nobody_speaks_in_the_name_of_others(
    client: Client, me: User, other: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither through the form nor the action; without the question the action lets it pass: the control."""
    strange = InitiativeFactory(title="Vreemd")
    response = send(client, other, on_behalf_of=strange.pk)
    assert response.context["form"].errors["on_behalf_of"] == ["Kies er een uit de lijst."]
    with pytest.raises(PermissionDenied):
        introduce(other, by=me, subject="x", text="y", on_behalf_of=strange)
    assert Message.objects.count() == 0
    monkeypatch.setattr(introducing, "is_owner", lambda *_args: True)
    introduce(other, by=me, subject="x", text="y", on_behalf_of=strange)
    assert Message.objects.get().text == "y\n\nNamens Vreemd"


def test_visitors_are_asked_to_sign_in(other: Initiative) -> None:
    asked = address(other, entry="Zaal")
    response = Client().get(asked)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=/initiatief/")
    assert Client().post(asked, {"subject": "x", "text": "y"}).status_code == 302
    assert Message.objects.count() == 0


def test_what_is_not_public_takes_no_messages(client: Client, me: User) -> None:
    """Drafts, withdrawn and private ones are not there, and the action refuses them, too."""
    draft = InitiativeFactory(published=False)
    withdrawn = InitiativeFactory()
    withdrawn.unpublish()
    private = InitiativeFactory()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert [client.get(address(page)).status_code for page in (draft, withdrawn, private)] == [404] * 3
    assert client.get(reverse("introduce", args=[10**17])).status_code == 404
    with pytest.raises(PermissionDenied):
        introduce(private, by=me, subject="x", text="y")


def test_own_initiative_is_not_written_to(client: Client, me: User) -> None:
    own = mine_of(me)
    assert client.get(address(own))["Location"] == own.url


def test_initiative_without_owner_says_so(client: Client) -> None:
    page = InitiativeFactory(title="Verlaten")
    assert client.get(address(page)).context["has_owner"] is False
    assert "heeft nog geen beheerder" in client.get(address(page)).content.decode()
    response = send(client, page, on_behalf_of=0)
    assert response.context["form"].errors["__all__"]
    assert Message.objects.count() == 0


def test_nothing_typed_is_lost_when_it_is_too_much(client: Client, other: Initiative) -> None:
    for _number in range(CONVERSATIONS_A_DAY):
        send(client, other, on_behalf_of=0)
    response = send(client, other, text="Nog een keer", on_behalf_of=0)
    assert response.status_code == 429
    assert "Nog een keer" in response.content.decode()
    assert Message.objects.count() == CONVERSATIONS_A_DAY


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_empty_and_endless_messages_are_refused(client: Client, other: Initiative, text: str) -> None:
    response = send(client, other, text=text, on_behalf_of=0)
    assert "text" in response.context["form"].errors
    assert Message.objects.count() == 0


def test_nasty_text_arrives_as_it_is(client: Client, other: Initiative) -> None:
    send(client, other, subject='<script>"x"</script>', text="'; DROP TABLE -- \u202e <b>", on_behalf_of=0)
    conversation = Conversation.objects.get()
    content = client.get(reverse("conversation", args=[conversation.public_id])).content.decode()
    assert "<script>&quot;" not in content
    assert "&lt;script&gt;" in content


def test_english_page_leads_to_the_same_owners(other: Initiative, me: User, client: Client) -> None:
    alias = Initiative.objects.get(alias_of=other)
    response = client.post(
        f"/en/initiative/{alias.pk}/respond/",
        {"subject": "Hall", "text": "May we?", "form_key": uuid4(), "on_behalf_of": mine_of(me).pk},
    )
    assert response.status_code == 302
    assert Message.objects.get().text == "May we?\n\nOn behalf of Buurttuin"
    assert Conversation.objects.get().participations.count() == 3


def test_button_stands_beside_each_entry(other: Initiative, signed_in: Callable[[str], Client]) -> None:
    href = f'href="/initiatief/{other.pk}/reageren/?soort=biedt&amp;over=Zaal+%22De+Zon%22"'
    owner = Client()
    owner.force_login(User.objects.get(first_name="Anna"))
    assert [href in who.get(other.url).content.decode() for who in (Client(), signed_in("member"), owner)] == [
        True,
        True,
        False,
    ]
