"""The board of needs and offers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.initiatives.models import Initiative
from foundation.generation import next_generation
from tests.conftest import Network
from tests.factories import InitiativeFactory, ThemeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

BOARD = "/vraag-en-aanbod/"
TODAY = timezone.localdate()


@pytest.fixture(scope="module", autouse=True)
def initiatives(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """Two initiatives with four needs and offers that stand, and one that has ended."""
    with made_once():
        InitiativeFactory(
            title="Avondbus",
            themes=[ThemeFactory(title="Vervoer")],
            needs=[
                {"title": "Chauffeur", "kind": "vrijwilligers", "note": "Elke vrijdag"},
                {"title": "Voorbij", "kind": "geld", "until": TODAY - timedelta(days=1)},
            ],
            offers=[{"title": "Bus te leen", "kind": "materiaal", "until": TODAY + timedelta(days=9)}],
        )
        InitiativeFactory(
            title="Zaal <b>Maarn</b>",
            place="Maarn",
            latitude=52.0655,
            longitude=5.3769,
            municipality=municipality_named("Utrechtse Heuvelrug"),
            needs=[{"title": "Subsidie", "kind": "geld", "until": TODAY + timedelta(days=2)}],
            offers=[{"title": "Zaal", "kind": "ruimte"}],
        )


def board(query: str = "", *, prefix: str = "", client: Client | None = None) -> Any:
    """The board, made anew."""
    cache.clear()
    response = (client or Client()).get(f"{prefix}{BOARD if not prefix else '/needs-and-offers/'}{query}")
    assert response.status_code == 200
    return response


def titles(query: str = "") -> list[str]:
    """What is shown."""
    return [entry.title for entry in board(query).context["listing"].items]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Subsidie", "Zaal", "Chauffeur", "Bus te leen"]),
        ("?richting=zoekt", ["Subsidie", "Chauffeur"]),
        ("?richting=biedt&soort=ruimte", ["Zaal"]),
        ("?soort=geld", ["Subsidie"]),
        ("?thema=vervoer", ["Chauffeur", "Bus te leen"]),
        ("?gemeente=utrechtse-heuvelrug", ["Subsidie", "Zaal"]),
        ("?zoek=vrijdag", ["Chauffeur"]),
        ("?zoek=maarn", ["Subsidie", "Zaal"]),
        ("?bij=Maarn&straal=5", ["Subsidie", "Zaal"]),
        ("?bij=3441&straal=50", ["Chauffeur", "Bus te leen", "Subsidie", "Zaal"]),
        ("?volgorde=eindigt", ["Subsidie", "Bus te leen", "Zaal", "Chauffeur"]),
        ("?soort=bestuur", []),
        ("?soort=onzin", []),
    ],
)
def test_board_shows_what_stands_today(query: str, expected: list[str]) -> None:
    assert titles(query) == expected


def test_entry_says_what_of_whom_and_how_far() -> None:
    response = board("?bij=Maarn&straal=5&soort=geld")
    entry = response.context["listing"].items[0]
    assert (entry.is_need, entry.kind, entry.page.title, entry.distance) == (
        True,
        "Geld en subsidie",
        "Zaal <b>Maarn</b>",
        "minder dan 1 km",
    )
    page = Initiative.objects.get(title="Zaal <b>Maarn</b>", locale__language_code="nl")
    assert entry.respond_url == f"/initiatief/{page.pk}/reageren/?soort=zoekt&over=Subsidie"
    content = response.content.decode()
    assert ("Zaal &lt;b&gt;Maarn&lt;/b&gt;" in content, "<b>Maarn" in content) == (True, False)


def test_board_speaks_english() -> None:
    response = board("?bij=Maarn&straal=5", prefix="/en")
    assert [(entry.kind, entry.distance) for entry in response.context["listing"].items] == [
        ("Money and grants", "less than 1 km"),
        ("A room or a piece of land", "less than 1 km"),
    ]
    assert [entry.page.url.startswith("/en/") for entry in response.context["listing"].items] == [True, True]


def test_what_is_not_public_is_not_on_the_board() -> None:
    page = Initiative.objects.get(title="Avondbus", locale__language_code="nl")
    InitiativeFactory(title="Concept", published=False, needs=["Geheim"])
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert titles() == ["Subsidie", "Zaal"]
    restriction.delete()
    page.unpublish()
    assert titles() == ["Subsidie", "Zaal"]


@pytest.mark.parametrize(
    "query", ["?bij='&soort=\"", "?richting=%ED%A0%80", "?straal=-1&zoek=%25_", "?bij=0000", "?volgorde=x"]
)
def test_board_answers_odd_addresses(query: str) -> None:
    board(query)


@pytest.mark.parametrize(("query", "status"), [("?zoek=%00", 400), ("?pagina=99", 404), ("?soort=" + "a" * 201, 400)])
def test_board_refuses_damaged_addresses(query: str, status: int) -> None:
    assert Client().get(f"{BOARD}{query}").status_code == status


def test_board_is_only_read() -> None:
    assert Client().post(BOARD).status_code == 405


def test_directory_leads_to_the_board(network: Network) -> None:
    assert f'href="{BOARD}"' in Client().get(network.directory.url).content.decode()


def test_board_takes_as_many_queries_for_30_as_for_1() -> None:
    client = Client()
    client.get(f"{BOARD}?gemeente=soest")
    counts = []
    for wanted in (1, 29):
        for _number in range(wanted):
            InitiativeFactory(municipality=municipality_named("Soest"), needs=["Bus"])
        next_generation()
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"{BOARD}?gemeente=soest")
        counts.append((response.context["listing"].total, len(captured)))
    assert [number for number, _queries in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]
