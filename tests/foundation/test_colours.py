"""Colours keep their promises for the twelve themes and for any other colour."""

import math
from collections.abc import Iterator

import pytest

from foundation.colours import (
    AA,
    AAA,
    BLACK,
    DARK_LEAF,
    DARK_PAPER,
    INK,
    LEAF,
    PAPER,
    WHITE,
    Oklch,
    brand_palette,
    contrast,
    hex_from_oklch,
    mix,
    normalise,
    oklch_from_hex,
    readable,
    short,
    text_on,
    theme_palette,
)

DESIGN = {
    # theme: solid, text on it, light tint and its text
    "energie": ("#F4B92E", INK, "#FAE7C8", "#513800"),
    "wonen": ("#B4432E", WHITE, "#FFE2DC", "#682418"),
    "zorg": ("#E59AA6", INK, "#FFE1E3", "#67212F"),
    "ontmoeten": ("#E07B39", INK, "#FFE3D4", "#632A00"),
    "groen": ("#6BA644", INK, "#DFF0D2", "#284700"),
    "voedsel": ("#9E2A4D", WHITE, "#FFE1E6", "#662136"),
    "vervoer": ("#2C6FAF", WHITE, "#DBECFF", "#093E6F"),
    "repareren": ("#8FAAB5", INK, "#DBEDF5", "#1C4351"),
    "geld": ("#4FB39A", INK, "#CCF4E6", "#004939"),
    "bestuur": ("#2F4A8F", WHITE, "#E1E9FF", "#273871"),
    "vrijwilligers": ("#8C5FA8", WHITE, "#F3E2FF", "#4E2B62"),
    "gemeente": ("#CDAE78", INK, "#F0E7D3", "#4E3914"),
}
HARDLY_VISIBLE = 0.03
"""Distance in OKLab below which two flat colours pass for the same."""


def every_colour() -> Iterator[str]:
    """A sweep over all of sRGB, and the colours that are hardest: greys and near greys."""
    steps = (0, 51, 102, 153, 204, 255)
    yield from (f"#{r:02X}{g:02X}{b:02X}" for r in steps for g in steps for b in steps)
    yield from (f"#{grey:02X}{grey:02X}{grey:02X}" for grey in range(0, 256, 15))
    yield from (f"#{n * 7919 % 0xFFFFFF:06X}" for n in range(1, 200))


def distance(one: str, other: str) -> float:
    """How far two colours lie apart, in OKLab."""
    a, b = oklch_from_hex(one), oklch_from_hex(other)
    squares = a.chroma**2 + b.chroma**2 - 2 * a.chroma * b.chroma * math.cos(math.radians(a.hue - b.hue))
    return math.sqrt((a.lightness - b.lightness) ** 2 + max(squares, 0))


def test_contrast_is_as_in_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(INK, PAPER) == pytest.approx(14.0, abs=0.1)


def test_mix_is_in_gamma_srgb() -> None:
    assert mix("#F4B92E", "#0B1822", 0.42) == "#927529"
    assert mix("#000", "#FFF", 0) == "#000000"
    assert mix("#000", "#FFF", 1) == "#FFFFFF"


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_mix_refuses_a_share_outside_the_whole(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        mix(INK, WHITE, share)


def test_normalise_takes_short_and_small_letters() -> None:
    assert normalise(" #abc") == "#AABBCC"
    assert normalise("0f2e29") == INK


@pytest.mark.parametrize("text", ["", "#12", "#12345", "red", "#GGGGGG", "#1234567"])
def test_normalise_refuses_what_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="Not a hex colour"):
        normalise(text)


def test_oklch_and_back_gives_the_same_colour() -> None:
    for colour in every_colour():
        assert hex_from_oklch(oklch_from_hex(colour)) == colour


def test_colours_outside_srgb_keep_lightness_and_hue() -> None:
    found = oklch_from_hex(hex_from_oklch(Oklch(0.6, 0.4, 150)))
    assert found.lightness == pytest.approx(0.6, abs=0.01)
    assert found.hue == pytest.approx(150, abs=2)


def test_short_colour_is_near() -> None:
    assert short("#F2F8FA") == "#eff"
    assert all(distance(colour, short(colour)) < 0.13 for colour in every_colour())


def test_text_reads_on_every_colour() -> None:
    for colour in every_colour():
        assert contrast(text_on(colour), colour) >= AA


def test_readable_leaves_a_readable_colour_alone() -> None:
    assert readable("#11493D", on=(PAPER, LEAF)) == "#11493D"


def test_readable_says_when_it_cannot() -> None:
    with pytest.raises(ValueError, match="No lightness"):
        readable("#FF0000", on=("#757575",), ratio=AAA)


@pytest.mark.parametrize("theme", DESIGN)
def test_theme_wears_what_was_designed(theme: str) -> None:
    solid, on_solid, tint, on_tint = DESIGN[theme]
    palette = theme_palette(solid)
    assert (palette.solid, palette.on_solid) == (solid, on_solid)
    assert distance(palette.tint, tint) < HARDLY_VISIBLE
    assert distance(palette.on_tint, on_tint) < HARDLY_VISIBLE
    assert oklch_from_hex(palette.deep).lightness == pytest.approx(0.42, abs=0.01)
    assert contrast(palette.on_tint, palette.tint) >= 8
    assert contrast(palette.on_dark_tint, palette.dark_tint) >= 8


@pytest.mark.parametrize("theme", ["energie", "ontmoeten", "gemeente"])
def test_warm_theme_is_no_mud_after_dark(theme: str) -> None:
    palette = theme_palette(DESIGN[theme][0])
    assert oklch_from_hex(palette.dark_tint).chroma > 0.035
    assert oklch_from_hex(palette.dark_tint).hue < 82


def test_warm_themes_can_be_told_apart_after_dark() -> None:
    warm = [theme_palette(DESIGN[theme][0]) for theme in ("energie", "wonen", "ontmoeten", "gemeente")]
    for number, palette in enumerate(warm):
        for other in warm[number + 1 :]:
            assert distance(palette.dark_tint, other.dark_tint) > 0.012
            assert distance(palette.night_wall, other.night_wall) > 0.05


def test_any_theme_colour_holds() -> None:
    for solid in every_colour():
        palette = theme_palette(solid)
        assert contrast(palette.on_solid, palette.solid) >= AA
        assert contrast(palette.on_tint, palette.tint) >= AAA
        assert contrast(palette.on_dark_tint, palette.dark_tint) >= AAA
        assert contrast(INK, palette.tint) >= AAA
        assert contrast("#F0F4EC", palette.dark_tint) >= AAA


def test_any_brand_colour_holds() -> None:
    for colour in every_colour():
        brand = brand_palette(colour)
        assert min(contrast(brand.brand, PAPER), contrast(brand.brand, LEAF)) >= AA
        assert contrast(brand.on_brand, brand.brand) >= AA
        assert min(contrast(brand.dark_brand, DARK_PAPER), contrast(brand.dark_brand, DARK_LEAF)) >= AA
        assert contrast(brand.dark_on_brand, brand.dark_brand) >= AA


def test_the_networks_own_brand_is_a_lamp_after_dark() -> None:
    brand = brand_palette("#11493d")
    assert (brand.brand, brand.on_brand) == ("#11493D", "#FFFFFF")
    assert (brand.dark_brand, brand.dark_on_brand) == ("#FFCF5C", "#12231F")
