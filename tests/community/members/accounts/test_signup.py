"""Becoming a member."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from community.members.accounts import receivers
from community.members.accounts.forms import SignupForm
from community.members.models import Consent, Terms, User
from community.members.welcome import steps_of_welcome
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

TRUUS = {"first_name": "Truus", "last_name": "Mulder", "email": "Truus@Buurt.example", "agrees": "on"}
ADDRESS = "truus@buurt.example"


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


@pytest.fixture
def terms(db: None) -> Terms:
    Terms.objects.all().delete()
    return Terms.objects.create(valid_from=timezone.localdate() - timedelta(days=1), text="<p>Wees aardig.</p>")


def test_member_signs_up_with_a_code_and_no_password(
    visitor: Client, terms: Terms, last_code: Callable[[], str]
) -> None:
    answer = visitor.post(reverse("account_signup"), TRUUS)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    done = visitor.post(answer["Location"], {"code": last_code().replace("-", " ")})
    assert done["Location"] == reverse("welcome")
    user = User.objects.get(email=ADDRESS)
    assert (str(user), user.has_usable_password(), user.language) == ("Truus Mulder", False, "nl")
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [(ADDRESS, True, True)]
    assert list(Consent.objects.values_list("user", "terms")) == [(user.pk, terms.pk)]
    assert visitor.get(reverse("my_account")).status_code == 200


def test_member_signs_up_with_a_password_in_english(visitor: Client, last_code: Callable[[], str]) -> None:
    with translation.override("en"):
        signup, confirm = reverse("account_signup"), reverse("account_email_verification_sent")
    assert (signup, confirm) == ("/en/account/signup/", "/en/account/confirm-email/")
    password = "een heel lange zin over soep"
    assert visitor.post(signup, {**TRUUS, "password1": password})["Location"] == confirm
    assert mail.outbox[-1].subject.startswith("Your code for ")
    visitor.post(confirm, {"code": last_code()})
    user = User.objects.get(email=ADDRESS)
    assert (user.language, user.check_password(password)) == ("en", True)


def test_unconfirmed_account_opens_nothing(visitor: Client) -> None:
    visitor.post(reverse("account_signup"), TRUUS)
    assert visitor.get(reverse("my_account")).status_code == 302
    assert EmailAddress.objects.get(email=ADDRESS).verified is False


def test_account_needs_agreement_and_a_name_and_keeps_what_was_typed(visitor: Client) -> None:
    answer = visitor.post(reverse("account_signup"), {"email": ADDRESS, "first_name": "Truus"})
    assert answer.status_code == 200
    assert sorted(errors(answer)) == ["agrees", "last_name"]
    assert answer.context["form"]["first_name"].value() == "Truus"
    assert User.objects.filter(email=ADDRESS).count() == 0


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("kort", ["Dit wachtwoord is te kort: neem minstens 12 tekens. Een zin onthoud je makkelijk."]),
        ("837465920175", ["Dit wachtwoord heeft alleen cijfers. Zet er letters bij."]),
        ("truus@buurt.example", ["Dit wachtwoord lijkt te veel op je naam of je adres."]),
        (
            "password1234",
            ["Veel mensen hebben dit wachtwoord, dus het wordt als eerste geraden. Bedenk een ander."],
        ),
    ],
)
def test_weak_password_is_refused_in_plain_words(visitor: Client, password: str, said: list[str]) -> None:
    answer = visitor.post(reverse("account_signup"), {**TRUUS, "password1": password})
    assert errors(answer) == {"password1": said}


@pytest.mark.parametrize(
    "change",
    [
        {"email": f"{'a' * 300}@buurt.example"},
        {"email": "truus\x00@buurt.example"},
        {"first_name": "T" * 10_000},
        {"last_name": "Mul\x00der"},
        {"password1": "een zin met \x00 erin"},
        {"email": "geen adres"},
    ],
)
def test_bad_input_is_refused_without_an_error(visitor: Client, change: dict[str, str]) -> None:
    answer = visitor.post(reverse("account_signup"), {**TRUUS, **change})
    assert (answer.status_code, list(errors(answer))) == (200, list(change))
    assert User.objects.filter(last_name="Mulder").count() == 0


def test_name_with_a_script_is_only_text(visitor: Client, last_code: Callable[[], str]) -> None:
    visitor.post(reverse("account_signup"), {**TRUUS, "first_name": "<script>alert(1)</script>"})
    visitor.post(reverse("account_email_verification_sent"), {"code": last_code()})
    page = visitor.get(reverse("my_page")).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_address_taken_in_the_same_moment_is_like_one_that_was_taken_before(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests at once: the database lets one account be made."""

    def taken_meanwhile(form: SignupForm, value: str) -> str:
        UserFactory(email=value)
        return value

    monkeypatch.setattr(SignupForm, "validate_unique_email", taken_meanwhile)
    answer = visitor.post(reverse("account_signup"), TRUUS)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert [message.subject for message in mail.outbox] == ["Je hebt al een account"]
    assert connection.is_usable()


def test_wrong_code_may_be_tried_three_times(visitor: Client, last_code: Callable[[], str]) -> None:
    confirm = visitor.post(reverse("account_signup"), TRUUS)["Location"]
    answers = [visitor.post(confirm, {"code": "0000-0000"}) for _try in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert visitor.post(confirm, {"code": last_code()})["Location"] == reverse("account_login")
    assert EmailAddress.objects.get(email=ADDRESS).verified is False


def test_way_back_after_signing_up_stays_on_this_site(visitor: Client, last_code: Callable[[], str]) -> None:
    confirm = visitor.post(reverse("account_signup"), {**TRUUS, "next": "https://elders.example/"})["Location"]
    assert visitor.post(confirm, {"code": last_code()})["Location"] == reverse("welcome")


def test_way_back_leads_along_the_welcome_path_to_where_one_was(visitor: Client, last_code: Callable[[], str]) -> None:
    confirm = visitor.post(reverse("account_signup"), {**TRUUS, "next": "/kennistools/?zoek=soep"})["Location"]
    path = visitor.post(confirm, {"code": last_code()})["Location"]
    assert path == f"{reverse('welcome')}?next=%2Fkennistools%2F%3Fzoek%3Dsoep"
    steps = steps_of_welcome()
    assert visitor.get(path)["Location"] == reverse("welcome_step", args=(steps[0].slug,))
    last = visitor.get(reverse("welcome_step", args=(steps[-1].slug,)))
    assert last.context["next"] == "/kennistools/?zoek=soep"
    assert visitor.post(reverse("welcome"))["Location"] == "/kennistools/?zoek=soep"


class TestAddressOfSomebodyElse:
    """Somebody signs up with an address that is not theirs, and waits until its owner comes."""

    THIEF = {**TRUUS, "password1": "het wachtwoord van de dief"}

    @pytest.fixture
    def owner_comes(self, another: Callable[[], Any], last_code: Callable[[], str]) -> Callable[[], User]:
        """The owner logs in with a code."""

        def come() -> User:
            owner = another()
            owner.post(reverse("account_request_login_code"), {"email": ADDRESS})
            owner.post(reverse("account_confirm_login_code"), {"code": last_code()})
            assert owner.get(reverse("my_account")).status_code == 200
            return User.objects.get(email=ADDRESS)

        return come

    def test_keeps_no_key(self, visitor: Any, another: Callable[[], Any], owner_comes: Callable[[], User]) -> None:
        visitor.post(reverse("account_signup"), self.THIEF)
        user = owner_comes()
        assert user.has_usable_password() is False
        another().log_in(ADDRESS, self.THIEF["password1"])
        assert visitor.get(reverse("my_account")).status_code == 302
        assert another().log_in(ADDRESS, self.THIEF["password1"]).status_code == 200

    def test_would_keep_it(
        self, visitor: Any, another: Callable[[], Any], owner_comes: Callable[[], User], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control."""
        email_confirmed.disconnect(receivers.trust_no_earlier_password)
        try:
            visitor.post(reverse("account_signup"), self.THIEF)
            owner_comes()
            assert another().log_in(ADDRESS, self.THIEF["password1"]).status_code == 302
        finally:
            email_confirmed.connect(receivers.trust_no_earlier_password)

    def test_owner_keeps_a_password_that_they_know(
        self, visitor: Any, another: Callable[[], Any], last_code: Callable[[], str], settings: Any
    ) -> None:
        """Signed up on one device, confirmed on another with the password and the code."""
        settings.ACCOUNT_RATE_LIMITS = False
        visitor.post(reverse("account_signup"), self.THIEF)
        elsewhere = another()
        confirm = elsewhere.log_in(ADDRESS, self.THIEF["password1"])["Location"]
        elsewhere.post(confirm, {"code": last_code()})
        assert User.objects.get(email=ADDRESS).has_usable_password()
