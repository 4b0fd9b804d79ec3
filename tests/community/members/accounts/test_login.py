"""Logging in and out, passwords, another address."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from community.members.models import User
from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
SignedInAs = Callable[[User], Client]
NEW = "een heel ander wachtwoord"


@pytest.fixture
def joke(db: None) -> User:
    return UserFactory(email="joke@buurt.example")


def is_in(client: Client) -> bool:
    return client.get(reverse("my_account")).status_code == 200


@pytest.mark.parametrize("typed", ["joke@buurt.example", " JOKE@Buurt.example "])
def test_member_logs_in_with_a_password_whatever_the_capitals(joke: User, visitor: Any, typed: str) -> None:
    assert visitor.log_in(typed)["Location"] == reverse("my_page")
    assert (is_in(visitor), mail.outbox) == (True, [])


def test_wrong_password_lets_nobody_in(joke: User, visitor: Any) -> None:
    answer = visitor.log_in(joke.email, "iets anders")
    assert (answer.status_code, is_in(visitor)) == (200, False)


def test_member_logs_in_with_a_code(joke: User, visitor: Any, last_code: Callable[[], str]) -> None:
    asked = visitor.post(reverse("account_request_login_code"), {"email": joke.email})
    assert asked["Location"] == reverse("account_confirm_login_code")
    assert visitor.post(asked["Location"], {"code": last_code()})["Location"] == reverse("my_page")
    assert is_in(visitor)


def test_code_of_another_visit_opens_nothing(
    joke: User, visitor: Any, another: Callable[[], Any], last_code: Callable[[], str]
) -> None:
    """A code belongs to the browser it was asked in."""
    visitor.post(reverse("account_request_login_code"), {"email": joke.email})
    code, thief = last_code(), another()
    thief.post(reverse("account_request_login_code"), {"email": joke.email})
    thief.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(thief) is False
    visitor.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(visitor)


@pytest.mark.parametrize(
    "where", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:alert(1)"]
)
def test_way_back_to_elsewhere_is_refused(joke: User, visitor: Any, where: str) -> None:
    form = {"login": joke.email, "password": PASSWORD, "next": where}
    assert visitor.post(reverse("account_login"), form)["Location"] == reverse("my_page")


def test_way_back_on_this_site_is_taken(joke: User, visitor: Any) -> None:
    """The control."""
    form = {"login": joke.email, "password": PASSWORD, "next": "/kennistools/"}
    assert visitor.post(reverse("account_login"), form)["Location"] == "/kennistools/"


def test_closed_account_lets_nobody_in(joke: User, visitor: Any) -> None:
    joke.is_active = False
    joke.save()
    answer = visitor.log_in(joke.email, follow=True)
    assert (answer.redirect_chain[-1][0], is_in(visitor)) == (reverse("account_inactive"), False)
    visitor.post(reverse("account_request_login_code"), {"email": joke.email})
    assert [message.subject for message in mail.outbox] == ["Je hebt geen account met dit adres"]


def test_logging_out_takes_a_press_and_no_link(joke: User, signed_in_as: SignedInAs) -> None:
    client = signed_in_as(joke)
    client.get(reverse("account_logout"))
    assert is_in(client)
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert is_in(client) is False


def test_forgotten_password_is_replaced_with_a_code(
    joke: User, visitor: Any, another: Callable[[], Any], last_code: Callable[[], str]
) -> None:
    asked = visitor.post(reverse("account_reset_password"), {"email": joke.email})
    visitor.post(asked["Location"], {"code": last_code()})
    done = visitor.post(reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW})
    assert done["Location"] == reverse("account_password_reset_completed")
    # It is no way around the second step: one logs in after it.
    assert is_in(visitor) is False
    joke.refresh_from_db()
    assert (joke.check_password(NEW), another().log_in(joke.email).status_code) == (True, 200)
    assert mail.outbox[-1].subject == "Je hebt een nieuw wachtwoord"


def test_new_password_logs_out_elsewhere_and_is_told(joke: User, signed_in_as: SignedInAs) -> None:
    here, there = signed_in_as(joke), signed_in_as(joke)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post(reverse("account_change_password"), form)["Location"] == reverse("my_account")
    assert (is_in(here), is_in(there)) == (True, False)
    assert [message.subject for message in mail.outbox] == ["Je wachtwoord is veranderd"]


def test_new_password_needs_the_old_one(joke: User, signed_in_as: SignedInAs) -> None:
    answer = signed_in_as(joke).post(
        reverse("account_change_password"), {"oldpassword": "geraden", "password1": NEW, "password2": NEW}
    )
    assert answer.context["form"].errors == {"oldpassword": ["Dit is niet het wachtwoord dat je nu hebt."]}


def test_address_is_changed_with_a_code_and_the_old_one_is_told(
    joke: User, signed_in_as: SignedInAs, another: Callable[[], Any], last_code: Callable[[], str]
) -> None:
    client = signed_in_as(joke)
    asked = client.post(reverse("account_email"), {"email": "nieuw@buurt.example", "action_add": "1"})
    assert asked["Location"] == reverse("account_email_verification_sent")
    joke.refresh_from_db()
    assert joke.email == "joke@buurt.example"
    assert client.post(asked["Location"], {"code": last_code()})["Location"] == reverse("my_account")
    joke.refresh_from_db()
    assert joke.email == "nieuw@buurt.example"
    assert [address.email for address in joke.emailaddress_set.all()] == ["nieuw@buurt.example"]
    assert [(message.to, message.subject) for message in mail.outbox[1:]] == [
        (["joke@buurt.example"], "Je e-mailadres is veranderd")
    ]
    assert another().log_in("joke@buurt.example").status_code == 200
    assert another().log_in("nieuw@buurt.example").status_code == 302


def test_important_changes_ask_again_who_it_is_after_a_while(joke: User, signed_in_as: SignedInAs) -> None:
    client = signed_in_as(joke)
    activate = reverse("mfa_activate_totp")
    assert client.get(activate).status_code == 200
    session = client.session
    session["logged_in_at"] -= 301
    session.save()
    assert (
        client.get(activate)["Location"]
        == f"{reverse('account_reauthenticate')}?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F"
    )
    proof = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": activate})
    assert proof["Location"] == activate
    assert client.get(activate).status_code == 200


def test_administrator_of_the_server_logs_in_at_once(visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`createsuperuser` asks for nothing more."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", email="Beheer@Buurt.example", interactive=False, verbosity=0)
    assert visitor.log_in("beheer@buurt.example", NEW)["Location"] == reverse("my_page")
    assert list(EmailAddress.objects.filter(user__is_superuser=True).values_list("email", "verified")) == [
        ("beheer@buurt.example", True)
    ]


def test_sessions_are_listed_and_ended_elsewhere(joke: User, signed_in_as: SignedInAs) -> None:
    there, here = signed_in_as(joke), signed_in_as(joke)
    stranger = signed_in_as(UserFactory())
    listed = here.get(reverse("usersessions_list")).context["sessions"]
    assert [session.current for session in listed] == [True, False]
    here.post(reverse("usersessions_list"))
    assert (is_in(here), is_in(there), is_in(stranger)) == (True, False, True)
    assert UserSession.objects.filter(user=joke).count() == 1
