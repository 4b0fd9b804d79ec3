"""The drawing of a knowledge tool: a kitchen table from above, with its kind of paper."""

from typing import Final

from foundation.colours import theme_palette
from foundation.drawings.cloths import draw_cloth
from foundation.drawings.roles import EVENING_ONLY, HOUSE_DAY, HOUSE_NIGHT, house_day, house_night, style
from foundation.drawings.seasons import SUMMER
from foundation.drawings.seeds import Dice
from foundation.drawings.sheets import SHEETS, draw_sheet
from foundation.drawings.svg import disc, document, fill, num, place
from foundation.drawings.tableware import TABLEWARE, THEME_TABLEWARE

_MIDDLE: Final = (400, 248)
_SHADOW: Final = (13, 14)
_TURN: Final = 6
"""Most degrees a paper lies askew."""
_CORNERS: Final = ((132, 116), (138, 362), (668, 112), (664, 366))
_SCATTER: Final = 12
_EVERYDAY: Final = (
    "coffee",
    "tea",
    "waffle",
    "waffle",
    "biscuits",
    "glasses",
    "pencil",
    "pencil",
    "keys",
    "plant",
    "envelope",
    "phone",
    "notes",
    "tulips",
)
_DRINKS: Final = frozenset({"coffee", "tea"})
_TREATS: Final = frozenset({"waffle", "biscuits"})
_TURNS: Final = {
    "coins": 15,
    "phone": 20,
    "badge": 14,
    "bulb": 30,
    "apple": 20,
    "stamp": 16,
    "notes": 12,
    "map": 16,
    "envelope": 34,
}
"""Most degrees an object lies askew; what is not named may lie any way."""


def draw_tool(*, slug: str, theme: str, solid: str, kind: str) -> str:
    """A paper among what lies on a kitchen table, as the text of an SVG file of 800 x 480.

    The same inputs give the same drawing, always and everywhere. `theme` is the key of a
    house, `solid` the theme's colour, `kind` what the paper is. ValueError for an unknown
    theme or kind, or when `solid` is no hex colour.
    """
    if theme not in THEME_TABLEWARE:
        message = f"Nothing on the table for theme {theme!r}"
        raise ValueError(message)
    if kind not in SHEETS:
        message = f"No paper for kind {kind!r}"
        raise ValueError(message)
    dice = Dice("tool", slug, theme, solid.upper(), kind)
    palette = theme_palette(solid)
    cloth_defs, cloth = draw_cloth(dice.branch("cloth"))
    body = cloth + _lay_table(dice.branch("table"), theme) + _lay_sheet(dice.branch("sheet"), kind, theme)
    day = house_day(palette) | HOUSE_DAY | SUMMER.day
    night = house_night(palette) | HOUSE_NIGHT | SUMMER.night
    return document(
        style=style(
            markup=cloth_defs + body,
            day=day | {"h-line": "#C9D2D0", "h-on": palette.on_solid, "s-sky": palette.sky},
            night=night
            | {
                "h-tint": palette.night_trim,
                "h-plaque": "#D3CDBB",
                "h-line": "#7C8A90",
                "h-on": "#0B1822",
                "s-g1": "#2F6B4A",
                "s-g3": "#3F7F55",
                "s-sky": palette.dark_tint,
            },
        ),
        defs=cloth_defs,
        body=body,
        align="xMidYMid",
    )


def _lay_sheet(dice: Dice, kind: str, theme: str) -> str:
    """The paper in the middle, a little askew, with its shadow and in the light of the lamp."""
    turn = dice.whole(-10 * _TURN, 10 * _TURN) / 10
    x, y = _MIDDLE[0] + dice.whole(-8, 8), _MIDDLE[1]
    shadow = place(fill("h-ink", "M-146-196h300v396h-300z", opacity=".16"), x + _SHADOW[0], y + _SHADOW[1], turn=turn)
    light = f'<g class="{EVENING_ONLY}">{fill("h-lamp", disc(x, y, 300), opacity=".07")}</g>'
    return light + shadow + place(draw_sheet(kind, dice, theme), x, y, turn=turn)


def _lay_table(dice: Dice, theme: str) -> str:
    """Three or four things in the corners: one that fits the theme, one drink, one treat at most."""
    names = [dice.one_of(THEME_TABLEWARE[theme])]
    while len(names) < len(_CORNERS):
        name = dice.one_of(_EVERYDAY)
        taken = set(names)
        if name in taken or (name in _DRINKS and taken & _DRINKS) or (name in _TREATS and taken & _TREATS):
            continue
        names.append(name)
    corners = dice.some_of(_CORNERS, 4 if dice.chance(65) else 3)
    found = ""
    for name, (x, y) in zip(names, corners, strict=False):
        most = _TURNS.get(name, 180)
        turn = dice.whole(-most, most)
        at = (x + dice.whole(-_SCATTER, _SCATTER), y + dice.whole(-_SCATTER, _SCATTER))
        found += f'<g transform="translate({num(at[0])} {num(at[1])}) rotate({turn})">{TABLEWARE[name]}</g>'
    return found
