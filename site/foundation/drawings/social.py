"""The picture that stands for the network where a link to it is shared: 1200 x 630, no words.

    python -m foundation.drawings.social > social.svg

Chromium then makes static/icons/social.png of it: social networks read no SVG.
"""

import sys
from typing import Final

from foundation.colours import theme_palette
from foundation.drawings import marks
from foundation.drawings.house_parts import GROUND, HOUSE_WIDTH
from foundation.drawings.house_shapes import HOUSES
from foundation.drawings.roles import HOUSE_DAY, THEME_SOLIDS, house_day
from foundation.drawings.svg import box, disc, fill, place

SOCIAL_WIDTH, SOCIAL_HEIGHT = 1200, 630

_STREET: Final = 556
_HOUSES: Final = ("wonen", "energie", "ontmoeten", "zorg", "groen", "vrijwilligers", "gemeente")
_SCALE: Final = SOCIAL_WIDTH / (len(_HOUSES) * HOUSE_WIDTH)
_SUN: Final = (600, 214, 176)
_LOGO_SCALE: Final = 3.5
_COLOURS: Final = HOUSE_DAY | {
    "s-sky": "#CBE6F2",
    "s-far": "#B3D6E6",
    "s-sun": "#FFC93C",
    "s-road": "#EFE6D2",
    "logo-a": "#B4432E",
    "logo-b": "#11493D",
    "licht": "#FFC93C",
    "ink": "#0F2E29",
    "night": "#B3D6E6",
}


def draw_social() -> str:
    """The street by day, with the logo before the sun."""
    roles = ";".join(f"--{name}:{colour}" for name, colour in _COLOURS.items())
    cloud = (
        '<g fill="var(--h-plaque)"><rect y="20" width="190" height="32" rx="16"/>'
        '<rect x="40" width="94" height="40" rx="20"/></g>'
    )
    skyline = f'<path fill="var(--s-far)" transform="translate(-40 254) scale(1.2)" d="{marks.ROOFS}"/>'
    logo = place(marks.logo(), _SUN[0] - 36 * _LOGO_SCALE, 62, scale=_LOGO_SCALE)
    body = (
        fill("s-sky", box(0, 0, SOCIAL_WIDTH, SOCIAL_HEIGHT))
        + fill("s-sun", disc(*_SUN))
        + place(cloud, 96, 84)
        + place(cloud, 930, 130)
        + skyline
        + fill("s-far", box(0, 370, SOCIAL_WIDTH, 200))
        + logo
        + "".join(_house(place_in_street, key) for place_in_street, key in enumerate(_HOUSES))
        + fill("s-road", box(0, _STREET, SOCIAL_WIDTH, SOCIAL_HEIGHT - _STREET))
        + fill("h-ink", box(0, _STREET, SOCIAL_WIDTH, 6))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SOCIAL_WIDTH} {SOCIAL_HEIGHT}" '
        f'width="{SOCIAL_WIDTH}" height="{SOCIAL_HEIGHT}"><style>svg{{{roles}}}</style>{body}</svg>\n'
    )


def _house(position: int, key: str) -> str:
    shape, palette = HOUSES[key], theme_palette(THEME_SOLIDS[key])
    roles = ";".join(f"--{name}:{colour}" for name, colour in house_day(palette).items())
    left, top = position * HOUSE_WIDTH * _SCALE, _STREET - GROUND * _SCALE
    return f'<g style="{roles}">{place(shape.body + shape.stone(), left, top, scale=_SCALE)}</g>'


if __name__ == "__main__":
    sys.stdout.write(draw_social())
