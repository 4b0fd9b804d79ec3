"""People of the street: without faces, and as different as a street is.

A figure is drawn with its feet at (0, 0), 58 high, and is placed by `plan_people`.
"""

from dataclasses import dataclass
from typing import Final

from foundation.drawings.pavement import Pavement
from foundation.drawings.roles import DIMMED, THEME_SOLIDS
from foundation.drawings.seeds import Dice
from foundation.drawings.street import SAFE_LEFT, SAFE_RIGHT, Street
from foundation.drawings.svg import disc, num, solid
from foundation.drawings.things import HELD, THEME_HELD

DOOR_MARGIN: Final = 12
"""Pixels between a person and the door of the theme house."""

_ADULT, _CHILD = (152, 172), (102, 120)
_FEET = (459, 470)
_HALF_WIDTH, _HELD_WIDTH, _WHEEL_WIDTH = 12, 10, 21
"""Half a body, what it holds at the right, and half a wheelchair: at scale 1."""
_BUSY = 4
"""Houses from which three people are enough."""
_STEP = 8
"""Room between two people of a group, pixels."""

_ON_WHEELS, _CHILDREN, _SCARVED, _HATTED, _EMPTY_HANDED, _WAVING = 6, 20, 8, 25, 40, 30
"""How many in a hundred."""

_SKINS: Final = ("#FCA", "#EB9", "#DA7", "#B85", "#A64", "#743", "#532")
_HAIRS: Final = ("#211", "#432", "#853", "#DA4", "#B53", "#CCC", "#EED")
_TROUSERS: Final = "#457"

_TOP: Final = "M-9.8-44a9.8 9.8 0 0 1 19.6 0c-5-4-13-4-19.6 0z"
_CUTS: Final = (
    (_TOP, ""),
    (_TOP + "M-3.6-55a3.6 3.6 0 1 0 7.2 0 3.6 3.6 0 1 0-7.2 0z", ""),
    ("M-10.5-36c-2-20 23-20 21 0-3-2-1-9-4-11-5 2-10 2-13 0-3 2-1 9-4 11z", ""),
    ("M-9.8-44a9.8 10 0 0 1 19.6-1c-7 0-11-3-12-4-1 3-4 5-7.6 5z", ""),
    ("", disc(0, -48, 12.5)),
    ("M-9.6-45c3-10 16-10 19.2 0-3-2-4-3-5-5-4 3-9 4-14.2 5z", "M-10-46h20l2 20h-24z"),
    ("M-9.8-45a9.8 9.8 0 0 1 19.6 0c-6-3-13-3-19.6 0z", "M8-50c8 0 8 10 5 18-2-5-5-8-8-10z"),
    ("M-8.5-41c1 12 16 12 17 0-3 3-14 3-17 0z" + _TOP, ""),
    ("", ""),
)
"""Hair before and behind the head: short, bun, bob, parting, curls, long, ponytail, beard, none."""

_HATS: Final = (
    "M-10-47a10 9 0 0 1 20 0zM-10-49h25v3h-25z",
    "M-10-46a10 10 0 0 1 20 0zM-3-57a3 3 0 1 0 6 0 3 3 0 1 0-6 0z",
    "M-16-47h32c-2-3-4-3-7-3-1-8-17-8-18 0-3 0-5 0-7 3z",
)
"""A cap, a bobble hat, a sun hat."""

_SCARF: Final = "M-11.5-33c-3-26 26-26 23 0-4 4-19 4-23 0z"
_BODIES: Final = (
    "M-11-5v-19a11 12 0 0 1 22 0v19z",
    "M-14-4l4-24c2-10 18-10 20 0l4 24z",
    "M-11.5-10v-15a11.5 12 0 0 1 23 0v15z",
)
"""A jacket, a dress, a jumper."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the pavement: middle and feet in pixels, and how far they reach."""

    x: float
    foot: float
    left: float
    right: float
    markup: str


def plan_people(dice: Dice, street: Street, *, theme: str, solid_colour: str) -> list[Person]:
    """Two to four people in one or two groups, clear of the theme house's door and the edges."""
    pavement = Pavement([(SAFE_LEFT, SAFE_RIGHT)])
    near, far = street.main.door
    pavement.block(near - DOOR_MARGIN, far + DOOR_MARGIN)
    count = dice.whole(2, 4 if len(street.spots) < _BUSY else 3)
    sizes = dice.one_of({2: ((2,), (1, 1)), 3: ((3,), (2, 1)), 4: ((2, 2), (3, 1))}[count])
    clothes = dice.some_of([hue for hue in THEME_SOLIDS.values() if hue != solid_colour], count)
    found: list[Person] = []
    for size in sizes:
        group = [_throw_figure(dice, clothes.pop(), theme) for _ in range(size)]
        width = sum(figure.width for figure in group) + _STEP * (size - 1)
        left = pavement.take(dice, width)
        if left is None:
            group, width = group[:1], group[0].width
            left = pavement.take(dice, width)
        if left is None:
            continue
        for figure in group:
            found.append(figure.stand(left, dice.whole(*_FEET)))
            left += figure.width + _STEP
    return found


def draw_people(people: list[Person]) -> str:
    """The people, nearest last."""
    ordered = sorted(people, key=lambda person: person.foot)
    return f'<g class="{DIMMED}">{"".join(person.markup for person in ordered)}</g>'


@dataclass(frozen=True, slots=True)
class _Figure:
    """A person not yet placed; reach in pixels to either side."""

    markup: str
    scale: float
    reach_left: float
    reach_right: float

    @property
    def width(self) -> float:
        return self.reach_left + self.reach_right

    def stand(self, left: float, foot: int) -> Person:
        """The figure on the pavement with its left side there."""
        x = round(left + self.reach_left)
        moved = f'<g transform="translate({num(x)} {num(foot)}) scale({self.scale:.3g})">{self.markup}</g>'
        return Person(x, foot, left, left + self.width, moved)


def _throw_figure(dice: Dice, clothes: str, theme: str) -> _Figure:
    skin, hair = dice.one_of(_SKINS), dice.one_of(_HAIRS)
    head = _head(dice, skin, hair)
    if dice.chance(_ON_WHEELS):
        scale = dice.whole(*_ADULT) / 100
        reach = _WHEEL_WIDTH * scale
        return _Figure(_wheelchair(clothes, head), scale, reach, reach)
    child = dice.chance(_CHILDREN)
    scale = dice.whole(*(_CHILD if child else _ADULT)) / 100
    half = 14 * scale
    body = solid(_TROUSERS, "M-8.5-12h7.5V0h-7.5zM1-12h7.5V0H1z") + solid(clothes, dice.one_of(_BODIES))
    holds = "" if child else _held(dice, theme)
    arm = _arm(clothes, skin) if holds or dice.chance(_WAVING) else ""
    waves = bool(arm) and not holds
    reach = half + (_HELD_WIDTH * scale if arm else 0)
    if waves:
        arm = _wave(clothes, skin)
    return _Figure(body + head + arm + holds, scale, half, reach)


def _head(dice: Dice, skin: str, hair: str) -> str:
    face = solid(skin, disc(0, -44, 9.5))
    if dice.chance(_SCARVED):
        return solid(dice.one_of(list(THEME_SOLIDS.values())), _SCARF) + solid(skin, disc(0, -43, 7))
    before, behind = dice.one_of(_CUTS)
    if dice.chance(_HATTED):
        before = _TOP if behind else before
        hat = solid(dice.one_of(list(THEME_SOLIDS.values())), dice.one_of(_HATS))
        return (solid(hair, behind) if behind else "") + face + hat
    return (
        (solid(hair, behind) if behind else "")
        + face
        + (solid(hair, before) if before else "")
        + (solid(hair, _TOP) if behind and not before else "")
    )


def _held(dice: Dice, theme: str) -> str:
    """What somebody carries: fitting the theme, or anything, or nothing."""
    if dice.chance(_EMPTY_HANDED):
        return ""
    return HELD[THEME_HELD[theme] if dice.chance(50) else dice.one_of(sorted(HELD))]


def _arm(clothes: str, skin: str) -> str:
    return f'<path fill="none" stroke="{clothes}" stroke-width="5" stroke-linecap="round" d="M8-27l7 9"/>' + solid(
        skin, disc(16, -16, 3)
    )


def _wave(clothes: str, skin: str) -> str:
    return f'<path fill="none" stroke="{clothes}" stroke-width="5" stroke-linecap="round" d="M8-27l9-12"/>' + solid(
        skin, disc(18, -42, 3.2)
    )


def _wheelchair(clothes: str, head: str) -> str:
    return (
        solid(clothes, "M-10-12v-14a10 11 0 0 1 20 0v8h6v6z")
        + f'<g transform="translate(0 -3)">{head}</g>'
        + solid(_TROUSERS, "M6-14h10v10h4v4h-8v-8H6z")
        + '<path fill="none" stroke="var(--h-ink)" stroke-width="2.5" '
        'd="M-14-26h5M-9-26v16M10-9a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM15-2.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"/>'
    )
