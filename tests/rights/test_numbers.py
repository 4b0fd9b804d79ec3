"""Addresses with a number that no database holds: there is nothing there, for anybody, and no error."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.rights.walking import addresses
from tests.rights.world import ADMINISTRATOR, MEMBER, OWNER, World, make_world

pytestmark = pytest.mark.django_db
TOO_LARGE = 10**30
# The style sheet is the same whatever its address says of it.
LEFT_OUT = ("wagtail", "django", "account", "mfa", "usersessions", "house_style")


@pytest.fixture(scope="module")
def world(made_once: Callable[[], Any]) -> World:
    """People to ask as."""
    with made_once():
        return make_world()


def paths() -> Iterator[str]:
    """Our own addresses, with this number for each parameter that may be one."""
    for address in addresses():
        if address.parameters and not address.name.startswith(LEFT_OUT):
            try:
                yield reverse(address.name, args=[TOO_LARGE] * len(address.parameters))
            except (NoReverseMatch, AttributeError):  # it takes one of a few words, a day, or no number
                continue


def test_number_that_no_database_holds_is_nobodys(world: World) -> None:
    asked = sorted(set(paths()))
    assert len(asked) > 40
    wrong = []
    for role in (MEMBER, OWNER, ADMINISTRATOR):
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = world.cookies[role]
        for path in asked:
            for method in (client.get, client.post):
                status = method(path).status_code
                if status >= 500 or status == 200:
                    wrong.append((role, method.__name__, path, status))
    assert wrong == []
