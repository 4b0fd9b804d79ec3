"""Skies: where the sun stands, how the light falls, clouds, birds, a balloon, and stars."""

from typing import Final

from foundation.colours import ThemePalette
from foundation.drawings.roles import DAY_ONLY, EVENING_ONLY
from foundation.drawings.seeds import Dice
from foundation.drawings.svg import (
    HEIGHT,
    WIDTH,
    box,
    define,
    disc,
    dots,
    fill,
    num,
    round_stroke,
    solid,
    use,
)

SUNS: Final = (
    (118, 104, 46),
    (682, 96, 46),
    (258, 84, 40),
    (548, 78, 42),
    (172, 214, 64),
    (634, 222, 66),
    (400, 96, 52),
)
"""Places of the sun: x, y, radius. High left and right, towards the middle, low, noon."""

_CLOUD: Final = (
    (
        '<g fill="var(--s-cloud)" opacity=".8"><rect y="10" width="124" height="20" rx="10"/>'
        '<rect x="24" y="-4" width="62" height="26" rx="13"/></g>'
    ),
    (
        '<g fill="var(--s-cloud)" opacity=".8"><rect y="12" width="110" height="18" rx="9"/>'
        '<circle cx="42" cy="12" r="17"/><circle cx="68" cy="14" r="12"/></g>'
    ),
    (
        '<g fill="var(--s-cloud)" opacity=".8"><rect x="16" width="90" height="12" rx="6"/>'
        '<rect y="15" width="104" height="12" rx="6"/><rect x="40" y="30" width="80" height="12" rx="6"/></g>'
    ),
)
_BALLOON: Final = "M-26-30a26 28 0 0 1 52 0c0 16-12 26-18 38h-16c-6-12-18-22-18-38z"
_STARS_TOP, _STARS_BOTTOM = 16, 190


def sky_roles(palette: ThemePalette) -> tuple[dict[str, str], dict[str, str]]:
    """Roles of the sky, by day and by night."""
    day = {"s-sky": palette.sky, "s-sky2": palette.low_sky, "s-far": palette.far}
    night = {
        "s-sky": palette.night_sky,
        "s-sky2": palette.night_low_sky,
        "s-far": palette.night_far,
    }
    return (
        day | {"s-sun": "#FFC93C", "s-cloud": "#FFFDF4", "s-water": "#A6D2E4"},
        night | {"s-sun": "#FFF3CF", "s-cloud": "#5F7084", "s-water": "#1B405E"},
    )


def draw_sky(dice: Dice, *, guests: bool) -> tuple[str, str]:
    """Definitions and markup of a whole sky, down to the picture's foot."""
    x, y, radius = dice.one_of(SUNS)
    light = _light(dice, x, y, radius)
    cloud = define("c", dice.one_of(_CLOUD))
    clouds = "".join(
        use("c", left + dice.whole(-40, 40), dice.whole(26, 150), scale=dice.whole(7, 12) / 10)
        for left in dice.some_of((40, 220, 400, 580), dice.whole(1, 3))
    )
    return cloud, light + clouds + (_guests(dice, x) if guests else "")


def _light(dice: Dice, x: int, y: int, radius: int) -> str:
    """Ground colour, lower sky, sun and what turns it into a moon."""
    horizon = dice.whole(146, 176)
    lower = dice.one_of(
        (
            box(0, horizon, WIDTH, HEIGHT),
            f"M0 {horizon + 30}Q{x} {horizon - 60} {WIDTH} {horizon + 30}V{HEIGHT}H0z",
            f"M0 {horizon}q100 36 200 0t200 0 200 0 200 0V{HEIGHT}H0z",
        )
    )
    halo = fill("s-sun", disc(x, y, radius * 1.45), opacity=".22") if dice.chance(45) else ""
    sun = fill("s-sun", disc(x, y, radius))
    if not halo and dice.chance(50):
        inner = num(radius * 0.78)
        crescent = f"M{x} {y - radius}A{radius} {radius} 0 1 1 {x - radius} {y}A{inner} {inner} 0 1 0 {x} {y - radius}z"
        sun = f'<g class="{DAY_ONLY}">{sun}</g><g class="{EVENING_ONLY}">{fill("s-sun", crescent)}</g>'
    return fill("s-sky", f"M0 0h{WIDTH}v{HEIGHT}H0z") + fill("s-sky2", lower) + halo + sun + _stars(dice)


def _stars(dice: Dice) -> str:
    points = tuple((dice.whole(20, WIDTH - 20), dice.whole(_STARS_TOP, _STARS_BOTTOM)) for _ in range(7))
    return f'<g class="{EVENING_ONLY}">{round_stroke("s-sun", 3, dots(*points))}</g>'


def _guests(dice: Dice, sun: int) -> str:
    """What flies: three birds or a balloon, away from the sun."""
    x = 560 if sun < WIDTH / 2 else 150
    x += dice.whole(-50, 60)
    if dice.chance(60):
        flock = "".join(f"M{x + dice.whole(-60, 60)} {dice.whole(60, 150)}q6-8 11 0q5-8 11 0" for _ in range(3))
        return round_stroke("h-deep", 3, flock)
    return (
        f'<g transform="translate({x} {dice.whole(88, 120)})">'
        + fill("h-wall", _BALLOON)
        + fill("h-plaque", "M-9-57a34 40 0 0 0 4 65h10a34 40 0 0 0 4-65z")
        + solid("#853", "M-7 18H7v11H-7z")
        + "</g>"
    )
