"""Colour roles of a drawing, by day and after sunset, as CSS inside the drawing.

Houses read --h-*, scenery reads --s-*. A drawing sets both on its root; a neighbour's house
overrides wall, deep and tint in a class of its own.
"""

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from foundation.colours import ThemePalette, short, theme_palette

Roles = Mapping[str, str]

THEME_SOLIDS: Final[dict[str, str]] = {
    "energie": "#F4B92E",
    "wonen": "#B4432E",
    "zorg": "#E59AA6",
    "ontmoeten": "#E07B39",
    "groen": "#6BA644",
    "voedsel": "#9E2A4D",
    "vervoer": "#2C6FAF",
    "repareren": "#8FAAB5",
    "geld": "#4FB39A",
    "bestuur": "#2F4A8F",
    "vrijwilligers": "#8C5FA8",
    "gemeente": "#CDAE78",
}
"""The colours the twelve themes start with; an administrator may pick others."""

HOUSE_DAY: Final[dict[str, str]] = {
    "h-glas": "#F2F8FA",
    "h-glas2": "#CFE0E6",
    "h-ink": "#0F2E29",
    "h-lamp": "#FFC93C",
    "h-plaque": "#FFFDF4",
    "h-panel": "#22406B",
}
HOUSE_NIGHT: Final[dict[str, str]] = {
    "h-glas": "#FFD774",
    "h-glas2": "#22333C",
    "h-ink": "#0B1822",
    "h-lamp": "#FFE29A",
    "h-plaque": "#E2E2DB",
    "h-panel": "#16273F",
}

_EXACT: Final = ("h-wall", "h-glas2", "s-sky", "s-sky2", "s-road")
"""Roles of large or delicate surfaces, which keep their six digits."""
_NIGHT_TRIM: Final = "#8A8B88"
_LIT, _UNLIT = HOUSE_NIGHT["h-glas"], HOUSE_NIGHT["h-glas2"]

NEIGHBOUR_CLASSES: Final = ("a", "b", "c")
EVENING_ONLY: Final = "n"
"""Class of stars and glows that only show after sunset."""
DAY_ONLY: Final = "z"
"""Class of a sun that is a crescent after sunset."""
DIMMED: Final = "p"
"""Class of people and things with fixed colours: a little darker after sunset."""

_ROLE_IN_USE: Final = re.compile(r"var\(--([\w-]+)\)")
_DIM: Final = "filter:brightness(.78)"


def house_day(palette: ThemePalette) -> dict[str, str]:
    """Wall, deep and tint of a house by day."""
    return {"h-wall": palette.solid, "h-deep": palette.deep, "h-tint": palette.tint}


def house_night(palette: ThemePalette) -> dict[str, str]:
    """Wall and deep of a house after sunset; `_NIGHT_TRIM` serves the whole street."""
    return {"h-wall": palette.night_wall, "h-deep": palette.night_deep}


def neighbour_rules(solids: Sequence[str], *, parties: Sequence[bool]) -> tuple[str, str]:
    """CSS of the neighbours' houses, by day and by night.

    Where a neighbour has a party every window is lit, elsewhere the other half is.
    """
    day = night = ""
    for name, solid, party in zip(NEIGHBOUR_CLASSES, solids, parties, strict=False):
        palette = theme_palette(solid)
        panes = {"h-glas2": _LIT} if party else {"h-glas": _UNLIT, "h-glas2": _LIT}
        day += f".{name}{{{_declare(house_day(palette))}}}"
        night += f".{name}{{{_declare(house_night(palette) | panes)}}}"
    return day, night + f"svg,.{',.'.join(NEIGHBOUR_CLASSES)}{{--h-tint:{_NIGHT_TRIM}}}"


def style(*, day: Roles, night: Roles, markup: str, day_rules: str = "", night_rules: str = "") -> str:
    """The style sheet of a drawing: the roles its markup uses, and again after sunset."""
    day_only = f".{DAY_ONLY}{{display:none}}" if f'class="{DAY_ONLY}"' in markup else ""
    used = set(_ROLE_IN_USE.findall(markup))
    return (
        f"svg{{{_declare(day, used)}}}{day_rules}.{EVENING_ONLY}{{display:none}}"
        "@media(prefers-color-scheme:dark){"
        f"svg{{{_declare(night, used)}}}{night_rules}"
        f".{EVENING_ONLY}{{display:inline}}.{DIMMED}{{{_DIM}}}{day_only}}}"
    )


def _declare(roles: Roles, used: Container[str] | None = None) -> str:
    return ";".join(
        f"--{name}:{colour if name in _EXACT else short(colour)}"
        for name, colour in roles.items()
        if used is None or name in used
    )
