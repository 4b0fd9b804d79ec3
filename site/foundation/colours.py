"""Colours: sRGB hex and OKLCH, contrast, and everything a theme or brand wears.

Colours are strings "#RRGGBB" (capitals). OKLCH: lightness 0-1, chroma 0 to about 0.33,
hue in degrees 0-360. A derived colour outside sRGB loses chroma, never hue or lightness.
"""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

INK = "#0F2E29"
WHITE = "#FFFFFF"
BLACK = "#000000"
PAPER, LEAF = "#FBFBF6", "#FFFFFF"
DARK_PAPER, DARK_LEAF = "#0D1A20", "#14262E"
HOUSE_BRAND, DARK_HOUSE_BRAND = "#11493D", "#FFCF5C"
"""The network's own green; after dark its buttons are lamps."""
DARK_ON_BRAND = "#12231F"
NIGHT = "#0B1822"
"""What everything fades into after sunset."""
NIGHT_SKY = "#0C2342"

AA = 4.5
AAA = 7.0

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_BYTE = 255
_SHORT_STEP = 17
_LINEAR_BELOW = 0.04045
_GAMMA_BELOW = 0.0031308
_LIGHTNESS_STEP = 0.005
_CHROMA_STEP = 1e-5

# Yellow and orange turn to mud when they are only darkened. By lamplight they redden and
# keep their chroma, so that is what they do here.
_WARM_FROM, _WARM_TO = 40.0, 115.0
_LAMPLIGHT_HUE, _LAMPLIGHT_PULL = 40.0, 0.25
_WARM_NIGHT_LIGHTNESS, _WARM_NIGHT_CHROMA = 0.68, 0.75
_NIGHT_SHARE_WALL, _NIGHT_SHARE_DEEP, _NIGHT_SHARE_TRIM = 0.42, 0.55, 0.45


class Recipe(NamedTuple):
    """A lightness, and a share of the solid's chroma up to a ceiling.

    Muted solids keep nearly all of theirs, so that zinc stays blue and does not turn grey.
    """

    lightness: float
    most_chroma: float
    share: float = 1.0


# The twelve themes of the design sit on these within what an eye can tell apart.
_DEEP = Recipe(0.42, 0.09)
_TINT = Recipe(0.935, 0.045, 0.4)
_TINT_TEXT = Recipe(0.36, 0.10, 1.2)
_DARK_TINT = Recipe(0.285, 0.046, 0.5)
_WARM_DARK_TINT = Recipe(0.3, 0.062, 0.5)
_DARK_TINT_TEXT = Recipe(0.87, 0.075)
_SKY = Recipe(0.885, 0.085, 0.75)
_LOW_SKY = Recipe(0.93, 0.05, 0.45)
_FAR = Recipe(0.77, 0.075, 0.8)
_MUTED_CHROMA, _MUTED_SHARE = 0.026, 0.9


class Oklch(NamedTuple):
    """A colour by lightness (0-1), chroma (0 is grey) and hue (degrees)."""

    lightness: float
    chroma: float
    hue: float


def normalise(colour: str) -> str:
    """The colour as "#RRGGBB". ValueError when it is not three or six hex digits."""
    match = _HEX.fullmatch(colour.strip())
    if match is None:
        message = f"Not a hex colour: {colour!r}"
        raise ValueError(message)
    digits = match[1]
    if len(digits) == len("RGB"):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits.upper()}"


def oklch_from_hex(colour: str) -> Oklch:
    """OKLCH of an sRGB colour."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def hex_from_oklch(colour: Oklch) -> str:
    """The sRGB colour; what lies outside sRGB is greyed just until it fits."""
    lightness = min(max(colour.lightness, 0.0), 1.0)
    low, high = 0.0, colour.chroma
    if _in_gamut(_linear_from_oklch(lightness, high, colour.hue)):
        low = high
    while high - low > _CHROMA_STEP:
        middle = (low + high) / 2
        if _in_gamut(_linear_from_oklch(lightness, middle, colour.hue)):
            low = middle
        else:
            high = middle
    channels = _linear_from_oklch(lightness, low, colour.hue)
    return "#" + "".join(f"{round(_gamma(channel) * _BYTE):02X}" for channel in channels)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(a: str, b: str, share: float) -> str:
    """Colour `a` with a share (0-1) of `b`, as paint programs mix: in gamma sRGB."""
    if not 0 <= share <= 1:
        message = f"A share lies between 0 and 1, not {share}"
        raise ValueError(message)
    return "#" + "".join(
        f"{round(one * (1 - share) + other * share):02X}" for one, other in zip(_bytes(a), _bytes(b), strict=True)
    )


def short(colour: str) -> str:
    """The nearest colour of three digits, "#rgb": within 8 of 255, and half the bytes."""
    return "#" + "".join(f"{round(byte / _SHORT_STEP):x}" for byte in _bytes(colour))


def text_on(colour: str) -> str:
    """Ink or white, whichever reads better; black where neither reaches AA."""
    best = max((INK, WHITE), key=lambda text: contrast(text, colour))
    return best if contrast(best, colour) >= AA else BLACK


def readable(colour: str, *, on: tuple[str, ...], ratio: float = AA) -> str:
    """The colour, moved in lightness no further than needed for the ratio on every ground.

    Grounds are all light or all dark; ValueError when even white or black falls short.
    """
    lightness, chroma, hue = oklch_from_hex(colour)
    step = _LIGHTNESS_STEP if max(map(_luminance, on)) < _luminance("#777777") else -_LIGHTNESS_STEP
    result = normalise(colour)
    while min(contrast(result, ground) for ground in on) < ratio:
        lightness += step
        if not -_LIGHTNESS_STEP <= lightness <= 1 + _LIGHTNESS_STEP:
            message = f"No lightness of {colour} reaches {ratio} on {on}"
            raise ValueError(message)
        result = hex_from_oklch(Oklch(lightness, chroma, hue))
    return result


@dataclass(frozen=True, slots=True)
class ThemePalette:
    """What a theme wears: pages (solid, tints, texts) and drawings (walls, skies), day and dark.

    `on_*` is the text colour on the colour named; at least 4.5 on solid, 7 on the tints.
    """

    solid: str
    on_solid: str
    deep: str
    tint: str
    on_tint: str
    dark_tint: str
    on_dark_tint: str
    night_wall: str
    night_deep: str
    night_trim: str
    sky: str
    low_sky: str
    far: str
    night_sky: str
    night_low_sky: str
    night_far: str


@dataclass(frozen=True, slots=True)
class BrandPalette:
    """An administrator's own brand colour made safe: at least 4.5 on paper and leaf."""

    brand: str
    on_brand: str
    dark_brand: str
    dark_on_brand: str


def theme_palette(solid: str) -> ThemePalette:
    """Everything a theme wears, from its one colour. ValueError when it is no hex colour."""
    solid = normalise(solid)
    tint, deep = _cook(solid, _TINT), _cook(solid, _DEEP)
    dark_tint = _cook(_lamplit(solid), _WARM_DARK_TINT if _is_warm(solid) else _DARK_TINT)
    night_sky = mix(NIGHT_SKY, dark_tint, 0.28)
    return ThemePalette(
        solid=solid,
        on_solid=text_on(solid),
        deep=deep,
        tint=tint,
        on_tint=readable(_cook(solid, _TINT_TEXT), on=(tint,), ratio=AAA),
        dark_tint=dark_tint,
        on_dark_tint=readable(_cook(solid, _DARK_TINT_TEXT), on=(dark_tint,), ratio=AAA),
        night_wall=_night_wall(solid),
        night_deep=mix(_lamplit(deep), NIGHT, _NIGHT_SHARE_DEEP),
        night_trim=mix(tint, NIGHT, _NIGHT_SHARE_TRIM),
        sky=_cook(solid, _SKY),
        low_sky=_cook(solid, _LOW_SKY),
        far=_cook(solid, _FAR),
        night_sky=night_sky,
        night_low_sky=mix(night_sky, WHITE, 0.055),
        night_far=mix(night_sky, BLACK, 0.35),
    )


def brand_palette(brand: str) -> BrandPalette:
    """The brand colour for light and dark pages, with its text. ValueError when no hex colour."""
    light = readable(brand, on=(PAPER, LEAF))
    own = normalise(brand) == HOUSE_BRAND
    dark = DARK_HOUSE_BRAND if own else readable(brand, on=(DARK_PAPER, DARK_LEAF))
    return BrandPalette(
        brand=light,
        on_brand=text_on(light),
        dark_brand=dark,
        dark_on_brand=DARK_ON_BRAND,
    )


def _cook(solid: str, recipe: Recipe) -> str:
    """The solid's hue, by the recipe."""
    _, chroma, hue = oklch_from_hex(solid)
    muted = min(chroma * _MUTED_SHARE, _MUTED_CHROMA)
    chroma = min(max(chroma * recipe.share, muted), recipe.most_chroma)
    return hex_from_oklch(Oklch(recipe.lightness, chroma, hue))


def _is_warm(colour: str) -> bool:
    return _WARM_FROM < oklch_from_hex(colour).hue < _WARM_TO


def _lamplit(colour: str) -> str:
    """The colour by lamplight: yellow and orange redden, others stay as they are."""
    if not _is_warm(colour):
        return colour
    lightness, chroma, hue = oklch_from_hex(colour)
    return hex_from_oklch(Oklch(lightness, chroma, hue + (_LAMPLIGHT_HUE - hue) * _LAMPLIGHT_PULL))


def _night_wall(solid: str) -> str:
    """A house wall after sunset: bluer, but a warm wall glows."""
    if not _is_warm(solid):
        return mix(solid, NIGHT, _NIGHT_SHARE_WALL)
    lightness, chroma, hue = oklch_from_hex(_lamplit(solid))
    return hex_from_oklch(Oklch(lightness * _WARM_NIGHT_LIGHTNESS, chroma * _WARM_NIGHT_CHROMA, hue))


def _bytes(colour: str) -> tuple[int, int, int]:
    digits = normalise(colour)
    return int(digits[1:3], 16), int(digits[3:5], 16), int(digits[5:7], 16)


def _linear(colour: str) -> tuple[float, float, float]:
    """Linear light per channel, 0-1."""
    red, green, blue = (
        value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        for value in (byte / _BYTE for byte in _bytes(colour))
    )
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _gamma(linear: float) -> float:
    linear = min(max(linear, 0.0), 1.0)
    return 12.92 * linear if linear <= _GAMMA_BELOW else 1.055 * linear ** (1 / 2.4) - 0.055


def _linear_from_oklch(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(channels: tuple[float, float, float]) -> bool:
    tolerance = 1e-4
    return all(-tolerance <= channel <= 1 + tolerance for channel in channels)
