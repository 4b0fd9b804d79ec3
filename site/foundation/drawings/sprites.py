"""Writes the files of static/icons from the shapes of this package.

    python -m foundation.drawings.sprites site/static/icons

Colours come from the page as custom properties: --h-wall and its kin for houses, --logo-a,
--logo-b, --licht, --ink and --night for marks; icons are stroked by the page's CSS.
"""

import sys
from pathlib import Path
from typing import Final

from foundation.drawings import marks
from foundation.drawings.house_parts import HOUSE_HEIGHT, HOUSE_WIDTH, HouseShape, plinth
from foundation.drawings.house_shapes import HOUSES
from foundation.drawings.icon_shapes import ICONS, STONES
from foundation.drawings.svg import stroke

_GRID: Final = "0 0 24 24"
_HOUSE_BOX: Final = f"0 0 {HOUSE_WIDTH} {HOUSE_HEIGHT}"
_ROPE: Final = "M0 86Q50 104 100 86"

_DAY: Final = "svg{--logo-a:#b4432e;--logo-b:#11493d;--licht:#ffc93c;--ink:#0f2e29}"
_NIGHT: Final = (
    "@media(prefers-color-scheme:dark){svg{--logo-a:#d9664c;--logo-b:#3e8c78;--licht:#ffe29a;--ink:#f0f4ec}}"
)


def icon_sprite() -> str:
    """Icons (i-*), gable stones (p-*), hoek, logo and logo-small."""
    symbols = [_symbol(f"i-{name}", _GRID, f'<path d="{path}"/>') for name, path in ICONS.items()]
    symbols += [_symbol(f"p-{name}", _GRID, f'<path d="{path}"/>') for name, path in STONES.items()]
    symbols.append(_symbol("hoek", marks.CORNER_BOX, marks.corner()))
    symbols.append(_symbol("logo", marks.LOGO_BOX, marks.logo()))
    symbols.append(_symbol("logo-small", marks.SMALL_LOGO_BOX, marks.small_logo()))
    return _sprite(symbols)


def house_sprite() -> str:
    """Houses with a string of lamps (h-*), without (hs-*), and the skyline."""
    symbols = []
    for key, shape in HOUSES.items():
        symbols.append(_symbol(f"h-{key}", _HOUSE_BOX, _house(shape) + _lamps()))
        symbols.append(_symbol(f"hs-{key}", _HOUSE_BOX, _house(shape)))
    symbols.append(_symbol("skyline", marks.SKYLINE_BOX, marks.skyline()))
    return _sprite(symbols)


def favicon() -> str:
    """The small logo by itself; it follows the colour scheme."""
    return _small_logo(marks.small_logo())


def logo_file() -> str:
    """The small logo with bars in its windows, for headers and mail."""
    bars = stroke("ink", 1, "M8.5 16v9M6 20.5h5M23.5 16v9M21 20.5h5")
    return _small_logo(marks.small_logo() + bars)


def write_icons(folder: Path) -> list[Path]:
    """Write every file; gives what was written."""
    files = {
        "sprite.svg": icon_sprite(),
        "houses.svg": house_sprite(),
        "favicon.svg": favicon(),
        "logo.svg": logo_file(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def _small_logo(markup: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{marks.SMALL_LOGO_BOX}" width="32" height="32">'
        f"<style>{_DAY}{_NIGHT}</style>{markup}</svg>\n"
    )


def _house(shape: HouseShape) -> str:
    return shape.body + shape.stone() + plinth()


def _lamps() -> str:
    """A string of five lamps that goes on from house to house."""
    lamps = (
        '<path fill="none" stroke="var(--h-lamp)" stroke-width="4.2" stroke-linecap="round" '
        f'stroke-dasharray="0 20.4" stroke-dashoffset="-10.2" d="{_ROPE}"/>'
    )
    return stroke("h-ink", 1, _ROPE) + lamps


def _symbol(key: str, view_box: str, markup: str) -> str:
    return f'<symbol id="{key}" viewBox="{view_box}">{markup}</symbol>'


def _sprite(symbols: list[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


if __name__ == "__main__":
    for written in write_icons(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
