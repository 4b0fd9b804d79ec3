"""Addresses with a number that no database holds: there is nothing there, for anybody, and no error."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from tests.rights.world import ADMINISTRATOR, MEMBER, OWNER, World, make_world

pytestmark = pytest.mark.django_db
TOO_LARGE = 10**30
ANY_UUID = "12345678-1234-4234-8234-123456789012"
NOT_OURS = ("wagtail", "django", "account", "mfa", "usersessions")


@pytest.fixture(scope="module")
def world(made_once: Callable[[], Any]) -> World:
    """People to ask as."""
    with made_once():
        return make_world()


def numbered(
    resolver: URLResolver, spaces: tuple[str, ...] = (), before: tuple[tuple[str, Any], ...] = ()
) -> Iterator[str]:
    """The paths of our own addresses that take a number, with one that is too large."""
    for entry in resolver.url_patterns:
        converters = (*before, *entry.pattern.converters.items())
        if isinstance(entry, URLResolver):
            yield from numbered(entry, (*spaces, entry.namespace) if entry.namespace else spaces, converters)
        elif isinstance(entry, URLPattern) and any(isinstance(one, IntConverter) for _name, one in converters):
            name = ":".join((*spaces, entry.name or ""))
            values = {IntConverter: TOO_LARGE, UUIDConverter: ANY_UUID}
            if name and not name.startswith(NOT_OURS):
                try:
                    yield reverse(name, kwargs={each: values.get(type(one), "x") for each, one in converters})
                except NoReverseMatch:  # it takes one of a few words
                    continue


def test_number_that_no_database_holds_is_nobodys(world: World) -> None:
    paths = sorted(set(numbered(get_resolver())))
    assert len(paths) > 40
    wrong = []
    for role in (MEMBER, OWNER, ADMINISTRATOR):
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = world.cookies[role]
        for path in paths:
            for method in (client.get, client.post):
                status = method(path).status_code
                if status >= 500 or status == 200:
                    wrong.append((role, method.__name__, path, status))
    assert wrong == []
