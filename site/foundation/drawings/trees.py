"""Trees of the province, foot at (0, 0), about 100 high."""

from foundation.drawings.seasons import Season
from foundation.drawings.svg import disc, dots, fill, round_stroke

POPLAR, ROUND, PINE, WILLOW, LIME, ORCHARD, BIRCH = (
    "poplar",
    "round",
    "pine",
    "willow",
    "lime",
    "orchard",
    "birch",
)


def draw_tree(kind: str, season: Season) -> str:
    """Markup of one tree. KeyError for a kind that does not grow here."""
    if season.bare and kind in _BARE:
        return round_stroke("s-earth", 5, _BARE[kind][0]) + round_stroke("s-earth", 3, _BARE[kind][1])
    return _LEAFY[kind](season)


_BARE = {
    POPLAR: ("M0 0v-92", "M0-30l-12-24M0-42l12-26M0-60l-8-18M0-68l8-18"),
    ROUND: ("M0 0v-50", "M0-34l-20-26M0-44l18-30M0-50l-6-36M-12-50l-14-4M11-62l13-4"),
    LIME: ("M0 0v-70", "M0-40h-28M0-40h28M0-55h-28M0-55h28M0-70h-28M0-70h28"),
    ORCHARD: ("M0 0v-30", "M0-20l-17-20M0-26l16-22M0-30l-3-26M-9-31l-12-2"),
    BIRCH: ("M0 0v-80", "M0-36l-13-22M0-48l12-22M0-64l-8-18"),
}


def _poplar(_season: Season) -> str:
    return fill("s-earth", "M-3.5-36h7V0h-7z") + fill("s-g3", "M0-104c28 0 34 70 0 74-34-4-28-74 0-74z")


def _round(season: Season) -> str:
    crown = disc(0, -62, 30) + disc(-20, -48, 18) + disc(20, -46, 19)
    blossom = dots((-16, -70), (4, -80), (14, -58), (-22, -48), (22, -42), (-4, -50))
    return (
        fill("s-earth", "M-4-40h8V0h-8z")
        + fill("s-g3", crown)
        + (round_stroke("s-dot", 9, blossom) if season.key == "spring" else "")
    )


def _pine(_season: Season) -> str:
    return fill("s-earth", "M-3-14h6V0h-6z") + fill("s-pine", "M0-100l19 30h-9l16 27H15l17 33h-64l17-33h-11l16-27h-9z")


def _willow(season: Season) -> str:
    """A pollard: a thick trunk, a knotted head, and a fan of twigs."""
    twigs = "M-6-46l-17-29M-3-48l-8-36M1-48v-38M4-48l11-35M7-46l19-27"
    trunk = fill("s-earth", "M-8 0l3-40H6L8 0z" + disc(0, -45, 10))
    if season.bare:
        return round_stroke("s-earth", 2.5, twigs) + trunk
    crown = (
        "M-6-44c-16 4-30-4-31-16q6-4 11-2c-5-13 1-22 8-22 2-9 12-12 18-8 6-4 16-1 18 8 7 0 13 9 8 22"
        "q5-2 11 2c-1 12-15 20-31 16z"
    )
    return fill("s-g3", crown) + round_stroke("s-g0", 2, twigs) + trunk


def _lime(_season: Season) -> str:
    """A lime trained flat before the house front."""
    return fill("s-earth", "M-3-44h6V0h-6z") + (
        '<rect x="-32" y="-82" width="64" height="44" rx="9" fill="var(--s-g3)"/>'
    )


def _orchard(_season: Season) -> str:
    dotted = dots((-11, -50), (9, -40), (2, -60), (-14, -36), (14, -54))
    return fill("s-earth", "M-3-26h6V0h-6z") + fill("s-g3", disc(0, -44, 24)) + round_stroke("s-dot", 7.5, dotted)


def _birch(_season: Season) -> str:
    return (
        fill("h-plaque", "M-3-60h6V0h-6z")
        + round_stroke("h-ink", 2, "M-2-14h3M-1-28h3M-2-40h3")
        + fill("s-g3", "M0-102c18 6 26 34 20 58-8 12-32 12-40 0-6-24 2-52 20-58z")
    )


_LEAFY = {
    POPLAR: _poplar,
    ROUND: _round,
    PINE: _pine,
    WILLOW: _willow,
    LIME: _lime,
    ORCHARD: _orchard,
    BIRCH: _birch,
}
