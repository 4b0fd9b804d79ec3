"""Dice fall the same way for the same words."""

import pytest

from foundation.drawings.seeds import Dice


def throws(dice: Dice) -> list[int]:
    return [dice.whole(1, 6) for _ in range(40)]


def test_same_words_fall_the_same_way() -> None:
    assert throws(Dice("a", "b")) == throws(Dice("a", "b"))
    assert throws(Dice("a", "b"))[:6] == [1, 4, 2, 6, 4, 5]


def test_other_words_fall_another_way() -> None:
    assert throws(Dice("a", "b")) != throws(Dice("b", "a"))
    assert throws(Dice("ab")) != throws(Dice("a", "b"))


def test_branch_does_not_depend_on_earlier_throws() -> None:
    dice = Dice("a")
    fresh = throws(dice.branch("sky"))
    throws(dice)
    assert throws(dice.branch("sky")) == fresh


def test_whole_stays_within_its_bounds_and_reaches_them() -> None:
    assert set(throws(Dice("bounds"))) == {1, 2, 3, 4, 5, 6}


def test_some_of_gives_different_things() -> None:
    assert sorted(Dice("x").some_of("abcdef", 6)) == list("abcdef")
    assert len(Dice("x").some_of("ab", 5)) == 2


def test_one_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="Nothing"):
        Dice("x").one_of([])
