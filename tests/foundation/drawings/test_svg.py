"""Numbers and paths are as short as they can be."""

import pytest

from foundation.drawings.pavement import Pavement
from foundation.drawings.seeds import Dice
from foundation.drawings.svg import box, disc, fine, num


@pytest.mark.parametrize(
    ("value", "text"),
    [(2, "2"), (2.04, "2"), (0.5, ".5"), (-0.5, "-.5"), (-0.01, "0"), (10.0, "10"), (10.25, "10.2"), (100, "100")],
)
def test_num_is_short(value: float, text: str) -> None:
    assert num(value) == text


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (0.85, ".85"), (1.5, "1.5"), (0.7, ".7")])
def test_fine_is_short(value: float, text: str) -> None:
    assert fine(value) == text


def test_box_and_disc_are_closed_shapes() -> None:
    assert box(1, 2, 30, 4) == "M1 2h30v4h-30z"
    assert disc(10, 5, 2) == "M8 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0"


def test_pavement_gives_no_place_twice() -> None:
    pavement = Pavement([(0, 100)])
    pavement.block(40, 60)
    assert pavement.free == [(0, 40), (60, 100)]
    dice = Dice("places")
    assert pavement.take(dice, 41) is None
    first, second = pavement.take(dice, 40), pavement.take(dice, 40)
    assert {first, second} == {0, 60}
    assert pavement.take(dice, 1) is None
