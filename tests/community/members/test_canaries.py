"""Privacy canaries: a word in each personal field of a member who shows nothing, looked for as everybody else.

Every address of the rights matrix is asked for, then every link on the pages that came, the search, mails and logs.
Administrators and editors may see who belongs to an initiative: see `MAY_SEE`.
"""

import logging
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.members.conversations.actions import start_conversation
from community.members.models import MemberProfile, User, Visibility
from tests.community.members import canaries
from tests.factories import UserFactory
from tests.rights.walking import OF_SOMEBODY, addresses, path_of
from tests.rights.world import (
    ADMINISTRATOR,
    ANONYMOUS,
    EDITOR,
    MEMBER,
    MODERATOR,
    OTHER,
    OWN,
    OWNER,
    SUPPORT,
    UNVERIFIED,
    WRITER,
    World,
    make_world,
)

pytestmark = pytest.mark.django_db

WATCHED = (ANONYMOUS, UNVERIFIED, MEMBER, OWNER, MODERATOR, SUPPORT, WRITER, EDITOR)
# Editors manage who belongs to an initiative, and see there who it is.
MAY_SEE = {EDITOR: {canaries.FIRST, canaries.LAST, canaries.EMAIL}}
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
MOST_LINKS = 250  # pages; what is public is a small network
# Addresses that give no page, or end the session.
PASSED_OVER = {"wagtailadmin_error_test", "wagtailadmin_logout", "account_logout"}


@pytest.fixture(scope="module")
def world(made_once: Callable[[], Any]) -> World:
    """A network in which the neighbour is full of canaries."""
    with made_once():
        private = dict.fromkeys(MemberProfile.PARTS, Visibility.PRIVATE)
        made = make_world(canaries.make_person(**private))
        call_command("rebuild_search", verbosity=0)
        return made


def seen(text: str, role: str) -> set[str]:
    """The canaries in a page that this role should not see."""
    lower = text.lower()
    return {word for word in canaries.PRIVATE if word in lower} - MAY_SEE.get(role, set())


def client_of(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if world.cookies[role]:
        client.cookies["sessionid"] = world.cookies[role]
    return client


def body(response: Any) -> str:
    """All that was sent, with its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)} {content.decode('utf-8', errors='replace')}"


@pytest.mark.parametrize("role", WATCHED)
def test_nobody_sees_a_canary(role: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    client = client_of(world, role)
    found: dict[str, set[str]] = {}
    links: set[str] = set()
    visited: set[str] = set()

    def look(path: str) -> None:
        visited.add(path)
        text = body(client.get(path))
        links.update(unescape(link) for link in LINK.findall(text))
        if hits := seen(text, role):
            found[path] = hits

    for address in addresses():
        if address.name not in PASSED_OVER:
            for whose in (OWN, OTHER) if address.name in OF_SOMEBODY else (OTHER,):
                look(path_of(address, world, role=role, whose=whose))
    while (rest := sorted(link for link in links - visited if is_followed(link))) and len(visited) < 1000:
        for link in rest[:MOST_LINKS]:
            look(link)
    assert found == {}


def is_followed(link: str) -> bool:
    """Pages for people; the admin's were all asked for by their addresses."""
    return not link.startswith(("/static/", "/admin/", "/media/", "/account/logout/")) and link.count("&") < 1


def test_the_person_sees_them_all(world: World) -> None:
    """The control: the same look finds each of them on the person's own pages."""
    client = Client()
    client.force_login(world.neighbour.user)
    paths = ("/mijn/profiel/", "/mijn/account/", reverse("account_email"), "/mijn/")
    text = "".join(body(client.get(path)) for path in paths)
    assert seen(text, "") == set(canaries.PRIVATE) - {canaries.OTHER_EMAIL}  # one address at a time is shown


def test_an_administrator_sees_who_has_an_account(world: World) -> None:
    """The control of the crawl: what may be seen is seen."""
    text = body(client_of(world, ADMINISTRATOR).get(reverse("wagtailusers_users:index"), {"q": canaries.LAST}))
    assert canaries.EMAIL in seen(text, "")


@pytest.mark.parametrize("role", [ANONYMOUS, MEMBER, WRITER, EDITOR])
@pytest.mark.parametrize("word", [*canaries.PRIVATE, canaries.WORD])
def test_the_search_finds_no_canary(role: str, word: str, world: World) -> None:
    client = client_of(world, role)
    assert client.get("/api/search/", {"q": word}).json()["results"] == []
    assert client.get("/api/suggest/", {"q": word}).json()["suggestions"] == []


def test_the_search_finds_what_is_public(world: World) -> None:
    """The control."""
    assert Client().get("/api/search/", {"q": "Buurthuis"}).json()["results"] != []


def test_mail_to_others_holds_no_canary(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """A member who keeps their name to themselves writes to somebody else."""
    reader = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        start_conversation(by=world.neighbour.user, to=[reader], subject="Zaden ruilen", text="Heb jij bonen?")
    assert [message.to for message in mail.outbox] == [[reader.email]]
    told = "".join(f"{message.subject}{message.body}{message.alternatives}" for message in mail.outbox)
    assert seen(told, MEMBER) == set()


def test_logs_hold_no_canary(
    world: World,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Signing in, failing to, asking for a code, a copy, a mail server that refuses: nothing names the person."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").disabled = True  # queries are never logged outside of DEBUG
    user: User = world.neighbour.user
    with django_capture_on_commit_callbacks(execute=True):
        for password in ("fout", "een-goed-wachtwoord"):
            Client().post("/account/login/", {"login": user.email, "password": password})
        for address in ("/account/password/reset/", "/account/login/code/"):
            Client().post(address, {"email": user.email})
        client = Client()
        client.force_login(user)
        client.post(reverse("ask_data_export"))
        client.post("/mijn/profiel/", {"about": canaries.ABOUT})
    told = "".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    assert seen(told, MEMBER) == set()
