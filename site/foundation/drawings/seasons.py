"""Seasons: what the fields and the leaves wear, by day and after sunset."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Season:
    """Fields g0 (middle), g1 (deeper), g2 (light strip), leaves g3, pines, and blossom or fruit."""

    key: str
    day: dict[str, str]
    night: dict[str, str]
    bare: bool = False
    """Whether trees that lose their leaves have lost them."""


def _greens(fields: str, leaves: str, dots: str, trunk: str, pine: str) -> dict[str, str]:
    middle, deeper, light = fields.split()
    return {
        "s-g0": middle,
        "s-g1": deeper,
        "s-g2": light,
        "s-g3": leaves,
        "s-dot": dots,
        "s-earth": trunk,
        "s-pine": pine,
    }


_EVENING_FIELDS = "#1C4034 #16352C #24493A"

SPRING: Final = Season(
    "spring",
    _greens("#B7D694 #98C47F #D2E6AC", "#7DB565", "#FFD9E2", "#C9AE84", "#5C9163"),
    _greens(_EVENING_FIELDS, "#1D4A2F", "#7E6F7C", "#3B3527", "#14352A"),
)
SUMMER: Final = Season(
    "summer",
    _greens("#A8CB92 #8DB97F #C3DBA6", "#5F9A5E", "#E4573D", "#B9996B", "#5C9163"),
    _greens(_EVENING_FIELDS, "#123222", "#7A3A34", "#3B3527", "#14352A"),
)
AUTUMN: Final = Season(
    "autumn",
    _greens("#BFC788 #A3B274 #D8D69E", "#D98A35", "#A63D2A", "#8D6B47", "#5C9163"),
    _greens("#2B3F2E #223529 #35472F", "#6B4420", "#6B2A20", "#33291F", "#14352A"),
)
WINTER: Final = Season(
    "winter",
    _greens("#DDEEDD #CCDDCC #EEFFEE", "#5E8F7C", "#FFFDF4", "#998877", "#558877"),
    _greens("#2A4450 #223A47 #36525D", "#1C3B3C", "#C9D5DA", "#2A2C2C", "#1C3B3C"),
    bare=True,
)

YEAR: Final = (SPRING, SPRING, SUMMER, SUMMER, SUMMER, AUTUMN, AUTUMN, WINTER)
"""Seasons as often as they come up: a winter in eight drawings."""
