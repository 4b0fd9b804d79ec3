"""Papers on the kitchen table, one for each kind of tool; their middle is at (0, 0)."""

from collections.abc import Callable
from typing import Final

from foundation.drawings.icon_shapes import STONES
from foundation.drawings.seeds import Dice
from foundation.drawings.svg import box, disc, dots, fill, fine, num, round_stroke, stroke

_LINE: Final = 7
"""Thickness of a line of writing."""

_DIGITS: Final = (
    "M-5-5l6-5V10",
    "M-6-5a6 6 0 0 1 12 1c0 5-10 9-12 14H7",
    "M-6-10H6L0-3a6 6 0 1 1-6 11",
    "M4 10v-20L-7 4H8",
    "M6-10H-4l-1 8a6 6 0 1 1-2 10",
)


def draw_sheet(kind: str, dice: Dice, theme: str) -> str:
    """The paper of a kind of tool. KeyError for an unknown kind."""
    return SHEETS[kind](dice, theme)


def _writing(x: float, tops: range, widths: tuple[int, ...], dice: Dice) -> str:
    """Lines of writing of thrown lengths."""
    return round_stroke("h-line", _LINE, *(f"M{num(x)} {top}h{dice.one_of(widths)}" for top in tops))


def _title(x: float, y: float, width: float) -> str:
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="14" rx="3" fill="var(--h-deep)"/>'


def _stone(theme: str, x: float, y: float, size: float, role: str) -> str:
    return (
        f'<path transform="translate({num(x)} {num(y)}) scale({fine(size / 24)})" fill="none" '
        f'stroke="var(--{role})" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="{STONES[theme]}"/>'
    )


def _stappenplan(dice: Dice, _theme: str) -> str:
    """Numbered steps; the first is where you are."""
    steps = dice.whole(3, 5)
    pitch = {3: 98, 4: 76, 5: 62}[steps]
    tops = [-104 + pitch * step for step in range(steps)]
    if dice.chance(50):
        tops = [top - 2 for top in tops]
    rail = f"M-92 {tops[0]}V{tops[-1]}"
    digits = "".join(
        f'<path transform="translate(-92 {top})" d="{digit}"/>' for top, digit in zip(tops, _DIGITS, strict=False)
    )
    here = dice.whole(0, 1)
    lines = [
        f"M-54 {top - 9}h{dice.one_of((140, 152, 164))}M-54 {top + 10}h{dice.one_of((70, 100, 116))}" for top in tops
    ]
    others = [disc(-92, top, 20) for place, top in enumerate(tops) if place != here]
    return (
        fill("h-plaque", box(-140, -195, 280, 390))
        + _title(-112, -168, dice.whole(110, 170))
        + stroke("h-wall", 4, rail)
        + fill("h-wall", *others)
        + fill("h-lamp", disc(-92, tops[here], 20))
        + stroke("h-ink", 4, disc(-92, tops[here], 22))
        + f'<g fill="none" stroke="var(--h-on)" stroke-width="4" stroke-linejoin="round">{digits}</g>'
        + round_stroke("h-line", _LINE, *lines)
    )


def _checklist(dice: Dice, _theme: str) -> str:
    """A clipboard with ticks."""
    tops = range(-108, 140, dice.one_of((56, 50)))
    ticked = dice.whole(2, len(tops) - 1)
    boxes = "".join(f"M-108 {top}h32v32h-32z" for top in tops)
    ticks = "".join(f"M-101 {top + 15}l9 10 18-24" for top in tops[:ticked])
    lines = [
        f"M-56 {top + 8}h{dice.one_of((120, 146, 160))}M-56 {top + 24}h{dice.one_of((60, 84, 100))}" for top in tops
    ]
    return (
        '<rect x="-150" y="-200" width="300" height="400" rx="12" fill="var(--h-deep)"/>'
        + fill("h-plaque", box(-134, -180, 268, 366))
        + '<rect x="-46" y="-214" width="92" height="34" rx="6" fill="var(--h-ink)"/>'
        + _title(-108, -152, dice.whole(110, 160))
        + stroke("h-deep", 5, boxes)
        + round_stroke("h-wall", 7, ticks)
        + round_stroke("h-line", _LINE, *lines)
    )


def _sjabloon(dice: Dice, theme: str) -> str:
    """A form to fill in, with a stamp; the first fields are filled in sometimes."""
    tops = range(-118, 100, 62)
    filled = dice.whole(0, 2)
    hand = "".join(f"M-98 {top + 34}q8-14 14 0t14 0 14 0 14 0h{dice.whole(10, 60)}" for top in tops[:filled])
    return (
        fill("h-plaque", box(-140, -195, 280, 390))
        + fill("h-wall", "M-140-195h280v54h-280z")
        + round_stroke("h-plaque", 12, f"M-106-168h{dice.whole(90, 150)}")
        + round_stroke("h-deep", _LINE, *(f"M-109 {top + 4}h{dice.whole(56, 100)}" for top in tops))
        + stroke("h-line", 3, *(f"M-112 {top + 16}h224v32h-224z" for top in tops))
        + (round_stroke("h-panel", 3, hand) if hand else "")
        + stroke("h-wall", 5, disc(78, 156, 28))
        + _stone(theme, 60, 138, 36, "h-wall")
    )


def _voorbeeld(dice: Dice, theme: str) -> str:
    """A folder with somebody's paper in it."""
    tab = dice.one_of((-170, -40, 50))
    return (
        f'<rect x="-170" y="-170" width="340" height="354" rx="8" fill="var(--h-wall)"/>'
        f'<rect x="{tab}" y="-200" width="120" height="44" rx="8" fill="var(--h-wall)"/>'
        + fill("h-tint", "M-128-180l262-6 8 350-262 6z")
        + fill("h-plaque", box(-142, -176, 278, 350))
        + _title(-114, -148, dice.whole(120, 180))
        + _writing(-111, range(-108, 70, 26), (150, 190, 220), dice)
        + fill("h-tint", box(-114, 78, 110, 76))
        + _stone(theme, -88, 86, 60, "h-deep")
        + _writing(14, range(90, 160, 26), (70, 96), dice)
        + round_stroke("h-ink", 4, "M96-196v46a9 9 0 0 0 18 0v-50a14 14 0 0 0-28 0v50")
    )


def _verslag(dice: Dice, _theme: str) -> str:
    """A notebook on a spiral, with what stood out marked in yellow."""
    tops = range(-104, 160, 30)
    marked = dice.one_of(tops[1:6])
    rings = "".join(f"M-166 {top}h30" for top in range(-166, 180, 26))
    return (
        '<rect x="-152" y="-195" width="304" height="390" rx="10" fill="var(--h-deep)"/>'
        '<rect x="-144" y="-188" width="296" height="380" rx="6" fill="var(--h-plaque)"/>'
        + fill("h-lamp", box(-104, marked - 10, dice.whole(110, 200), 20), opacity=".7")
        + _title(-104, -156, dice.whole(110, 170))
        + _writing(-101, tops, (140, 190, 214), dice)
        + round_stroke("h-ink", 6, rings)
        + fill("h-wall", f"M108-195h26v{dice.whole(60, 96)}l-13-14-13 14z")
    )


def _artikel(dice: Dice, theme: str) -> str:
    """A newspaper with the theme's stone as its picture."""
    right = dice.chance(50)
    picture, text = (6, -146) if right else (-146, 10)
    return (
        fill("h-plaque", box(-170, -190, 340, 380))
        + stroke("h-line", 2, "M-170 0h340")
        + _title(-146, -166, 292)
        + _title(-146, -144, dice.whole(120, 240))
        + fill("h-wall", box(picture, -114, 140, 108))
        + _stone(theme, picture + 32, -98, 76, "h-plaque")
        + _writing(text + 3, range(-110, 0, 22), (116, 132), dice)
        + _writing(-143, range(20, 170, 22), (110, 132), dice)
        + _writing(13, range(20, 150, 22), (110, 132), dice)
        + (fill("h-tint", box(10, 100, 136, 64)) + fill("h-deep", disc(40, 132, 16)) if right else "")
        + (round_stroke("h-deep", 6, dots((74, 122), (74, 142))) if right else "")
    )


SHEETS: Final[dict[str, Callable[[Dice, str], str]]] = {
    "stappenplan": _stappenplan,
    "checklist": _checklist,
    "sjabloon": _sjabloon,
    "voorbeeld": _voorbeeld,
    "verslag": _verslag,
    "artikel": _artikel,
}
