"""The files of static/icons are what the package draws, complete and small."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import foundation
from foundation.drawings import HOUSES
from foundation.drawings.sprites import favicon, house_sprite, icon_sprite, logo_file

ICON_FOLDER = Path(foundation.__file__).parents[1] / "static" / "icons"
MOST_BYTES = 6656
IN_USE = [
    "search",
    "menu",
    "pin",
    "cal",
    "clock",
    "bell",
    "right",
    "check",
    "plus",
    "minus",
    "x",
    "reply",
    "heart",
    "down",
    "print",
    "filter",
    "info",
    "warn",
    "user",
    "users",
    "chat",
    "list",
    "map",
    "mail",
    "link",
    "flag",
    "doc",
    "lamp",
    "house",
    "open",
    "quote",
    "edit",
    "lock",
    "left",
    "up",
    "globe",
    "sun",
    "moon",
    "share",
    "play",
    "table",
    "image",
    "phone",
    "euro",
    "people",
    "sort",
    "grid",
    "external",
    "tag",
    "building",
    "settings",
]


def ids(sprite: str) -> list[str]:
    return re.findall(r'<symbol id="([^"]+)"', sprite)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("sprite.svg", icon_sprite()),
        ("houses.svg", house_sprite()),
        ("favicon.svg", favicon()),
        ("logo.svg", logo_file()),
    ],
)
def test_file_is_as_drawn_small_and_well_formed(name: str, drawn: str) -> None:
    assert (ICON_FOLDER / name).read_text(encoding="utf-8") == drawn
    assert len(gzip.compress(drawn.encode(), mtime=0)) <= MOST_BYTES
    ET.fromstring(drawn)


def test_icon_sprite_holds_every_icon_stone_and_mark() -> None:
    found = ids(icon_sprite())
    assert len(found) == len(set(found))
    assert {f"i-{name}" for name in IN_USE} <= set(found)
    assert {f"p-{name}" for name in HOUSES} <= set(found)
    assert {"logo", "logo-small", "hoek"} <= set(found)


def test_house_sprite_holds_every_house_twice_and_the_skyline() -> None:
    expected = {f"{kind}-{key}" for key in HOUSES for kind in ("h", "hs")} | {"skyline"}
    assert set(ids(house_sprite())) == expected


@pytest.mark.parametrize("name", ["favicon-32.png", "apple-touch-icon.png", "social.png"])
def test_png_was_rendered(name: str) -> None:
    assert (ICON_FOLDER / name).read_bytes().startswith(b"\x89PNG")
