"""Drawings of tools: always the same, all different, small and well-formed."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import foundation.drawings
from foundation.drawings import SHEETS, THEME_SOLIDS, draw_tool
from foundation.drawings.tableware import TABLEWARE, THEME_TABLEWARE

MOST_BYTES = 2 * 1024
SLUGS = ("een-vereniging-oprichten", "sleutelplan", "keuken-checklist")


def draw(theme: str, kind: str, slug: str = SLUGS[0]) -> str:
    return draw_tool(slug=slug, theme=theme, solid=THEME_SOLIDS[theme], kind=kind)


def test_kinds_are_those_of_the_design() -> None:
    assert set(SHEETS) == {"stappenplan", "checklist", "sjabloon", "voorbeeld", "verslag", "artikel"}


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("theme", THEME_SOLIDS)
def test_drawing_is_small_and_well_formed(theme: str, kind: str) -> None:
    for slug in SLUGS:
        drawing = draw(theme, kind, slug)
        assert len(gzip.compress(drawing.encode(), mtime=0)) <= MOST_BYTES
        root = ET.fromstring(drawing)
        assert root.get("viewBox") == "0 0 800 480"
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert {target.removeprefix("#") for target in re.findall(r'href="([^"]*)"', drawing)} <= set(ids)
        assert not re.search(r"<script|<text|\son\w+=|javascript:", drawing)


@pytest.mark.parametrize("theme", THEME_SOLIDS)
def test_every_role_in_use_has_a_colour_by_day_and_by_night(theme: str) -> None:
    for kind in SHEETS:
        drawing = draw(theme, kind)
        day, night = drawing.split("@media(prefers-color-scheme:dark)")
        for role in set(re.findall(r"var\((--[\w-]+)\)", drawing)):
            assert f"{role}:" in day
            assert f"{role}:" in night.split("</style>")[0]


def test_drawing_is_the_same_in_another_process() -> None:
    code = (
        "from foundation.drawings import draw_tool as d;"
        "print(d(slug='sleutelplan', theme='geld', solid='#4FB39A', kind='verslag'), end='')"
    )
    path = str(Path(foundation.drawings.__file__).parents[2])
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert found == {draw("geld", "verslag", "sleutelplan")}


def test_every_slug_gives_another_drawing() -> None:
    assert len({draw("geld", "artikel", f"tool-{number}") for number in range(60)}) == 60


def test_unknown_theme_kind_or_colour_is_refused() -> None:
    good = {"slug": "a", "theme": "wonen", "solid": "#B4432E", "kind": "artikel"}
    for bad in ({"theme": "feest"}, {"kind": "lied"}, {"solid": "red"}):
        with pytest.raises(ValueError, match=r"Nothing on the table|No paper|Not a hex"):
            draw_tool(**(good | bad))


def test_every_theme_lays_something_of_its_own_on_the_table() -> None:
    assert set(THEME_TABLEWARE) == set(THEME_SOLIDS)
    assert {name for names in THEME_TABLEWARE.values() for name in names} <= set(TABLEWARE)
    for number in range(30):
        assert TABLEWARE["coins"] in draw("geld", "artikel", str(number))
