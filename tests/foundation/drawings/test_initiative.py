"""Drawings of initiatives: always the same, all different, small, well-formed, nobody in the way."""

import gzip
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import foundation.drawings
from foundation.drawings import HOUSES, LANDSCAPES, THEME_SOLIDS, draw_initiative
from foundation.drawings.initiative import plan_initiative
from foundation.drawings.people import DOOR_MARGIN
from foundation.drawings.street import SAFE_LEFT, SAFE_RIGHT
from foundation.drawings.svg import WIDTH

MOST_BYTES = 3 * 1024
SLUGS = ("de-kruiwagen", "dorpshuis-de-schakel", "wijkbus-7")
SCENES = list(product(THEME_SOLIDS, LANDSCAPES))


def draw(theme: str, landscape: str, slug: str = SLUGS[0]) -> str:
    return draw_initiative(slug=slug, theme=theme, solid=THEME_SOLIDS[theme], landscape=landscape)


def test_every_theme_has_a_house() -> None:
    assert list(HOUSES) == list(THEME_SOLIDS)


@pytest.mark.parametrize("landscape", LANDSCAPES)
@pytest.mark.parametrize("theme", THEME_SOLIDS)
def test_drawing_is_small_and_well_formed(theme: str, landscape: str) -> None:
    for slug in SLUGS:
        drawing = draw(theme, landscape, slug)
        assert len(gzip.compress(drawing.encode(), mtime=0)) <= MOST_BYTES
        root = ET.fromstring(drawing)
        assert root.get("viewBox") == "0 0 800 480"
        assert (root.get("width"), root.get("height")) == ("800", "480")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert {target.removeprefix("#") for target in re.findall(r'href="([^"]*)"', drawing)} <= set(ids)
        assert not re.search(r"<script|\son\w+=|javascript:|https?://(?!www\.w3\.org/2000/svg)", drawing)


def test_every_role_in_use_has_a_colour_by_day_and_by_night() -> None:
    for theme, landscape in SCENES:
        drawing = draw(theme, landscape)
        day, night = drawing.split("@media(prefers-color-scheme:dark)")
        for role in set(re.findall(r"var\((--[\w-]+)\)", drawing)):
            assert f"{role}:" in day
            assert f"{role}:" in night.split("</style>")[0]


def test_same_words_give_the_same_drawing() -> None:
    assert draw("groen", "rivier") == draw("groen", "rivier")


def test_drawing_is_the_same_in_another_process() -> None:
    code = (
        "from foundation.drawings import draw_initiative as d;"
        "print(d(slug='de-kruiwagen', theme='zorg', solid='#E59AA6', landscape='eemland'), end='')"
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
    assert found == {draw("zorg", "eemland")}


def test_every_slug_gives_another_drawing() -> None:
    found = {draw("wonen", "stad", f"initiatief-{number}") for number in range(60)}
    assert len(found) == 60


@pytest.mark.parametrize("change", [{"theme": "zorg"}, {"landscape": "stad"}, {"solid": "#123456"}])
def test_every_input_counts(change: dict[str, str]) -> None:
    inputs = {"slug": "a", "theme": "wonen", "solid": "#B4432E", "landscape": "rivier"}
    assert draw_initiative(**inputs) != draw_initiative(**(inputs | change))


def test_case_of_the_colour_does_not_count() -> None:
    inputs = {"slug": "a", "theme": "wonen", "landscape": "rivier"}
    assert draw_initiative(**inputs, solid="#B4432E") == draw_initiative(**inputs, solid="#b4432e")


def test_neighbours_wear_the_colours_that_were_passed() -> None:
    drawing = draw_initiative(
        slug="a",
        theme="wonen",
        solid="#B4432E",
        landscape="rivier",
        solids={"x": "#010203", "y": "#040506", "z": "#070809"},
    )
    walls = re.findall(r"\.[abc]{--h-wall:(#\w+)", drawing.split("@media")[0])
    assert walls
    assert set(walls) <= {"#010203", "#040506", "#070809"}


def test_few_colours_for_the_neighbours_are_enough() -> None:
    for solids in ({}, {"wonen": "#B4432E"}, {"x": "#010203"}):
        ET.fromstring(draw_initiative(slug="a", theme="wonen", solid="#B4432E", landscape="stad", solids=solids))


@pytest.mark.parametrize("theme", THEME_SOLIDS)
def test_people_are_clear_of_the_door_and_of_the_edges(theme: str) -> None:
    crowd = 0
    for landscape, number in product(LANDSCAPES, range(12)):
        street, people = plan_initiative(
            slug=f"initiatief-{number}", theme=theme, solid=THEME_SOLIDS[theme], landscape=landscape
        )
        left, right = street.main.door
        crowd += len(people)
        assert 1 <= len(people) <= 4
        for person in people:
            assert SAFE_LEFT <= person.left < person.x < person.right <= SAFE_RIGHT
            assert person.right <= left - DOOR_MARGIN or person.left >= right + DOOR_MARGIN
        for one, other in zip(ordered := sorted(people, key=lambda person: person.left), ordered[1:], strict=False):
            assert one.right <= other.left
    assert crowd >= 2 * 60


@pytest.mark.parametrize("theme", THEME_SOLIDS)
def test_theme_house_is_largest_and_stays_in_sight(theme: str) -> None:
    for number in range(40):
        street, _ = plan_initiative(slug=str(number), theme=theme, solid=THEME_SOLIDS[theme], landscape="stad")
        left, right = street.main.span
        assert street.main.shape.key == theme
        assert left >= SAFE_LEFT
        assert right <= SAFE_RIGHT
        assert all(spot.scale < street.main.scale for spot in street.spots if spot is not street.main)
        assert all(0 <= spot.span[0] < spot.span[1] <= WIDTH for spot in street.spots)
        for one, other in zip(street.spots, street.spots[1:], strict=False):
            assert one.span[1] <= other.span[0]


def test_unknown_theme_landscape_or_colour_is_refused() -> None:
    good = {"slug": "a", "theme": "wonen", "solid": "#B4432E", "landscape": "stad"}
    for bad in ({"theme": "feest"}, {"landscape": "maan"}, {"solid": "red"}):
        with pytest.raises(ValueError, match=r"No house|No landscape|Not a hex"):
            draw_initiative(**(good | bad))


def test_nothing_of_the_slug_reaches_the_drawing() -> None:
    drawing = draw("wonen", "stad", '"><script>alert(1)</script>')
    assert "script" not in drawing


def test_scenes_differ_in_sun_and_season() -> None:
    drawings = [draw("wonen", "stad", str(number)) for number in range(80)]
    suns = {re.search(r'fill="var\(--s-sun\)" d="M([\d.]+ \d+)', text)[1] for text in drawings}
    fields = {re.search(r"--s-g1:(#\w+)", text)[1] for text in drawings}
    assert len(suns) >= 7
    assert len(fields) == 4
