"""Marks of the network: the logo, large and small, the skyline of the footer, a tile's corner."""

from typing import Final

from foundation.drawings.svg import box, disc, dots, fill, round_stroke, stroke

LOGO_BOX: Final = "0 0 72 62"
SMALL_LOGO_BOX: Final = "0 0 32 32"
SKYLINE_BOX: Final = "0 0 1440 100"
CORNER_BOX: Final = "0 0 40 40"

_CORNER: Final = "M0 0h30c0 3-2 5-5 5 2 5-1 8-5 7 1 5-3 9-8 8 1 4-2 7-7 5 0 3-2 5-5 5z"

# The small logo, on a grid of 32 that falls on whole pixels at 16 and 32.
_LEFT_HOUSE: Final = "M1 28V15h3v-4h3V7h3v4h3v4h3v13z"
_RIGHT_HOUSE: Final = "M16 28V15l7.5-10L31 15v13z"
_WINDOWS: Final = "M6 25v-6.5a2.5 2.5 0 0 1 5 0V25zM21 25v-6.5a2.5 2.5 0 0 1 5 0V25z"
_PAVEMENT: Final = "M0 28h32v3H0z"

ROOFS: Final = (
    "M0 100v-56h-2v-5h52v5h-2V100zM48 100v-20l18-30h54l18 30V100zM138 100v-52l32-32 32 32V100z"
    "M202 100v-19l18-30h54l18 30V100zM292 100v-61h-2v-5h51v5h-2V100zM357 100v-62h-2v-5h62v5h-2V100z"
    "M415 100v-43h8.7v-8h8.7v-8h8.7v-8h9.9v8h8.7v8h8.7v8h8.7V100z"
    "M477 100v-47h8.4v-8h8.4v-8h8.4v-8h9.6v8h8.4v8h8.4v8h8.4V100zM537 100v-26l18-30h54l18 30V100z"
    "M627 100v-49h7.3v-8h7.3v-8h7.3v-8h8.3v8h7.3v8h7.3v8h7.3V100zM697 100v-55h-2v-5h60v5h-2V100z"
    "M753 100v-38l26.5-26 26.5 26V100z"
    "M806 100v-51c11.2-2 8.4-22 19.6-24 2.8-6 14-6 16.8 0 11.2 2 8.4 22 19.6 24V100z"
    "M880 100v-51h-2v-5h60v5h-2V100zM954 100v-20l18-30h54l18 30V100z"
    "M1044 100v-46c12.2-2 9.2-22 21.3-24 3.1-6 15.2-6 18.3 0 12.2 2 9.2 22 21.3 24V100z"
    "M1105 100v-48h7v-8h7v-8h7v-8h8v8h7v8h7v8h7V100zM1155 100v-18l18-30h54l18 30V100z"
    "M1245 100v-22l18-30h54l18 30V100zM1335 100v-42h7.6v-8h7.6v-8h7.6v-8h8.6v8h7.6v8h7.6v8h7.6V100z"
    "M1389 100v-34l30.5-30 30.5 30V100z"
)
_WINDOW: Final = (7, 10)
_ATTICS: Final = (
    26,
    173,
    317,
    388,
    427,
    489,
    509,
    655,
    708,
    727,
    782,
    817,
    836,
    891,
    910,
    1056,
    1077,
    1115,
    1132,
    1346,
    1422,
)
_PARLOURS: Final = (
    10,
    26,
    151,
    317,
    369,
    388,
    448,
    509,
    655,
    708,
    727,
    782,
    817,
    836,
    891,
    910,
    1056,
    1077,
    1115,
    1132,
    1346,
    1364,
    1422,
)
_BARNS: Final = (
    66,
    97,
    220,
    281,
    555,
    586,
    972,
    1003,
    1173,
    1204,
    1294,
    1324,
)
"""Left edges of lit windows, by storey."""


def logo() -> str:
    """The logo for where there is room: two gables, lit windows, a string of lamps."""
    lamps = ((31, 27.3), (39, 28.5), (47, 27.3))
    return (
        fill("logo-a", "M3 58V29h5v-7h6v-7h5V9h8v6h5v7h6v7h3v29z")
        + fill("logo-b", "M41 58V28L55 9l14 19v30z")
        + fill("licht", "M16 50V38a6.5 6.5 0 0 1 13 0v12zM48.5 50V38a6.5 6.5 0 0 1 13 0v12z")
        + stroke("ink", 1.8, "M22.5 31.5V50M16 41h13M55 31.5V50M48.5 41h13")
        + stroke("ink", 4, "M1 58h70")
        + stroke("ink", 2.2, "M23 21Q39 35 55 21")
        + round_stroke("ink", 7.5, dots(*lamps))
        + round_stroke("licht", 4.5, dots(*lamps))
    )


def small_logo() -> str:
    """The logo below 48 pixels: two gables, a light in each."""
    houses = fill("logo-a", _LEFT_HOUSE) + fill("logo-b", _RIGHT_HOUSE)
    return houses + fill("licht", _WINDOWS) + fill("ink", _PAVEMENT)


def skyline() -> str:
    """Roofs along the foot of every page, with lit windows."""
    rows = ((_ATTICS, 64), (_PARLOURS, 82), (_BARNS, 86))
    lit = "".join(box(left, top, *_WINDOW) for lefts, top in rows for left in lefts)
    return fill("night", ROOFS, "M0 98h1440v2H0z") + fill("licht", lit)


def corner() -> str:
    """The ox-head in the corner of a Delft tile, in the colour of its page."""
    return f'<path d="{_CORNER}{disc(29, 14, 3)}{disc(14, 29, 3)}{disc(24, 24, 3.6)}"/>'
