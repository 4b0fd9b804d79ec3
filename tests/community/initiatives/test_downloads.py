"""The directory as a file: for whom, with what in it, and that it is noted."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.initiatives import downloads
from community.initiatives.downloads import download
from community.initiatives.models import ContactVisibility, Initiative
from community.initiatives.transfer import InitiativeTransfer
from community.members.models import ExportRecord
from foundation.transfer.importing import import_table
from foundation.transfer.reading import read_table
from tests.conftest import Network
from tests.factories import InitiativeFactory, ThemeFactory, UserFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

ADDRESS = "/initiatieven.csv"


def rows(response: Any) -> list[dict[str, str]]:
    """The rows of the file."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def three(network: Network) -> None:
    """Three initiatives; one hides its contact, one has a formula for a name."""
    theme = ThemeFactory(title="Zorg", slug="zorg")
    InitiativeFactory(
        title="Avondbus",
        themes=[theme],
        tags=["bus"],
        needs=[{"title": "Subsidie", "kind": "geld"}],
        contact_email="open@voorbeeld.example",
        contact_visibility=ContactVisibility.MEMBERS,
    )
    InitiativeFactory(
        title="Buurttuin",
        municipality=municipality_named("Zeist"),
        contact_email="geheim@voorbeeld.example",
        contact_name="Geheim",
        contact_visibility=ContactVisibility.HIDDEN,
    )
    InitiativeFactory(title="=1+1", slug="formule", municipality=municipality_named("Zeist"))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_editors_get_what_the_filters_leave(signed_in: Callable[[str], Client], role: str) -> None:
    response = signed_in(role).get(f"{ADDRESS}?gemeente=zeist&volgorde=nieuw")
    assert response["Content-Disposition"].startswith('attachment; filename="initiatieven-')
    assert [(row["title"], row["contact_email"]) for row in rows(response)] == [
        ("'=1+1", ""),
        ("Buurttuin", "geheim@voorbeeld.example"),
    ]
    record = ExportRecord.objects.get()
    assert (record.what, record.rows) == ("initiatives.csv?gemeente=zeist&volgorde=nieuw", 2)
    assert record.actor is not None


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("role", ["writer", "moderator", "support"])
def test_hidden_contacts_are_for_editors_only(signed_in: Callable[[str], Client], role: str) -> None:
    found = rows(signed_in(role).get(ADDRESS))
    assert [(row["title"], row["contact_name"], row["contact_email"]) for row in found] == [
        ("'=1+1", "", ""),
        ("Avondbus", "", "open@voorbeeld.example"),
        ("Buurttuin", "", ""),
    ]


@pytest.mark.usefixtures("three")
def test_members_get_no_file_and_strangers_are_asked_to_sign_in(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("member").get(ADDRESS).status_code == 403
    response = Client().get(ADDRESS)
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={ADDRESS}")
    assert signed_in("editor").post(ADDRESS).status_code == 405
    assert ExportRecord.objects.count() == 0


@pytest.mark.usefixtures("three")
def test_action_asks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls it; without the question anybody gets it: the control."""
    with pytest.raises(PermissionDenied):
        download([], by=UserFactory(), filters="")
    monkeypatch.setattr(downloads, "may_download", lambda _user: True)
    assert list(download([], by=UserFactory(), filters=""))


def test_link_is_shown_to_who_may(signed_in: Callable[[str], Client], network: Network) -> None:
    InitiativeFactory()
    seen = {
        role: f'href="{ADDRESS}?fase=draait"'
        in signed_in(role).get(f"{network.directory.url}?fase=draait").content.decode()
        for role in ("anonymous", "member", "moderator", "editor")
    }
    assert seen == {"anonymous": False, "member": False, "moderator": True, "editor": True}


@pytest.mark.usefixtures("three")
def test_file_can_be_brought_in_again(signed_in: Callable[[str], Client]) -> None:
    content = b"".join(signed_in("editor").get(ADDRESS).streaming_content)
    transfer = InitiativeTransfer()
    outcome = import_table(transfer, read_table(content, transfer.headers), dry_run=True)
    assert (outcome.new, outcome.changed, outcome.unchanged, outcome.bad) == (0, 0, 3, 0)


def test_english_list_gives_the_source(signed_in: Callable[[str], Client], network: Network) -> None:
    InitiativeFactory(title="Avondbus")
    assert [row["title"] for row in rows(signed_in("editor").get("/en/initiatives.csv"))] == ["Avondbus"]
    assert Initiative.objects.count() == 2


def test_file_takes_as_many_queries_for_30_as_for_1(signed_in: Callable[[str], Client], network: Network) -> None:
    client = signed_in("editor")
    rows(client.get(ADDRESS))
    counts = []
    for wanted in (1, 29):
        for _number in range(wanted):
            InitiativeFactory(needs=["Bus"], tags=["a"], themes=[])
        with CaptureQueriesContext(connection) as captured:
            number = len(rows(client.get(ADDRESS)))
        counts.append((number, len(captured)))
    assert [number for number, _queries in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]
