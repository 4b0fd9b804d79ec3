"""Five landscapes of the province Utrecht, from the horizon to the houses' feet.

Each function gets dice, the season and the street (to keep landmarks in sight) and gives
definitions and markup.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from foundation.drawings import landmarks, trees
from foundation.drawings.animals import ANIMALS
from foundation.drawings.seasons import Season
from foundation.drawings.seeds import Dice
from foundation.drawings.street import STREET, Street
from foundation.drawings.svg import HEIGHT, WIDTH, box, define, fill, use

_TREE_ROOM = 44
_SHOWN = 72
_NARROW = 40  # a landmark needs more room than this
"""From the picture's edge, so that a mill keeps its sails."""
_WIDE = 90
"""An opening in which something can stand and be seen."""


@dataclass(frozen=True, slots=True)
class View:
    """What a landscape is drawn with."""

    dice: Dice
    season: Season
    street: Street
    animals: bool = True

    def beside_main(self) -> int:
        """Somewhere in sight that the theme house does not cover, for a landmark."""
        left, right = self.street.main.span
        sides = [
            (low, high) for low, high in ((_SHOWN, left - 30), (right + 30, WIDTH - _SHOWN)) if high - low > _NARROW
        ]
        openings = [
            (max(low + 30, _SHOWN), min(high - 30, WIDTH - _SHOWN))
            for low, high in self.street.openings
            if high - low > _WIDE and low < WIDTH - 2 * _SHOWN and high > 2 * _SHOWN
        ]
        low, high = self.dice.one_of(openings or sides)
        return self.dice.whole(int(low), int(high))


Landscape = Callable[[View], tuple[str, str]]


def _rows(view: View, key: str, horizon: int, count: int, sizes: tuple[int, int]) -> str:
    """Far trees in loose groups along the horizon."""
    dice = view.dice.branch(f"row {key}")
    found = ""
    for _ in range(count):
        x = dice.whole(10, WIDTH - 10)
        found += use(key, x, horizon + dice.whole(4, 16), scale=dice.whole(*sizes) / 100)
    return found


def _trees_and_animals(
    view: View, key: str, sizes: tuple[int, int], kinds: tuple[str, ...], *, top: int
) -> tuple[str, str]:
    """Definition and uses of what stands in the openings of the street: trees, and a small herd."""
    dice = view.dice.branch("near")
    trees_found = ""
    taken: list[int] = []
    for left, right in view.street.openings:
        low, high = int(left) + 16, int(right) - 16
        for _ in range(1 if high - low < 3 * _TREE_ROOM else 2):
            x = dice.whole(low, max(low, high))
            if any(abs(x - tree) < _TREE_ROOM for tree in taken):
                continue
            taken.append(x)
            trees_found += use(key, x, STREET - dice.whole(0, 14), scale=dice.whole(*sizes) / 100)
    definition, herd = _herd(view, kinds, taken, top) if view.animals else ("", "")
    return definition, herd + trees_found


def _herd(view: View, kinds: tuple[str, ...], taken: list[int], top: int) -> tuple[str, str]:
    """Definition and uses of one to three animals between the trees, the farthest first."""
    dice = view.dice.branch("grazing")
    kind = dice.one_of(kinds)
    places = [
        x
        for left, right in view.street.openings
        for x in range(int(left) + 24, int(right) - 22, 12)
        if all(abs(x - tree) > _TREE_ROOM for tree in taken)
    ]
    herd = []
    for _ in range(dice.whole(1, 3) if places else 0):
        x, y = dice.one_of(places), dice.whole(top + 34, STREET - 14)
        places = [place for place in places if abs(place - x) > _TREE_ROOM]
        herd.append((y, use("d", x, y, scale=0.62 + (y - top) / 170, mirror=dice.chance(50))))
        if not places:
            break
    definition = define("d", ANIMALS[kind]) if herd else ""
    return definition, "".join(markup for _, markup in sorted(herd))


def _stad(view: View) -> tuple[str, str]:
    """Roofs and the Dom."""
    dice = view.dice.branch("stad")
    horizon = 296
    tree = define("b", trees.draw_tree(dice.one_of((trees.LIME, trees.ROUND, trees.POPLAR)), view.season))
    back = landmarks.skyline(dice, horizon) + landmarks.dom(view.beside_main(), horizon)
    ground = fill("s-g1", box(0, horizon, WIDTH, HEIGHT - horizon))
    near = _trees_and_animals(view, "b", (110, 165), ("pigeon", "cat", "dog"), top=360)
    return (
        tree + near[0],
        back + ground + _rows(view, "b", horizon, 3, (42, 62)) + near[1],
    )


def _veenweide(view: View) -> tuple[str, str]:
    """Ditches and pollard willows."""
    dice = view.dice.branch("veenweide")
    horizon = dice.whole(290, 300)
    tree = define("b", trees.draw_tree(trees.WILLOW, view.season))
    fields = landmarks.ditches(dice.whole(200, 600), horizon)
    landmark = dice.one_of((landmarks.windmill, landmarks.turbines, landmarks.church))
    near = _trees_and_animals(view, "b", (100, 150), ("cow", "cow", "goose"), top=horizon + 20)
    return (
        tree + near[0],
        fill("s-g0", box(0, horizon, WIDTH, HEIGHT - horizon))
        + fields
        + fill("s-far", box(0, horizon - 5, WIDTH, 6))
        + landmark(dice, view.beside_main(), horizon + 4)
        + _rows(view, "b", horizon, 3, (55, 85))
        + near[1],
    )


def _rivier(view: View) -> tuple[str, str]:
    """Water, a sail or a barge, orchards on the bank."""
    dice = view.dice.branch("rivier")
    horizon = dice.whole(276, 286)
    tree = define("b", trees.draw_tree(trees.ORCHARD, view.season))
    bank = f"M0 {horizon + 52}C240 {horizon + 40} 480 {horizon + 66} {WIDTH} {horizon + 48}V{HEIGHT}H0z"
    near = _trees_and_animals(view, "b", (130, 190), ("goose", "heron", "sheep"), top=horizon + 60)
    orchard = "".join(
        use("b", x + dice.whole(-12, 12), horizon + 66 + dice.whole(0, 6), scale=0.78) for x in range(30, WIDTH, 130)
    )
    return (
        tree + near[0],
        fill("s-g0", box(0, horizon, WIDTH, HEIGHT - horizon))
        + landmarks.church(dice, dice.whole(60, WIDTH - 60), horizon + 3)
        + fill("s-water", box(0, horizon + 18, WIDTH, 40))
        + landmarks.boat(dice, view.beside_main(), horizon + 36)
        + fill("s-g1", bank)
        + orchard
        + near[1],
    )


def _heuvelrug(view: View) -> tuple[str, str]:
    """Hills and pines."""
    dice = view.dice.branch("heuvelrug")
    ridge = 318
    kind = dice.one_of((trees.PINE, trees.PINE, trees.BIRCH))
    tree = define("b", trees.draw_tree(kind, view.season))
    near = _trees_and_animals(view, "b", (130, 190), ("deer", "rabbit", "dog"), top=ridge + 20)
    return (
        tree + near[0],
        landmarks.hills(dice)
        + fill("s-g1", box(0, ridge, WIDTH, HEIGHT - ridge))
        + _rows(view, "b", ridge - 8, 5, (60, 96))
        + near[1],
    )


def _eemland(view: View) -> tuple[str, str]:
    """A wide polder with a mill, sheep and the Eem."""
    dice = view.dice.branch("eemland")
    horizon = dice.whole(296, 306)
    tree = define("b", trees.draw_tree(dice.one_of((trees.POPLAR, trees.POPLAR, trees.WILLOW)), view.season))
    bend = dice.whole(-24, 24)
    water = (
        f"M0 {horizon + 22}C240 {horizon + 6 + bend} 400 {horizon + 46 - bend} {WIDTH} {horizon + 18}v14"
        f"C480 {horizon + 64 - bend} 240 {horizon + 24 + bend} 0 {horizon + 46}z"
    )
    near = _trees_and_animals(view, "b", (115, 160), ("sheep", "sheep", "cow", "goose"), top=horizon + 36)
    return (
        tree + near[0],
        fill("s-g0", box(0, horizon, WIDTH, HEIGHT - horizon))
        + fill("s-far", box(0, horizon - 4, WIDTH, 5))
        + fill("s-g2", f"M0 {horizon + 60}Q400 {horizon + 30} {WIDTH} {horizon + 66}V{HEIGHT}H0z")
        + fill("s-water", water)
        + landmarks.windmill(dice, view.beside_main(), horizon + 6)
        + _rows(view, "b", horizon, 3, (42, 62))
        + near[1],
    )


LANDSCAPES: Final[dict[str, Landscape]] = {
    "stad": _stad,
    "veenweide": _veenweide,
    "rivier": _rivier,
    "heuvelrug": _heuvelrug,
    "eemland": _eemland,
}
