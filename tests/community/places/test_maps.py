"""Maps drawn as pictures."""

import pytest

from community.places import maps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

UTRECHT = (52.0907, 5.1214)


def test_dots_map_draws_a_dot_for_each_place_once() -> None:
    """Two initiatives at one address are one dot."""
    assert maps.dots_map([UTRECHT, UTRECHT, (52.1561, 5.3878)]).count("<circle") == 2


def test_dots_map_of_very_many_places_stays_small() -> None:
    """Dots that would cover each other are drawn once."""
    places = [(52.0 + north / 2000, 5.1 + east / 2000) for north in range(40) for east in range(40)]
    exact = maps.MOST_EXACT_DOTS
    assert maps.dots_map(places[:exact]).count("<circle") > exact / 2
    assert maps.dots_map(places).count("<circle") < exact
