"""Visitors whose mails are really sent, and the second steps of people."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from community.members.models import User
from tests.factories.people import PASSWORD

SECRET = base64.b32encode(b"twintig bytes geheim").decode()
PERIOD = 30  # seconds
DIGITS = 6


def at_once(function: Callable[[], object], **_options: Any) -> None:
    """Do it now."""
    function()


class Visitor(Client):
    """A browser; what waits for the end of a transaction is done within the request, as it is outside tests."""

    def request(self, **request: Any) -> HttpResponse:
        """Ask for a page."""
        with mock.patch("django.db.transaction.on_commit", at_once):
            return super().request(**request)

    def log_in(self, email: str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
        """Fill in the form with a password."""
        return self.post(reverse("account_login"), {"login": email, "password": password}, **extra)


@pytest.fixture
def visitor(db: None) -> Visitor:
    """Somebody who comes in."""
    return Visitor()


@pytest.fixture
def another(db: None) -> Callable[[], Visitor]:
    """Make another visitor."""
    return Visitor


@pytest.fixture
def signed_in_as(db: None) -> Callable[[User], Visitor]:
    """Make a visitor who logged in as somebody with a password."""

    def log_in(user: User) -> Visitor:
        made = Visitor()
        assert made.log_in(user.email).status_code == 302
        return made

    return log_in


def digits(secret: str, moment: float) -> str:
    """The code that an app with this secret shows at a moment."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(moment) // PERIOD), "sha1").digest()
    at = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


@pytest.fixture
def code_of_app() -> Callable[..., str]:
    """The code that an app shows now."""
    return lambda secret=SECRET: digits(secret, time.time())


@pytest.fixture
def with_app(db: None) -> Callable[[User], User]:
    """Give somebody an app and recovery codes."""

    def give(user: User) -> User:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
        return user

    return give


@pytest.fixture
def with_passkey(db: None) -> Callable[..., Authenticator]:
    """Give somebody a passkey that no device has."""

    def give(user: User, name: str = "Telefoon") -> Authenticator:
        return Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
        )

    return give


@pytest.fixture
def last_code() -> Callable[[], str]:
    """The code in the last mail."""

    def read() -> str:
        found = re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE)
        assert found
        return found[0]

    return read
