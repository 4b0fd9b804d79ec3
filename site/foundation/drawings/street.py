"""The street: which houses stand where, and what hangs between them. Pure geometry first."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from foundation.drawings.house_parts import GROUND, HOUSE_WIDTH, HouseShape
from foundation.drawings.house_shapes import HOUSES
from foundation.drawings.roles import NEIGHBOUR_CLASSES
from foundation.drawings.seeds import Dice
from foundation.drawings.svg import HEIGHT, WIDTH, box, define, fill, num, round_stroke, stroke

STREET: Final = 424
"""Where house fronts meet the pavement."""
SAFE_LEFT, SAFE_RIGHT = 112, WIDTH - 112
"""What stays in sight when a page crops the picture to a poster: theme house and people."""

_MAIN_WIDTH, _OTHER_WIDTH, _NARROW_WIDTH = (204, 218), (154, 170), (146, 154)
_FEW = 2
"""Neighbours in a quiet street; a busy one has as many as there are neighbour classes."""
_GAP = 6
_EDGE = 12
_OPEN_SIDE = 30
_EAVES = 76
"""Height of a garland's hooks, in house units above the ground."""
_SWAG_WIDTH = 200
_ROPE = "M0 0Q100 60 200 0"
_FLAGS = "M12 6l8 18 9-15zM95 29l10 18 8-18zM178 11l7 16 9-22z"
_MORE_FLAGS = "M38 18l9 18 9-14zM124 28l8 17 10-20z"
_LAST_FLAGS = "M66 25l9 18 9-16zM152 22l7 16 9-20z"
_BUNTING: Final = (
    stroke("h-ink", 2, _ROPE) + fill("h-lamp", _FLAGS) + fill("h-plaque", _MORE_FLAGS) + fill("h-wall", _LAST_FLAGS)
)
_LAMP_SAG = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A house in the scene: shape, left edge and scale in pixels; class "" is the theme house."""

    shape: HouseShape
    left: float
    scale: float
    css_class: str

    @property
    def span(self) -> tuple[float, float]:
        """Left and right of the house."""
        return self.left, self.left + HOUSE_WIDTH * self.scale

    @property
    def door(self) -> tuple[float, float]:
        """Left and right of its door."""
        near, far = self.shape.door
        return self.left + near * self.scale, self.left + far * self.scale


@dataclass(frozen=True, slots=True)
class Street:
    """Houses from left to right, and the places where one can look past them."""

    spots: tuple[Spot, ...]

    @property
    def main(self) -> Spot:
        """The theme house."""
        return next(spot for spot in self.spots if not spot.css_class)

    @property
    def openings(self) -> tuple[tuple[float, float], ...]:
        """Left and right of the views between and beside the houses, in picture order."""
        edges = [0, *(edge for spot in self.spots for edge in spot.span), float(WIDTH)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((left, right) for left, right in pairs if right - left > _OPEN_SIDE)


def plan_street(dice: Dice, theme: str) -> Street:
    """Three or four houses, the theme's largest and never cut off. KeyError for no such house.

    What the houses leave free becomes one or two openings with a view on the landscape.
    """
    others = dice.some_of([key for key in HOUSES if key != theme], len(NEIGHBOUR_CLASSES))
    count = dice.one_of((_FEW, _FEW, len(NEIGHBOUR_CLASSES)))
    main_width = dice.whole(*_MAIN_WIDTH)
    width = dice.whole(*(_OTHER_WIDTH if count == _FEW else _NARROW_WIDTH))
    position = dice.whole(0, count) if count == _FEW else dice.whole(1, 2)
    shapes = [(HOUSES[key], name) for key, name in zip(others[:count], NEIGHBOUR_CLASSES, strict=False)]
    shapes.insert(position, (HOUSES[theme], ""))
    room = WIDTH - main_width - (width + _GAP) * count
    before = position * (width + _GAP)
    ahead = dice.whole(max(_EDGE, SAFE_LEFT - before), min(room - _EDGE, SAFE_RIGHT - before - main_width))
    gaps = _share(dice, ahead, position + 1) + _share(dice, room - ahead, count - position + 1)[::-1]
    spots, left = [], 0.0
    for gap, (shape, name) in zip(gaps, shapes, strict=False):
        left += gap
        size = width if name else main_width
        spots.append(Spot(shape, left, size / HOUSE_WIDTH, name))
        left += size + _GAP
    return Street(tuple(spots))


def _share(dice: Dice, room: int, places: int) -> list[int]:
    """Free room as a margin at the picture's edge and one opening, edge first."""
    margin = min(room, dice.whole(_EDGE, 2 * _EDGE))
    gaps = [margin, *[0] * (places - 1)]
    gaps[dice.whole(0, places - 1)] += room - margin
    return gaps


def draw_houses(street: Street, ropes: str) -> str:
    """The neighbours, the garlands before them, and on top the theme house with its stone."""
    neighbours = "".join(_draw_house(spot) for spot in street.spots if spot.css_class)
    return neighbours + ropes + _draw_house(street.main)


def _draw_house(spot: Spot) -> str:
    top = STREET - GROUND * spot.scale
    body = spot.shape.body + ("" if spot.css_class else spot.shape.stone())
    name = f' class="{spot.css_class}"' if spot.css_class else ""
    return f'<g{name} transform="translate({num(spot.left)} {num(top)}) scale({spot.scale:.3g})">{body}</g>'


def draw_garland(dice: Dice, street: Street) -> tuple[str, str]:
    """Definition and markup of bunting or a string of lamps on both sides of the theme house."""
    ropes = _ropes(street)
    if dice.chance(50):
        curves = "".join(
            f"M{num(x0)} {num(y0)}Q{num((x0 + x1) / 2)} {num((y0 + y1) / 2 + _LAMP_SAG)} {num(x1)} {num(y1)}"
            for (x0, y0), (x1, y1) in ropes
        )
        lamps = round_stroke("h-lamp", 9, curves).replace(
            "<path", '<path stroke-dasharray="0 24" transform="translate(0 4)"'
        )
        return "", stroke("h-ink", 2, curves) + lamps
    found = ""
    for (x0, y0), (x1, y1) in ropes:
        stretch, shear = (x1 - x0) / _SWAG_WIDTH, (y1 - y0) / _SWAG_WIDTH
        matrix = f"{stretch:.2g} {shear:.2g} 0 1 {num(x0)} {num(y0)}"
        found += f'<use href="#v" transform="matrix({matrix})"/>'
    return define("v", _BUNTING), found


def _ropes(street: Street) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Ends of the ropes, left to right: hooks on the outer corners, high on the theme house."""
    middle = street.spots.index(street.main)
    hooks = [
        (spot.span[0] + 6 if place <= middle else spot.span[1] - 6, _eaves(spot))
        for place, spot in enumerate(street.spots)
    ]
    hooks.insert(middle + 1, (street.main.span[1] - 6, _eaves(street.main)))
    ropes = list(pairwise(hooks))
    del ropes[middle]
    return ropes


def _eaves(spot: Spot) -> float:
    return STREET - _EAVES * spot.scale


def draw_pavement(dice: Dice) -> tuple[str, str]:
    """Definitions and markup of the pavement: plain, tiles or clinkers."""
    base = fill("s-road", box(0, STREET, WIDTH, HEIGHT - STREET))
    kerb = fill("h-ink", box(0, STREET, WIDTH, 4))
    size, joints = dice.one_of(
        (
            ((0, 0), ""),
            ((48, 26), "M0 26h48M24 0v26"),
            ((32, 18), "M0 0h32M0 9h32M8 0v9M24 9v9"),
        )
    )
    if not joints:
        return "", base + kerb
    width, height = size
    pattern = (
        f'<pattern id="t" y="{STREET + 4}" width="{width}" height="{height}" '
        f'patternUnits="userSpaceOnUse">{stroke("s-joint", 1.5, joints)}</pattern>'
    )
    paving = f'<path fill="url(#t)" d="{box(0, STREET + 4, WIDTH, HEIGHT)}"/>'
    return pattern, base + paving + kerb
