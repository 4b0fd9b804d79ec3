"""The rights matrix: every address, as everybody, by every method, for one's own things and those of others.

GET and POST are compared with the table in `matrix.py` for each role. By PUT, PATCH and DELETE nobody may get further:
each of these is tried at every address by visitors, and one by each who is refused; with RIGHTS_MATRIX=full all by
everybody. What is refused writes nothing, nor does a GET.
"""

import logging
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from community.themes.models import Tag
from tests.rights.matrix import RULES, STUMBLES, Rule, Way
from tests.rights.walking import (
    DELETE,
    GET,
    LOGIN,
    METHOD,
    MISSING,
    OF_SOMEBODY,
    OK,
    PATCH,
    POST,
    PUT,
    REFUSED,
    Address,
    Answer,
    addresses,
    ask,
    path_of,
    without_rendering,
)
from tests.rights.world import OTHER, OWN, ROLES, STRANGERS, World, make_world

pytestmark = pytest.mark.django_db

FULL = os.environ.get("RIGHTS_MATRIX") == "full"
RARE = (PUT, PATCH, DELETE)
NO_FURTHER = (METHOD, LOGIN, REFUSED, MISSING)


@pytest.fixture(scope="module")
def world(made_once: Callable[[], Any]) -> World:
    """What there is to ask for."""
    with made_once():
        return make_world()


def test_every_address_has_one_rule() -> None:
    """An address that nobody thought about fails here: say in `matrix.py` who may do what."""
    known = {address.rule for address in addresses()}
    assert (sorted(known - set(RULES)), sorted(set(RULES) - known)) == ([], [])


def test_an_address_without_a_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.delitem(RULES, "my_data")
    with pytest.raises(AssertionError):
        test_every_address_has_one_rule()


def ways_of(rule: Rule, whose: str) -> tuple[Way, Way]:
    """The ways of GET and POST."""
    return (rule.own_get or rule.get, rule.own_post or rule.post) if whose == OWN else (rule.get, rule.post)


def answer(address: Address, path: str, *, cookie: str, method: str) -> Answer:
    """What comes of it; a view of Wagtail that stumbles over an empty form let somebody in."""
    try:
        return ask(path, cookie=cookie, method=method)
    except PermissionDenied:
        raise
    except Exception:
        if address.name in STUMBLES:
            return Answer(OK, frozenset(), "stumbled")
        raise


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_matrix_says(role: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    without_rendering(monkeypatch)
    # Thousands of refusals are what is wanted here.
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    wrong = []
    for number, address in enumerate(addresses()):
        rule = RULES[address.rule]
        for whose in (OWN, OTHER) if address.name in OF_SOMEBODY else (OTHER,):
            path = path_of(address, world, role=role, whose=whose)
            get, post = (way.of(role) for way in ways_of(rule, whose))
            rare = {get, post, *NO_FURTHER, *(rule.rare if role in rule.rare_for else ())}
            for method, expected in asked_for(number, role, get, post, rare):
                came = answer(address, path, cookie=world.cookies[role], method=method)
                if came.outcome not in expected:
                    wrong.append((address.name, whose, method, came.outcome, came.detail, expected))
                may_write = method != GET and (came.outcome, post) == (OK, OK)
                if not may_write and (extra := came.written - set(rule.notes) - set(WRITTEN_AT_THE_DOOR)):
                    wrong.append((address.name, whose, method, "wrote", sorted(extra)))
    assert not wrong, "\n".join(map(str, wrong))


# An editor who opens a page is subscribed to its remarks before the method is looked at; what is stopped answers so.
WRITTEN_AT_THE_DOOR = ("wagtailcore_pagesubscription", "wagtail_localize_translation")


def asked_for(number: int, role: str, get: str, post: str, rare_ones: set[str]) -> list[tuple[str, set[str]]]:
    """The methods to try with what may come of them."""
    asked = [(GET, {get}), (POST, {post})]
    if FULL or role in STRANGERS:
        rare = RARE
    elif OK in {get, post}:
        rare = ()
    else:
        rare = (RARE[(number + ROLES.index(role)) % len(RARE)],)
    return asked + [(method, rare_ones) for method in rare]


def test_what_is_refused_by_get_is_refused_by_all_methods() -> None:
    """Each method is tried by somebody who may not, at every address that refuses anybody."""
    for number, address in enumerate(addresses()):
        rule = RULES[address.rule]
        refused = [role for role in ROLES if OK not in {rule.get.of(role), rule.post.of(role)}]
        tried = {
            method for role in refused for method, _expected in asked_for(number, role, "missing", "missing", set())
        } - {GET, POST}
        assert not refused or len(tried) >= min(3, len(refused)), address.name


class TestTheWalkItself:
    """Controls: what would be wrong is seen."""

    def test_sees_that_somebody_is_let_in(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        path = path_of(Address("members_exports:index", ()), world, role="editor", whose=OTHER)
        assert ask(path, cookie=world.cookies["editor"], method=GET).outcome == REFUSED
        monkeypatch.setattr(
            "wagtail.permission_policies.base.ModelPermissionPolicy.user_has_permission", lambda *_: True
        )
        monkeypatch.setattr(
            "wagtail.permission_policies.base.BasePermissionPolicy.user_has_any_permission", lambda *_: True
        )
        assert ask(path, cookie=world.cookies["editor"], method=GET).outcome == OK

    def test_sees_what_is_written(self, world: World) -> None:
        path = path_of(Address("data_export", ("public_id",)), world, role="member", whose=OWN)
        assert ask(path, cookie=world.cookies["member"], method=GET).written == {"members_exportrecord"}

    def test_takes_back_what_it_did(self, world: World) -> None:
        path = path_of(Address("wagtailsnippets_themes_tag:delete", ("pk",)), world, role="editor", whose=OTHER)
        came = ask(path, cookie=world.cookies["editor"], method=POST)
        assert (came.outcome, "themes_tag" in came.written) == (OK, True)
        assert Tag.objects.filter(pk=world.tag.pk).exists()

    def test_everybody_is_who_they_are(self, world: World) -> None:
        for role, things in world.things.items():
            client = Client()
            client.cookies["sessionid"] = world.cookies[role]
            assert client.get("/mijn/account/").wsgi_request.user == things.user
