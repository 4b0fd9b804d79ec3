"""Tablecloths: one pattern each in the theme's colour, never hundreds of shapes."""

from collections.abc import Callable
from typing import Final

from foundation.drawings.seeds import Dice
from foundation.drawings.svg import HEIGHT, WIDTH, box, disc, fill, num, stroke

_WEAVE: Final = ".38"
_FAINT: Final = ".2"


def _stripes(dice: Dice, size: int) -> str:
    thin = fill("h-wall", box(size * 0.68, 0, 5, size), opacity=_WEAVE) if dice.chance(50) else ""
    return fill("h-wall", box(0, 0, size / 2, size), opacity=_WEAVE) + thin


def _check(_dice: Dice, size: int) -> str:
    half = size / 2
    return fill("h-wall", box(0, 0, half, size), opacity=_WEAVE) + fill("h-wall", box(0, 0, size, half), opacity=_WEAVE)


def _dots(dice: Dice, size: int) -> str:
    radius = dice.one_of((7, 9, 11))
    return fill("h-wall", disc(size / 4, size / 4, radius), disc(size * 0.75, size * 0.75, radius), opacity=".5")


def _tartan(_dice: Dice, size: int) -> str:
    half, line = size / 2, size * 0.75
    return (
        fill("h-wall", box(0, 0, half, size), opacity=_FAINT)
        + fill("h-wall", box(0, 0, size, half), opacity=_FAINT)
        + stroke("h-deep", 3, f"M{num(line)} 0v{size}M0 {num(line)}h{size}", opacity=_WEAVE)
        + stroke("h-plaque", 3, f"M{num(half / 2)} 0v{size}M0 {num(half / 2)}h{size}", opacity=".6")
    )


def _waves(_dice: Dice, size: int) -> str:
    half, quarter = size / 2, size / 4
    wave = f"q{num(quarter)}-{num(quarter)} {num(half)} 0t{num(half)} 0"
    return stroke("h-wall", 8, f"M0 {num(quarter)}{wave}M0 {num(quarter * 3)}{wave}", opacity=".45")


def _tulips(_dice: Dice, size: int) -> str:
    x, y = num(size / 2), num(size * 0.3)
    flower = f"M{x} {y}l7-7v12a7 7 0 0 1-14 0v-12z"
    return fill("h-wall", flower, opacity=".6") + stroke(
        "h-deep", 2.5, f"M{x} {num(size * 0.4)}v18m0-4l8-8m-8 8l-8-8", opacity=".4"
    )


def _planks(_dice: Dice, size: int) -> str:
    """No cloth: the bare table."""
    return fill("h-wall", box(0, 0, size, size), opacity=_FAINT) + stroke(
        "h-deep",
        2,
        f"M0 1h{size}M{num(size * 0.3)} 0v{num(size / 2)}",
        f"M0 {num(size / 2)}h{size}M{num(size * 0.8)} {num(size / 2)}V{size}",
        opacity=".25",
    )


_CLOTHS: Final[tuple[tuple[Callable[[Dice, int], str], tuple[int, ...]], ...]] = (
    (_stripes, (64, 96)),
    (_check, (48, 64, 96)),
    (_dots, (64, 96)),
    (_tartan, (96, 128)),
    (_waves, (64, 96)),
    (_tulips, (84,)),
    (_planks, (192,)),
)
"""Weaves and the sizes, in pixels, they come in."""


def draw_cloth(dice: Dice) -> tuple[str, str]:
    """Definition and markup of a cloth over the whole picture."""
    weave, sizes = dice.one_of(_CLOTHS)
    size = dice.one_of(sizes)
    turn = dice.one_of((0, 0, 45)) if weave is not _planks else 0
    across = f' patternTransform="rotate({turn})"' if turn else ""
    pattern = (
        f'<pattern id="t" x="{dice.whole(0, size - 1)}" width="{size}" height="{size}" '
        f'patternUnits="userSpaceOnUse"{across}>{weave(dice, size)}</pattern>'
    )
    whole = box(0, 0, WIDTH, HEIGHT)
    return pattern, fill("s-sky", whole) + f'<path fill="url(#t)" d="{whole}"/>'
