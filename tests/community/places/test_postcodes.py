"""Where postcodes and places are."""

from math import acos, cos, radians, sin

import pytest
from django.test import TestCase
from django.utils import translation

from community.places.nearby import near_asked
from community.places.postcodes import areas, places, spot_of
from foundation.distances import Spot, km_in_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["3511", " 3511 ", "3511AB", "3511 ab", "3511  AB", "3511 Utrecht", "3511 AB, Utrecht"]
)
def test_postcode_is_known_however_it_is_written(text: str) -> None:
    assert spot_of(text) == Spot("3511 Utrecht", 52.0896, 5.1177)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Woerden", "Woerden"),
        ("maarn", "Maarn"),
        ("  OUD ZUILEN ", "Oud-Zuilen"),
        ("s-graveland", "'s-Graveland"),
        ("Den Haag", "Den Haag"),
    ],
)
def test_place_is_known_however_it_is_written(text: str, name: str) -> None:
    assert getattr(spot_of(text), "name", None) == name


@pytest.mark.usefixtures("network")
def test_municipality_that_is_no_place_is_known_too() -> None:
    assert getattr(spot_of("utrechtse heuvelrug"), "name", None) == "Utrechtse Heuvelrug"


@pytest.mark.parametrize(
    ("name", "postcode"), [("Elst", "3921"), ("Vianen", "4132"), ("Tienhoven", "3612"), ("Huis ter Heide", "3712")]
)
def test_of_two_places_with_one_name_it_is_the_one_where_the_network_works(name: str, postcode: str) -> None:
    spot, area = places()[name.lower().replace(" ", "_")], areas()[postcode]
    assert spot.km_to(area.latitude, area.longitude) < 8


def test_of_two_places_elsewhere_it_is_the_largest() -> None:
    hengelo, area = places()["hengelo"], areas()["7551"]
    assert hengelo.km_to(area.latitude, area.longitude) < 5


@pytest.mark.parametrize(
    "text", ["", " ", "0000", "9800", "12345", "٣٥١١", "3511\x00", "'; --", '"', "x" * 5000, "\ud800", "Atlantis"]
)
def test_unknown_is_nothing(text: str) -> None:
    assert spot_of(text) is None


def test_list_is_read_once_and_asks_no_database() -> None:
    spot_of("3511")
    with TestCase().assertNumQueries(0):
        assert spot_of("3512") is not None
    assert len(areas()) == 4065


def great_circle(one: Spot, other: Spot) -> float:
    """Kilometres over a round earth."""
    lat1, lon1, lat2, lon2 = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    return 6371 * acos(sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(lon1 - lon2))


@pytest.mark.parametrize(("here", "there"), [("3511", "3811"), ("3951", "3446"), ("4131", "1411"), ("3511", "6811")])
def test_distance_is_that_over_a_round_earth(here: str, there: str) -> None:
    one, other = spot_of(here), spot_of(there)
    assert one
    assert other
    assert one.km_to(other.latitude, other.longitude) == pytest.approx(great_circle(one, other), rel=0.005)
    assert one.km_to(one.latitude, one.longitude) == 0


@pytest.mark.parametrize(
    ("km", "dutch", "english"),
    [(0.0, "minder dan 1 km", "less than 1 km"), (0.49, "minder dan 1 km", "less than 1 km"), (3.7, "4 km", "4 km")],
)
def test_distance_in_words(km: float, dutch: str, english: str) -> None:
    assert km_in_words(km) == dutch
    with translation.override("en"):
        assert km_in_words(km) == english


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (
            "9800",
            (
                "We kennen de postcode “9800” niet. "
                "Schrijf vier cijfers, zoals 3511, of de naam van een plaats in de buurt."
            ),
        ),
        ("Woerdn", "We kennen de plaats “Woerdn” niet. Bedoel je Woerden, Wierden of Wormer?"),
        ("Qqqqq", "We kennen de plaats “Qqqqq” niet. Schrijf de naam anders, of de vier cijfers van de postcode."),
    ],
)
def test_unknown_place_gets_a_friendly_answer(asked: str, problem: str) -> None:
    near = near_asked(asked, "10")
    assert (near.spot, near.asked, near.radius, near.problem) == (None, asked, 10, problem)


@pytest.mark.parametrize(("radius", "kilometres"), [("5", 5), ("50", 50), ("", 25), ("7", 25), ("-5", 25), ("x", 25)])
def test_radius_is_one_of_the_list(radius: str, kilometres: int) -> None:
    assert near_asked("3511", radius).radius == kilometres
