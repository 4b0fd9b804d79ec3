"""Accounts by e-mail address."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from community.members.models import User
from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again", ["joke@buurt.example", "JOKE@buurt.example", "joke@BUURT.example", "Joke@Buurt.Example"]
)
def test_address_has_one_account_whatever_its_capitals(again: str) -> None:
    """Refused by the database itself, so that no race makes a second one."""
    UserFactory(email="joke@buurt.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email=again, password="!").save()
    assert User.objects.filter(email__iexact=again).count() == 1


def test_other_address_gets_its_own_account() -> None:
    """The control."""
    UserFactory(email="joke@buurt.example")
    UserFactory(email="joke@buurt2.example")
    assert User.objects.filter(email__startswith="joke@").count() == 2


@pytest.mark.parametrize("typed", ["joke@buurt.example", "JOKE@Buurt.example"])
def test_person_signs_in_whatever_the_capitals(typed: str) -> None:
    """As it was typed."""
    user = UserFactory(email="joke@buurt.example")
    assert authenticate(username=typed, password=PASSWORD) == user
    assert authenticate(username=typed, password="iets anders") is None


def test_account_without_address_is_refused() -> None:
    """There would be no way in."""
    with pytest.raises(ValueError, match=r"^An account needs an e-mail address\.$"):
        User.objects.create_user("")


def test_account_without_password_lets_nobody_in() -> None:
    """Until its owner sets one."""
    user = User.objects.create_user("joke@buurt.example")
    assert (user.has_usable_password(), authenticate(username=user.email, password="")) == (False, None)


def test_person_is_shown_by_name_or_address() -> None:
    """A name where there is one."""
    assert str(User(email="j@x.example", first_name="Joke", last_name="Kok")) == "Joke Kok"
    assert str(User(email="j@x.example")) == "j@x.example"
