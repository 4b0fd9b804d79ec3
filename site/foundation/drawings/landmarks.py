"""What stands on the horizon: roofs, the Dom, mills, turbines, a church, boats, hills, ditches."""

from foundation.drawings.roles import EVENING_ONLY
from foundation.drawings.seeds import Dice
from foundation.drawings.svg import (
    HEIGHT,
    WIDTH,
    box,
    disc,
    dots,
    fill,
    num,
    place,
    round_stroke,
    stroke,
)

_ROOFS_WIDTH = 330
"""Of one stretch of roofs; three reach across the picture."""


def skyline(dice: Dice, horizon: int) -> str:
    """Roofs of a town in one silhouette, repeated, with a few lit windows after sunset."""
    path, lights, x = "", [], 0
    while x < _ROOFS_WIDTH:
        width, height = dice.whole(34, 66), dice.whole(38, 84)
        half, step = num(width / 2), width // 5
        roof = dice.one_of(
            (
                f"h{width}",
                f"l{half}-26 {half} 26",
                f"l10-18h{width - 20}l10 18",
                f"h{step}v-9h{step}v-9h{width - 4 * step}v9h{step}v9h{step}",
            )
        )
        path += f"M{x} 0v-{height}{roof}v{height}z"
        lights.append((x + width // 3, 18 - height))
        x += width
    lit = round_stroke("h-glas", 5, dots(*lights[::2]))
    tile = fill("s-far", path) + f'<g class="{EVENING_ONLY}" opacity=".6">{lit}</g>'
    return (
        f'<g id="y" transform="translate(-12 {horizon})">{tile}</g><use href="#y" x="{x}"/><use href="#y" x="{2 * x}"/>'
    )


def dom(x: int, horizon: int) -> str:
    """The Dom tower: two squares and an open lantern."""
    tower = (
        f"M{x - 17} {horizon}v-106h34v106zM{x - 13} {horizon - 104}v-64h26v64z"
        f"M{x - 9} {horizon - 166}v-30l9-32 9 32v30zM{x - 17} {horizon - 106}v-10h3v7h28v-7h3v10z"
    )
    openings = "".join(
        f"M{x + dx} {horizon + top}v-{height}"
        for dx, top, height in ((-6, -112, 44), (6, -112, 44), (-8, -34, 54), (8, -34, 54), (0, -170, 20))
    )
    return fill("s-far", tower) + stroke("s-sky2", 4, openings)


def windmill(dice: Dice, x: int, foot: int) -> str:
    """A round mill with four sails."""
    turn = dice.whole(8, 82)
    sail = (
        '<g id="w"><path fill="var(--h-ink)" d="M-2 0h4v-74h-4z"/>'
        '<path fill="var(--h-plaque)" d="M2-16h12v-56H2z"/></g>'
    )
    others = "".join(f'<use href="#w" transform="rotate({step})"/>' for step in (90, 180, 270))
    body = (
        fill("h-deep", "M-30 0l12-84h36L30 0z")
        + fill("h-ink", "M-20-84c4-20 36-20 40 0zM-7-22H7V0H-7z")
        + fill("h-tint", "M-38-30h76v4h-76z")
        + fill("h-glas", "M-5-60H5v12H-5z")
        + f'<g transform="translate(0 -90) rotate({turn})">{sail}{others}</g>'
    )
    return place(body, x, foot, scale=dice.whole(84, 104) / 100)


def turbines(dice: Dice, x: int, foot: int) -> str:
    """Two wind turbines, one farther off."""
    turn = dice.whole(0, 110)
    blade = '<path id="w" d="M0 0l5-6-2-52-3-6-2 56z"/>'
    others = "".join(f'<use href="#w" transform="rotate({step})"/>' for step in (120, 240))
    body = (
        f'<g id="k" fill="var(--h-plaque)"><path d="M-3 0l1.5-130h3L3 0z"/>'
        f'<g transform="translate(0 -130) rotate({turn})">{blade}{others}<circle r="4.5"/></g></g>'
    )
    away = 84 if x < WIDTH / 2 else -84
    return place(body, x, foot) + f'<use href="#k" transform="translate({x + away} {foot}) scale(.7)"/>'


def church(dice: Dice, x: int, foot: int) -> str:
    """A village church: a tower with a spire, a nave, some roofs."""
    tall = dice.whole(52, 72)
    side = dice.one_of((-1, 1))
    nave = f"M{side * 8} 0v-34l{side * 12}-20h{side * 30}l{side * 12} 20v34z"
    village = (
        f"M{side * -18} 0v-16l{side * -14}-14 {side * -14} 14V0zM{side * 70} 0v-14l{side * 14}-13 {side * 14} 13V0z"
    )
    tower = f"M-9 0v-{tall}l9-46 9 46V0z"
    return place(fill("s-far", tower, nave, village), x, foot)


def boat(dice: Dice, x: int, water: int) -> str:
    """A sailing boat, a flat-bottomed one with brown sails, or a barge."""
    kind = dice.one_of(("sail", "tjalk", "barge"))
    if kind == "sail":
        body = fill("h-ink", "M-34 0h68l-10 12h-48z") + fill("h-plaque", "M-2-4v-56l36 52zM-6-8v-44l-26 44z")
    elif kind == "tjalk":
        body = (
            fill("h-ink", "M-42-4q6 18 20 18h46q14 0 16-20l-12 6h-56z")
            + fill("h-deep", "M-2-8v-62l34 10-4 50zM-6-10v-50l-28 48z")
            + stroke("h-ink", 3, "M-4 0v-78")
        )
    else:
        body = (
            fill("h-ink", "M-64-2h122l10-6-8 20h-118z")
            + fill("h-wall", "M-52-12h70v10h-70z")
            + fill("h-plaque", "M28-26h26v24H28z")
            + fill("h-glas", "M32-22h7v8h-7zM43-22h7v8h-7z")
        )
    return place(body, x, water, scale=dice.one_of((1, -1)))


def hills(dice: Dice) -> str:
    """Three wooded hills, the farthest in the theme's haze."""
    found = ""
    for role, top, steep in (("s-far", 208, 40), ("s-g2", 246, 30), ("s-g0", 276, 24)):
        x, rise = dice.whole(120, 680), dice.whole(0, steep)
        y = top + rise
        low = y + dice.whole(50, 80)
        found += fill(
            role,
            f"M-10 {low}C{x - 260} {y + 20} {x - 120} {y} {x} {y}S{x + 300} {y + 24} {WIDTH + 10} {low}V{HEIGHT}H-10z",
        )
    return found


def ditches(vanish: int, horizon: int) -> str:
    """Long peat meadows between ditches that meet at the horizon."""
    light = deeper = water = ""
    for step, foot in enumerate(range(-560, WIDTH + 600, 230)):
        field = f"M{vanish} {horizon}L{foot + 16} {HEIGHT}h99z"
        water += f"M{vanish} {horizon}L{foot} {HEIGHT}h16z"
        if step % 2:
            light += field
        else:
            deeper += field
    return fill("s-g2", light) + fill("s-g1", deeper) + fill("s-water", water)


def lamp_glow(x: float, y: float) -> str:
    """The light around a street lamp, after sunset only."""
    return f'<g class="{EVENING_ONLY}">{fill("h-glas", disc(x, y, 40), opacity=".16")}</g>'


def post(x: float, foot: float) -> str:
    """A street lamp."""
    return (
        lamp_glow(x, foot - 116)
        + fill("h-ink", box(x - 2.5, foot - 104, 5, 104), box(x - 6, foot - 8, 12, 8))
        + fill("h-ink", f"M{num(x - 13)} {num(foot - 128)}l13-14 13 14z")
        + fill("h-lamp", f"M{num(x - 10)} {num(foot - 128)}h20l-4 22h-12z")
    )
