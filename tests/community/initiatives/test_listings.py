"""The directory: distance, what is looked for and offered, and how quickly."""

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

from community.initiatives.models import Initiative, InitiativeDirectory, NeedOrOffer
from foundation.generation import next_generation
from foundation.listing import Listing
from tests.conftest import Network
from tests.factories import InitiativeFactory, OwnerFactory, ThemeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

ENDED = timezone.localdate() - timedelta(days=1)


@pytest.fixture(scope="module")
def directory(made_once: Callable[[], AbstractContextManager[None]]) -> str:
    """Four initiatives: in Woerden, Maarn and Utrecht, and one in Utrecht without a point; the address."""
    with made_once():
        theme = ThemeFactory(title="Zorg")
        InitiativeFactory(
            title="Woerdense Bus",
            themes=[theme],
            needs=[{"title": "Subsidie", "kind": "geld"}, {"title": "Schuur", "kind": "ruimte", "until": ENDED}],
        )
        InitiativeFactory(
            title="Maarnse Zaal",
            place="Maarn",
            latitude=52.0655,
            longitude=5.3769,
            municipality=municipality_named("Utrechtse Heuvelrug"),
            offers=[{"title": "Zaal", "kind": "ruimte", "until": timezone.localdate()}],
        )
        for title, point in (("Domtuin", (52.0907, 5.1214)), ("Zonder punt", (None, None))):
            InitiativeFactory(
                title=title,
                place="Utrecht",
                postcode="3511 AB",
                latitude=point[0],
                longitude=point[1],
                municipality=municipality_named("Utrecht"),
            )
        return InitiativeDirectory.objects.get(locale__language_code="nl").url


def asked(address: str, client: Client | None = None, **parameters: str) -> Any:
    """The response to these parameters, made anew."""
    cache.clear()
    response = (client or Client()).get(address, parameters)
    assert response.status_code == 200
    return response


def listing_at(address: str, **parameters: str) -> Listing:
    """The listing."""
    return asked(address, **parameters).context["listing"]


def shown(listing: Listing) -> list[tuple[str, tuple[str, ...]]]:
    """Titles with what is noted beside them."""
    return [(card.title, card.notes) for card in listing.items]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"bij": "3511"},
            [
                ("Zonder punt", "minder dan 1 km"),
                ("Domtuin", "minder dan 1 km"),
                ("Woerdense Bus", "16 km"),
                ("Maarnse Zaal", "18 km"),
            ],
        ),
        ({"bij": "3511 AB", "straal": "10"}, [("Zonder punt", "minder dan 1 km"), ("Domtuin", "minder dan 1 km")]),
        ({"bij": "maarn", "straal": "5"}, [("Maarnse Zaal", "minder dan 1 km")]),
        ({"bij": "Utrecht", "straal": "25", "zoekt": "geld"}, [("Woerdense Bus", "15 km")]),
        ({"bij": "1011", "straal": "5"}, []),
    ],
)
def test_nearest_come_first_with_their_distance(
    directory: str, parameters: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert shown(listing_at(directory, **parameters)) == [(title, (km,)) for title, km in expected]


def test_other_orders_keep_the_distance(directory: str) -> None:
    listing = listing_at(directory, bij="3511", straal="10", volgorde="naam")
    assert [title for title, _notes in shown(listing)] == ["Domtuin", "Zonder punt"]
    assert [(link.title, link.current) for link in listing.sort_options] == [
        ("dichtbij eerst", False),
        ("op naam", True),
        ("nieuwste eerst", False),
    ]


def test_place_is_a_lamp_that_goes_out_with_its_radius(directory: str) -> None:
    listing = listing_at(directory, bij="3511", straal="10", fase="draait")
    assert [(chip.label, chip.remove_url) for chip in listing.chips] == [
        ("binnen 10 km van 3511 Utrecht", f"{directory}?fase=draait"),
        ("Draait volop", f"{directory}?bij=3511&straal=10"),
    ]


def test_unknown_place_shows_all_and_says_so(directory: str) -> None:
    response = asked(directory, bij="Woerdn")
    listing = response.context["listing"]
    assert (listing.total, [notes for _title, notes in shown(listing)]) == (4, [()] * 4)
    assert "Bedoel je Woerden, Wierden of Wormer?" in response.content.decode()
    assert 'value="Woerdn"' in response.content.decode()


def test_nothing_near_leads_farther(directory: str) -> None:
    listing = listing_at(directory, bij="1011", straal="10")
    assert listing.empty
    assert listing.empty.title == "Niets gevonden bij 1011 Amsterdam"
    assert [(link.title, link.url) for link in listing.empty.links] == [
        ("Kijk binnen 25 km", f"{directory}?bij=1011&straal=25"),
        ("Kijk binnen 50 km", f"{directory}?bij=1011&straal=50"),
        ("Toon alle initiatieven", directory),
    ]


@pytest.mark.parametrize(
    ("parameters", "titles"),
    [
        ({"zoekt": "geld"}, ["Woerdense Bus"]),
        ({"zoekt": "alles"}, ["Woerdense Bus"]),
        ({"zoekt": "ruimte"}, []),  # it has ended
        ({"biedt": "ruimte"}, ["Maarnse Zaal"]),  # its last day is today
        ({"biedt": "alles", "zoekt": "geld"}, []),
        ({"zoekt": "alles", "thema": "zorg"}, ["Woerdense Bus"]),
        ({"zoekt": "onzin"}, []),
    ],
)
def test_needs_and_offers_are_found_by_kind(directory: str, parameters: dict[str, str], titles: list[str]) -> None:
    assert [card.title for card in listing_at(directory, **parameters).items] == titles


def test_kinds_are_counted_and_said_on_the_lamp(directory: str) -> None:
    listing = listing_at(directory, zoekt="geld")
    field = next(field for field in listing.fields if field.name == "zoekt")
    assert [(option.value, option.count) for option in field.options] == [("alles", 1), ("geld", 1)]
    assert [chip.label for chip in listing.chips] == ["Zoekt: Geld en subsidie"]


def test_need_that_ended_is_nowhere(directory: str) -> None:
    assert "Schuur" not in asked(directory).content.decode()
    page = Initiative.objects.get(title="Woerdense Bus", locale__language_code="nl")
    content = asked(page.url).content.decode()
    assert ("Subsidie" in content, "Schuur" in content) == (True, False)


def test_map_has_what_the_list_has(directory: str) -> None:
    cache.clear()
    points = Client().get("/map/initiatives.json?bij=3511&straal=25").json()
    assert points["titles"] == ["Zonder punt", "Domtuin", "Woerdense Bus", "Maarnse Zaal"]
    assert points["at"][:4] == [None, None, 520907, 51214]


def test_english_speaks_english(directory: str, network: Network) -> None:
    english = network.directory.get_translation(network.english).url
    listing = listing_at(english, bij="Maarn", straal="5", biedt="ruimte")
    assert shown(listing) == [("Maarnse Zaal", ("less than 1 km",))]
    assert [chip.label for chip in listing.chips] == ["within 5 km of Maarn", "Offers: A room or a piece of land"]


def test_own_places_are_one_click_away(directory: str) -> None:
    owner = OwnerFactory(initiative=Initiative.objects.get(title="Maarnse Zaal", locale__language_code="nl")).user
    client = Client()
    client.force_login(owner)
    near = asked(directory, client, fase="draait").context["listing"].near
    assert [(link.title, link.url) for link in near.mine] == [
        ("bij mijn initiatief in Maarn", f"{directory}?fase=draait&bij=Maarn")
    ]
    assert asked(directory).context["listing"].near.mine == ()


@pytest.mark.parametrize(
    "query",
    [
        "bij='",
        'bij="&straal="',
        "bij=%27%20OR%201=1--&straal=10",
        "bij=%ED%A0%80",
        "straal=99999999999999999999",
        "bij=3511&straal=-1&volgorde=nabij",
        "volgorde=nabij",
        "zoekt='&biedt=\"",
        "bij=" + "a" * 200,
        "bij=%F0%9F%8F%A0",
    ],
)
def test_odd_addresses_are_answered(directory: str, query: str) -> None:
    cache.clear()
    assert [Client().get(f"{address}?{query}").status_code for address in (directory, "/map/initiatives.json")] == [
        200
    ] * 2


@pytest.mark.parametrize("query", ["bij=%00", "bij=3511%00", "bij=" + "a" * 201])
def test_damaged_addresses_are_refused(directory: str, query: str) -> None:
    assert [Client().get(f"{address}?{query}").status_code for address in (directory, "/map/initiatives.json")] == [
        400
    ] * 2


def test_directory_takes_as_many_queries_for_30_as_for_1(client: Client, network: Network) -> None:
    """Counted with nothing remembered, near a place and filtered."""
    address = f"{network.directory.url}?bij=Woerden&zoekt=recht&utm="
    client.get(f"{address}0")  # what a process asks once in its life is not counted
    counts = []
    for wanted in (1, 29):
        for _number in range(wanted):
            InitiativeFactory(needs=[{"title": "Notaris", "kind": "recht"}])
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"{address}{wanted}")
        counts.append((response.context["listing"].total, len(captured)))
    assert [number for number, _queries in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]


def test_filters_ask_the_database_nothing_of_their_own(directory: str) -> None:
    """Once the table is there, any choice costs as few queries as none; made anew it costs more: the control."""
    asked(directory)
    numbers = []
    for parameters in ({}, {"bij": "3511"}, {"zoekt": "geld", "fase": "draait", "zoek": "bus"}):
        with CaptureQueriesContext(connection) as captured:
            asked(directory, **parameters)
        numbers.append(len(captured))
    assert numbers == [numbers[0]] * 3
    next_generation()
    with CaptureQueriesContext(connection) as captured:
        asked(directory)
    assert len(captured) > numbers[0]


def test_change_of_a_need_shows_with_the_next_publication(directory: str) -> None:
    page = Initiative.objects.get(title="Domtuin", locale__language_code="nl")
    page.needs_and_offers = [NeedOrOffer(direction="zoekt", kind="recht", title="Notaris")]
    page.save_revision().publish()
    assert [card.title for card in listing_at(directory, zoekt="recht").items] == ["Domtuin"]
