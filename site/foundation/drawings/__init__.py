"""Drawings of initiatives, meetings and tools: pure functions from a few words to an SVG file."""

from foundation.drawings.house_shapes import HOUSES
from foundation.drawings.initiative import draw_initiative
from foundation.drawings.landscapes import LANDSCAPES
from foundation.drawings.roles import THEME_SOLIDS
from foundation.drawings.sheets import SHEETS
from foundation.drawings.tool import draw_tool

__all__ = ["HOUSES", "LANDSCAPES", "SHEETS", "THEME_SOLIDS", "draw_initiative", "draw_tool"]
