"""Things people carry and things that stand on the pavement.

Carried things hang at the hand of a figure, about (16, -14). Standing things have their foot
at (0, 0), and say how wide they are.
"""

from dataclasses import dataclass
from typing import Final

from foundation.drawings.svg import box, disc, fill, round_stroke, solid, stroke

HELD: Final[dict[str, str]] = {
    "bag": solid("#E8D9BD", "M11-12h12l2 12H9z") + stroke("h-ink", 1.5, "M13-12c0-6 8-6 8 0"),
    "balloon": fill("h-lamp", "M16-62a8 9 0 1 1 .1 0l2 3h-4z") + stroke("h-ink", 1, "M16-59q3 20 0 43"),
    "book": fill("h-plaque", "M9-26h13v13H9z") + fill("h-deep", "M9-26h3v13H9z"),
    "broom": round_stroke("s-earth", 2.5, "M16-44L18-4") + solid("#D9A441", "M13-6h10l3 8H10z"),
    "can": solid("#6F8E9A", "M10-16h12v13H10zM22-10l9-8 2 2-11 12z") + stroke("h-ink", 1.5, "M11-16c0-7 10-7 10 0"),
    "cane": round_stroke("h-ink", 2, "M17-16V0M17-16c0-4-5-4-5 0"),
    "coins": fill("h-lamp", disc(17, -22, 6)) + stroke("h-ink", 1.2, disc(17, -22, 4)),
    "crate": solid("#B98A55", "M6-22h22v12H6z")
    + solid("#D9532F", disc(11, -24, 4))
    + solid("#6BA644", disc(18, -25, 4.5), disc(24, -23, 3.5))
    + stroke("h-ink", 1, "M6-16h22"),
    "flag": round_stroke("h-ink", 2, "M16-12v-46") + fill("h-wall", "M17-58h18l-5 6 5 6H17z"),
    "flowers": round_stroke("s-pine", 2, "M16-14l-3-12M16-14v-14M16-14l4-12")
    + solid("#E4573D", disc(12, -28, 4))
    + fill("h-lamp", disc(16, -31, 4))
    + solid("#E59AA6", disc(21, -28, 4)),
    "lamp": fill("h-lamp", "M10-34a6.5 6.5 0 1 1 13 0c0 4-3 5-3 8h-7c0-3-3-4-3-8z")
    + fill("h-ink", box(13.5, -25, 6, 5)),
    "mug": fill("h-plaque", "M12-26h9v10h-9z") + stroke("h-plaque", 2, "M21-24h4v5h-4"),
    "paper": fill("h-plaque", "M9-30h13v17H9z") + stroke("h-ink", 1.2, "M12-26h7M12-22h7M12-18h5"),
    "toolbox": solid("#B4432E", "M7-12h19V-1H7z") + stroke("h-ink", 2, "M11-12v-4h11v4M7-8h19"),
}

THEME_HELD: Final[dict[str, str]] = {
    "energie": "lamp",
    "wonen": "toolbox",
    "zorg": "flowers",
    "ontmoeten": "mug",
    "groen": "can",
    "voedsel": "crate",
    "vervoer": "bag",
    "repareren": "toolbox",
    "geld": "coins",
    "bestuur": "paper",
    "vrijwilligers": "broom",
    "gemeente": "flag",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something on the pavement: how wide in pixels, and its markup around x 0."""

    width: int
    markup: str


def _bicycle(colour_role: str) -> str:
    wheels = stroke("h-ink", 3.5, disc(-26, -20, 19), disc(28, -20, 19))
    frame = round_stroke(colour_role, 4.5, "M-26-20l14-32h32l-18 30-14-30M2-22h-28M28-20L18-58")
    return wheels + frame + round_stroke("h-ink", 4, "M-20-54h14M16-60h14")


THINGS: Final[dict[str, Thing]] = {
    "bicycle": Thing(96, _bicycle("h-deep")),
    "cargo": Thing(
        124,
        stroke("h-ink", 3.5, disc(-40, -18, 17), disc(42, -18, 17))
        + round_stroke("h-deep", 4.5, "M-40-18l10-30h8l10 30h-28M-12-18h24M-30-56h12")
        + solid("#B98A55", "M-4-48h56l-8 30H8z")
        + stroke("h-ink", 2, "M-1-38h50")
        + fill("h-wall", "M4-50c4-14 18-14 20 0zM26-50c2-10 14-10 16 0z"),
    ),
    "bench": Thing(
        96,
        fill("h-ink", "M-38-22h5V0h-5zM33-22h5V0h-5z")
        + fill("h-deep", "M-44-28h88v7h-88zM-40-52h80v6h-80zM-40-42h80v6h-80z"),
    ),
    "planter": Thing(
        66,
        fill("s-pine", disc(-16, -36, 13), disc(2, -42, 15), disc(18, -35, 12))
        + round_stroke("s-dot", 7, "M-18-38h0M-6-48h0M8-44h0M20-36h0M0-34h0")
        + solid("#A9765A", "M-29-28h58l-6 28h-46z")
        + solid("#8F5F46", "M-31-30h62v7h-62z"),
    ),
    "hollyhock": Thing(
        52,
        round_stroke("s-pine", 4, "M-10 0v-74M6 0v-92M18 0v-58")
        + fill("s-pine", disc(-14, -8, 9), disc(2, -9, 11), disc(17, -8, 9))
        + round_stroke("h-wall", 11, "M-10-30h0M-10-46h0M6-40h0M6-58h0M18-32h0")
        + round_stroke("s-dot", 8, "M-10-60h0M-10-72h0M6-75h0M6-89h0M18-46h0M18-57h0"),
    ),
    "stall": Thing(
        126,
        solid("#8A6A4A", "M-50-76h4V0h-4zM46-76h4V0h-4zM-56-38H56v20H-56z")
        + fill("h-wall", "M-60-80h120l-8-22H-52z")
        + fill("h-plaque", "M-36-80l3-22h18l-1 22zM2-80l-1-22h18l3 22zM38-80l-3-22h16l8 22z")
        + solid("#D9532F", disc(-38, -42, 8), disc(-22, -42, 8), disc(-30, -50, 7))
        + solid("#6BA644", disc(-2, -43, 8), disc(12, -43, 8))
        + fill("h-lamp", disc(32, -42, 7), disc(45, -42, 7)),
    ),
    "table": Thing(
        104,
        fill("h-ink", "M-3-34h6V-4h-6zM-18-4h36v4h-36z")
        + fill("h-plaque", "M-34-40h68v7h-68zM-14-52h12v12h-12zM8-50h11v10H8z")
        + fill("h-deep", "M-48-20h18v5h-18zM30-20h18v5H30zM-48-44h5V0h-5zM43-44h5V0h-5zM-33-16h4V0h-4zM29-16h4V0h-4z"),
    ),
    "board": Thing(
        60,
        fill("h-ink", "M-22-50h4V0h-4zM18-50h4V0h-4z")
        + fill("h-deep", "M-28-82h56v38h-56z")
        + fill("h-plaque", "M-22-77h14v18h-14zM-4-77H8v12H-4zM12-77h11v20H12zM-4-61H8v11H-4z"),
    ),
    "barrow": Thing(
        92,
        stroke("h-ink", 4, disc(30, -12, 10))
        + round_stroke("h-ink", 4, "M-44-30l26 6 48 12M-12-20V0")
        + fill("s-pine", disc(-4, -40, 12), disc(12, -38, 10))
        + round_stroke("s-dot", 7, "M-6-46h0M6-42h0M16-40h0")
        + fill("h-wall", "M-22-38h56l-14 22H-14z"),
    ),
    "bookcase": Thing(
        46,
        fill("h-ink", "M-3-34h6V0h-6z")
        + fill("h-deep", "M-22-78h44v46h-44zM-26-78L0-94l26 16z")
        + fill("h-glas", "M-18-74h36v38h-36z")
        + fill("h-wall", "M-16-73h6v17h-6zM2-54h6v17H2z")
        + fill("h-lamp", "M-8-71h5v15h-5zM10-52h5v15h-5z")
        + fill("h-panel", "M0-73h7v17H0zM-14-53h7v16h-7z")
        + stroke("h-deep", 2, "M-18-55h36"),
    ),
    "workbench": Thing(
        96,
        solid("#8A6A4A", "M-42-40h84v8h-84zM-38-32h7V0h-7zM31-32h7V0h-7z")
        + fill("h-wall", "M-30-54h24v14h-24z")
        + round_stroke("h-ink", 3, "M-24-54v-5h12v5M10-44l18-14M24-62l8 4")
        + fill("h-ink", "M6-48h10v8H6z"),
    ),
    "panels": Thing(
        100,
        stroke("h-ink", 4, "M-32 0l10-22M32 0L22-22M-30 0h-8M30 0h8")
        + fill("h-panel", "M-48-14l18-44h78l-18 44z")
        + stroke("h-tint", 1.5, "M-22-14l18-44M4-14l18-44M-39-36h78"),
    ),
    "flagpole": Thing(
        58,
        fill("h-ink", "M-27 0v-150h4V0z")
        + fill("h-wall", "M-23-148c14-6 26 6 48 0v30c-22 6-34-6-48 0z")
        + fill("h-plaque", "M-23-138c14-6 26 6 48 0v10c-22 6-34-6-48 0z"),
    ),
}

THEME_THINGS: Final[dict[str, tuple[str, ...]]] = {
    "energie": ("panels", "bicycle"),
    "wonen": ("hollyhock", "bench"),
    "zorg": ("bench", "planter"),
    "ontmoeten": ("table", "bench"),
    "groen": ("barrow", "planter"),
    "voedsel": ("stall", "barrow"),
    "vervoer": ("cargo", "bicycle"),
    "repareren": ("workbench", "cargo"),
    "geld": ("stall", "bicycle"),
    "bestuur": ("board", "planter"),
    "vrijwilligers": ("board", "bookcase"),
    "gemeente": ("flagpole", "bench"),
}
"""What belongs before which house, the most telling first."""

ANYWHERE: Final = ("bicycle", "planter", "hollyhock", "bookcase", "bench")
