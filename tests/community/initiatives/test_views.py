"""The data behind the map of initiatives."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from community.initiatives import map_points
from community.initiatives.map_tiles import TILES_HOST, TILES_URL
from foundation.models import NetworkIdentity
from tests.conftest import Network
from tests.factories import InitiativeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

POINTS = "/map/initiatives.json"
TITLES = "/map/titles.json"


def points(client: Client, query: str = "", *, prefix: str = "") -> dict[str, Any]:
    """What the map gets."""
    response = client.get(f"{prefix}{POINTS}{query}")
    assert response.status_code == 200
    return response.json()


def test_points_come_in_the_order_of_the_list(client: Client, network: Network) -> None:
    """The place among the points is the number in the list, so what has no point keeps its place."""
    InitiativeFactory(title="Carillon", latitude=52.09074, longitude=5.12142)
    InitiativeFactory(title="Buurttuin", latitude=None, longitude=None)
    InitiativeFactory(title="Avondbus", latitude=52.08533, longitude=4.88336)

    assert points(client) == {
        "base": network.directory.url,
        "at": [520853, 48834, None, None, 520907, 51214],
        "titles": ["Avondbus", "Buurttuin", "Carillon"],
        "slugs": ["avondbus", "buurttuin", "carillon"],
    }


def test_points_follow_the_filters_and_the_order_of_the_list(client: Client, network: Network) -> None:
    """The same parameters choose and sort."""
    first = InitiativeFactory(title="Avondbus", municipality=municipality_named("Utrecht"))
    InitiativeFactory(title="Buurttuin")
    last = InitiativeFactory(title="Carillon", municipality=municipality_named("Utrecht"))

    assert points(client, "?gemeente=utrecht")["titles"] == [first.title, last.title]
    assert points(client, "?gemeente=utrecht&volgorde=nieuw")["titles"] == [last.title, first.title]
    assert points(client, "?gemeente=nergens")["titles"] == []


def test_points_are_of_public_pages_only(client: Client, network: Network) -> None:
    """Drafts, withdrawn and private pages have no point; the same pages do have one once that is over."""
    InitiativeFactory(title="Concept", published=False)
    withdrawn = InitiativeFactory(title="Gestopt")
    withdrawn.unpublish()
    private = InitiativeFactory(title="Besloten")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    InitiativeFactory(title="Open")
    assert points(client)["titles"] == ["Open"]

    restriction.delete()
    withdrawn.save_revision().publish()
    assert points(client)["titles"] == ["Besloten", "Gestopt", "Open"]


def test_points_in_english_lead_to_the_english_pages(client: Client, network: Network) -> None:
    """Under /en/ the addresses are those of the English tree."""
    InitiativeFactory(title="Avondbus")
    english = network.directory.get_translation(network.english)

    assert points(client, prefix="/en")["base"] == english.url
    assert points(client, prefix="/en")["titles"] == ["Avondbus"]
    assert client.get(f"{english.url}avondbus/").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?zoek=%00", 400),
        (f"?zoek={'a' * 201}", 400),
        (f"?thema={'a' * 10_000}", 400),
        ("?zoek=%ED%A0%80", 200),
        ("?thema=%27%20OR%201", 200),
        ("?pagina=-1", 200),
        ("?gemeente[]=utrecht&onbekend=1", 200),
    ],
)
@pytest.mark.usefixtures("network")
def test_points_answer_odd_addresses(client: Client, query: str, status: int) -> None:
    """What no form of ours sends is a bad request, never an error of the server."""
    assert client.get(f"{POINTS}{query}").status_code == status


def test_points_are_only_read(client: Client, network: Network) -> None:
    """Nothing can be sent to the map."""
    assert [client.post(address).status_code for address in (POINTS, TITLES, "/map/initiatives.svg")] == [405] * 3


def test_points_take_as_many_queries_for_30_as_for_1(client: Client, network: Network) -> None:
    """Each publication starts a new generation, so both are counted with nothing remembered."""
    points(client)  # what a process asks once in its life is not counted
    counts = []
    for wanted in (1, 29):
        for _number in range(wanted):
            InitiativeFactory(needs=["penningmeester"])
        with CaptureQueriesContext(connection) as captured:
            found = points(client, "?fase=draait")
        counts.append((len(found["titles"]), len(captured)))
    assert [number for number, _queries in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]


def test_points_of_very_many_come_without_titles(
    client: Client, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit the keys travel, with which the map asks for the titles it shows."""
    pages = [InitiativeFactory(title=title) for title in ("Avondbus", "Buurttuin")]
    monkeypatch.setattr(map_points, "MOST_TITLES", 1)

    assert points(client) == {
        "base": network.directory.url,
        "at": [520853, 48833] * 2,
        "pks": [page.pk for page in pages],
    }


def test_titles_are_of_public_pages_only(client: Client, network: Network) -> None:
    """Whoever knows the key of a private page or a draft does not learn its title."""
    shown = InitiativeFactory(title="<b>Avondbus</b>", slug="avondbus")
    draft = InitiativeFactory(title="Concept", published=False)
    private = InitiativeFactory(title="Besloten")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    asked = f"{TITLES}?van={shown.pk},{draft.pk},{private.pk},{network.front.pk},999999999999999999"
    answer = {str(shown.pk): ["<b>Avondbus</b>", f"{network.directory.url}avondbus/"]}
    assert client.get(asked).json() == answer

    restriction.delete()
    assert client.get(asked).json() == answer | {str(private.pk): ["Besloten", f"{network.directory.url}besloten/"]}


@pytest.mark.parametrize("asked", ["", "a", "1,", "-1", "1.5", "²", "%00", "9" * 19, ",".join("1" * 51)])
@pytest.mark.usefixtures("network")
def test_titles_refuse_what_are_no_keys(client: Client, asked: str) -> None:
    """A bad request, never an error of the server."""
    assert client.get(f"{TITLES}?van={asked}").status_code == 400
    assert client.get(f"{TITLES}?van=1,2").status_code == 200


@pytest.mark.parametrize(
    ("switched_on", "sources", "shown"), [(False, "'self'", False), (True, f"'self' {TILES_HOST}", True)]
)
def test_directory_allows_tiles_only_where_switched_on(
    client: Client, network: Network, switched_on: bool, sources: str, shown: bool
) -> None:
    """Off, the page may load pictures from the site alone and knows no address of tiles; other pages never may."""
    InitiativeFactory()
    site = Site.objects.get(is_default_site=True)
    identity = NetworkIdentity.for_site(site)
    identity.map_tiles = switched_on
    identity.save()

    response = client.get(network.directory.url)
    assert pictures_from(response) == sources
    assert (TILES_URL in response.content.decode()) is shown
    assert (TILES_HOST in response.content.decode()) is shown
    assert pictures_from(client.get(network.library.url)) == "'self'"


def pictures_from(response: Any) -> str:
    """What the page's policy says about pictures."""
    directives = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return directives["img-src"]
