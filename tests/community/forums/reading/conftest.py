"""What tests of reading share."""

from collections.abc import Callable

import pytest
from django.test import Client

from community.members.models import User
from tests.factories import UserFactory


@pytest.fixture
def member(network: object) -> User:
    """Somebody who reads."""
    return UserFactory(first_name="Joke", last_name="Klaassen")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Give a client that is signed in as this person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
