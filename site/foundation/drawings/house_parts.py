"""Parts every house is built of, in house units: 100 wide, 172 high, ground at 170."""

from dataclasses import dataclass

from foundation.drawings.icon_shapes import STONES
from foundation.drawings.svg import box, disc, fill, num, stroke

HOUSE_WIDTH, HOUSE_HEIGHT = 100, 172
GROUND = 170

Opening = tuple[float, float, float, float]
"""A hole in the wall: left, top, width, height."""

_STONE_GRID = 24
_STONE_STROKE = 2.2
_STONE_SHARE = 0.78
"""Share of the plaque the stone fills."""
_PLINTH = (0, 168, 100, 4)


@dataclass(frozen=True, slots=True)
class HouseShape:
    """One house: its markup without stone, and where things are, in house units."""

    key: str
    body: str
    door: tuple[float, float]
    """Left and right of what must stay free in front of the house."""
    plaque: tuple[float, float, float]
    """Left, top and size of the stone's plaque."""
    ridge: float
    """Top of the roof at the middle: lower numbers are higher."""

    @property
    def has_dim_windows(self) -> bool:
        """Whether some windows stay dark at night, so that the others can change places."""
        return "h-glas2" in self.body

    def stone(self) -> str:
        """The gable stone on its plaque."""
        left, top, size = self.plaque
        scale = size * _STONE_SHARE / _STONE_GRID
        inset = size * (1 - _STONE_SHARE) / 2
        return (
            f'<rect x="{num(left)}" y="{num(top)}" width="{num(size)}" height="{num(size)}" '
            f'rx="2.5" fill="var(--h-plaque)"/>'
            f'<path transform="translate({num(left + inset)} {num(top + inset)}) scale({scale:.3g})" '
            f'fill="none" stroke="var(--h-ink)" stroke-width="{_STONE_STROKE}" '
            f'stroke-linecap="round" stroke-linejoin="round" d="{STONES[self.key]}"/>'
        )


def boxes(*openings: Opening) -> str:
    """Path of rectangles."""
    return "".join(box(*opening) for opening in openings)


def windows(*, lit: tuple[Opening, ...] = (), dim: tuple[Opening, ...] = (), also_lit: str = "") -> str:
    """Sash windows on sills; at night the lit ones burn and the dim ones do not.

    `also_lit` is a path of other panes, without sashes.
    """
    bars = "".join(
        f"M{num(x + w / 2)} {y}v{h}M{x} {round(y + h * 0.45)}h{w}M{num(x - 1.5)} {y + h + 1}h{w + 3}"
        for x, y, w, h in lit + dim
    )
    panes = fill("h-glas", also_lit + boxes(*lit)) if lit or also_lit else ""
    panes += fill("h-glas2", boxes(*dim)) if dim else ""
    return panes + stroke("h-tint", 1.8, bars)


def arch(x: float, top: float, width: float, height: float) -> str:
    """Path of an opening with a round top."""
    radius = width / 2
    return (
        f"M{num(x)} {num(top + height)}v{num(radius - height)}"
        f"a{num(radius)} {num(radius)} 0 0 1 {num(width)} 0v{num(height - radius)}z"
    )


def fanlight(x: float, top: float, width: float) -> str:
    """Path of the pane in the top of a door."""
    return box(x + 2, top + 2, width - 4, 5)


def knob(x: float, y: float) -> str:
    """A door's knob."""
    return fill("h-lamp", disc(x, y, 1.5))


def plinth() -> str:
    """The strip of stone a house of the street stands on."""
    return fill("h-deep", box(*_PLINTH))
