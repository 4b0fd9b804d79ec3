"""Maps drawn as pictures."""

import pytest

from community.places import maps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

UTRECHT = (52.0907, 5.1214)


def test_dots_map_draws_a_dot_for_each_place_once() -> None:
    """Two initiatives at one address are one dot."""
    assert maps.dots_map([UTRECHT, UTRECHT, (52.1561, 5.3878)]).count("<circle") == 2


def grid(side: int, *, step: float) -> list[tuple[float, float]]:
    """Places in rows and columns, `step` degrees apart."""
    return [(51.9 + north * step, 4.9 + east * step) for north in range(side) for east in range(side)]


def test_dots_map_of_very_many_places_stays_small() -> None:
    """Up to the limit each place has its dot; above it, dots that would cover each other are drawn once."""
    assert maps.MOST_EXACT_DOTS == 400
    assert maps.dots_map(grid(20, step=0.01)).count("<circle") == 400
    assert maps.dots_map(grid(40, step=0.001)).count("<circle") < 100
