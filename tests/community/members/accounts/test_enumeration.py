"""Whether anybody can learn from the site who has an account: what it answers, whom it writes to, how long it takes."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from community.members.accounts import forms, views
from community.members.models import User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

KNOWN, UNKNOWN = "bekend@buurt.example", "onbekend@buurt.example"
NOT_TOLD = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
Door = Callable[[Any, str], Iterator[HttpResponse]]


def signing_up(visitor: Client, address: str, **more: str) -> Iterator[HttpResponse]:
    names = {"first_name": "Truus", "last_name": "Mulder", "agrees": "on"}
    yield visitor.post(reverse("account_signup"), {**names, "email": address, **more})
    confirm = reverse("account_email_verification_sent")
    yield visitor.get(confirm)
    yield visitor.post(confirm, {"action": "resend"})
    yield visitor.get(confirm)
    for _try in range(3):
        yield visitor.post(confirm, {"code": "0000-0000"})
    yield visitor.get(reverse("account_login"))


def signing_up_with_a_password(visitor: Client, address: str) -> Iterator[HttpResponse]:
    yield from signing_up(visitor, address, password1="een zin over soep met ballen")


def logging_in(visitor: Client, address: str) -> Iterator[HttpResponse]:
    for _try in range(7):
        yield visitor.post(reverse("account_login"), {"login": address, "password": "geraden wachtwoord"})


def logging_in_at_the_admin(visitor: Client, address: str) -> Iterator[HttpResponse]:
    yield visitor.post("/admin/login/", {"username": address, "password": "geraden wachtwoord"})
    yield visitor.get("/admin/password_reset/")
    yield visitor.post("/admin/password_reset/", {"email": address})


def asking_for_a_code(visitor: Client, address: str) -> Iterator[HttpResponse]:
    yield visitor.post(reverse("account_request_login_code"), {"email": address})
    confirm = reverse("account_confirm_login_code")
    yield visitor.get(confirm)
    yield visitor.post(confirm, {"action": "resend"})
    yield visitor.get(confirm)
    for _try in range(3):
        yield visitor.post(confirm, {"code": "0000-0000"})
    yield visitor.get(reverse("account_login"))


def forgetting_the_password(visitor: Client, address: str) -> Iterator[HttpResponse]:
    yield visitor.post(reverse("account_reset_password"), {"email": address})
    confirm = reverse("account_confirm_password_reset_code")
    yield visitor.get(confirm)
    for _try in range(3):
        yield visitor.post(confirm, {"code": "0000-0000"})
    yield visitor.get(reverse("account_login"))


def changing_to_an_address(visitor: Any, address: str) -> Iterator[HttpResponse]:
    visitor.log_in(UserFactory(last_name="Zelf").email)
    yield visitor.post(reverse("account_email"), {"email": address, "action_add": "1"})
    confirm = reverse("account_email_verification_sent")
    yield visitor.get(confirm)
    yield visitor.post(confirm, {"action": "resend"})
    yield visitor.post(confirm, {"code": "0000-0000"})


DOORS: list[Door] = [
    signing_up,
    signing_up_with_a_password,
    logging_in,
    logging_in_at_the_admin,
    asking_for_a_code,
    forgetting_the_password,
    changing_to_an_address,
]


def told(door: Door, visitor: Any, address: str) -> list[tuple[Any, ...]]:
    """All that somebody sees and gets who goes through the door with an address, with the address itself taken out."""
    mail.outbox.clear()
    seen = []
    for answer in door(visitor, address):
        body = NOT_TOLD.sub("", answer.content.decode()).replace(address, "ADDRESS")
        seen.append((answer.status_code, answer.headers.get("Location"), body, sorted(answer.cookies)))
    written = [(len(mail.outbox), {message.to == [address] for message in mail.outbox})]
    return [*seen, *written]


@pytest.fixture
def unlimited(settings: Any) -> None:
    """Attempts are not counted."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def both(db: None, another: Callable[..., Any]) -> Callable[[Door], tuple[Any, Any]]:
    """Go through a door with an address that has an account, and with one that has none."""

    def go(door: Door) -> tuple[Any, Any]:
        UserFactory(email=KNOWN)
        # From two places, since attempts are counted per place as well.
        return told(door, another(REMOTE_ADDR="192.0.2.1"), KNOWN), told(
            door, another(REMOTE_ADDR="192.0.2.2"), UNKNOWN
        )

    return go


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_address_are_told_the_same(door: Door, both: Callable[[Door], tuple[Any, Any]]) -> None:
    known, unknown = both(door)
    assert known == unknown


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_address_are_limited_alike(door: Door, both: Callable[[Door], tuple[Any, Any]]) -> None:
    known, unknown = both(door)
    assert known == unknown


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("door", [signing_up, asking_for_a_code, forgetting_the_password, changing_to_an_address])
def test_difference_would_be_seen(door: Door, both: Callable[[Door], tuple[Any, Any]], settings: Any) -> None:
    """The control: with allauth's protection off, the same comparison fails."""
    settings.ACCOUNT_PREVENT_ENUMERATION = False
    known, unknown = both(door)
    assert known != unknown


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("door", [signing_up, asking_for_a_code])
def test_number_of_mails_would_differ(
    door: Door, both: Callable[[Door], tuple[Any, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of our own part: allauth sends no second mail to an address without an account."""
    monkeypatch.delattr(views.EqualResend, "_resend_form_valid")
    known, unknown = both(door)
    assert (known[:-1] == unknown[:-1], sorted([known[-1][0], unknown[-1][0]])) == (True, [1, 2])


TRIES, FEWER_TRIES = 200, 10
MOST = 0.020  # seconds between the medians
TURNS = 200_000  # about three times MOST


def distance(door: Door, another: Callable[..., Any], tries: int) -> float:
    """How far the median times for a known and an unknown address lie apart.

    The first request of the door is timed. Known and unknown are taken in turn, so that all else is equal, and each
    unknown address is new.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(tries):
        for known in (True, False):
            steps = door(another(), KNOWN if known else f"onbekend{number}@buurt.example")
            began = time.perf_counter()
            next(steps)
            times[known].append(time.perf_counter() - began)
            mail.outbox.clear()
    return abs(statistics.median(times[True]) - statistics.median(times[False]))


@pytest.fixture
def as_in_production(settings: Any, unlimited: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords take the hasher of production, with enough turns to tell whether it was asked."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", TURNS)
    UserFactory(email=KNOWN)


@pytest.mark.alone
@pytest.mark.usefixtures("as_in_production")
@pytest.mark.parametrize(
    "door", [logging_in, asking_for_a_code, forgetting_the_password, signing_up, signing_up_with_a_password]
)
def test_known_and_unknown_address_take_the_same_time(door: Door, another: Callable[..., Any]) -> None:
    assert distance(door, another, TRIES) < MOST


@pytest.mark.alone
@pytest.mark.usefixtures("as_in_production")
@pytest.mark.parametrize(
    ("door", "protection"),
    [
        (logging_in, (AuthenticationBackend, "_mitigate_timing_attack")),
        (signing_up_with_a_password, (forms.SignupForm, "rehearse")),
    ],
)
def test_difference_in_time_would_be_measured(
    door: Door, protection: tuple[type, str], another: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the work that is done for nothing, the times lie apart."""
    monkeypatch.setattr(*protection, lambda *_args: None)
    assert distance(door, another, FEWER_TRIES) > MOST


def test_account_that_is_made_for_nobody_is_gone(visitor: Any) -> None:
    UserFactory(email=KNOWN)
    before = User.objects.count()
    next(signing_up(visitor, KNOWN))
    assert (User.objects.count(), "signed_up" in visitor.session) == (before, False)
    assert [message.to for message in mail.outbox] == [[KNOWN]]
