"""Maps drawn from the municipalities' boundaries: as SVG pictures and as data for the interactive map.

Coordinates are projected flat: one degree of longitude counts as cos(latitude of the middle) degrees of latitude.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from community.places.models import Municipality
from foundation.generation import per_generation

WIDTH = 800.0
MARGIN = 12.0
COPYRIGHT = "CBS, Kadaster"
# More dots than this would cover each other; they then stand on a grid of this many units.
MOST_EXACT_DOTS = 400
DOT_GRID = 8

DAY = {"land": "#C2DEB4", "edge": "#FBFBF6", "here": "#8FBF7A", "dot": "#0F2E29", "lamp": "#FFC93C", "ink": "#0F2E29"}
NIGHT = {"land": "#1E4038", "edge": "#0D1A20", "here": "#2F6B57", "dot": "#F0F4EC", "lamp": "#FFCF5C", "ink": "#12231F"}


@dataclass(frozen=True, slots=True)
class Projection:
    """From WGS84 degrees to the picture's units."""

    west: float
    north: float
    squeeze: float
    scale: float
    height: float

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The place in the picture, x to the right and y down."""
        return (
            MARGIN + (longitude - self.west) * self.squeeze * self.scale,
            MARGIN + (self.north - latitude) * self.scale,
        )


@dataclass(frozen=True, slots=True)
class Area:
    """The whole area: its projection, and an SVG path for each municipality by slug."""

    projection: Projection
    paths: dict[str, str]


def projection_for(points: Iterable[tuple[float, float]]) -> Projection:
    """The projection that fits all these [longitude, latitude] points in the picture's width."""
    longitudes, latitudes = zip(*points, strict=True)
    squeeze = cos(radians((min(latitudes) + max(latitudes)) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((max(longitudes) - min(longitudes)) * squeeze or 1)
    height = (max(latitudes) - min(latitudes)) * scale + 2 * MARGIN
    return Projection(min(longitudes), max(latitudes), squeeze, scale, round(height, 1))


@per_generation
def area() -> Area | None:
    """The area of all municipalities; None while there are none with boundaries."""
    shapes = {row.slug: row.polygons() for row in Municipality.objects.exclude(geometry=[])}
    if not shapes:
        return None
    projection = projection_for(
        tuple(point) for polygons in shapes.values() for polygon in polygons for point in polygon[0]
    )
    return Area(projection, {slug: path_of(polygons, projection) for slug, polygons in shapes.items()})


def path_of(polygons: list[list[list[list[float]]]], projection: Projection) -> str:
    """The boundaries as SVG path data, rounded to whole units and without points that fall together."""
    parts = []
    for polygon in polygons:
        for ring in polygon:
            corners: list[tuple[int, int]] = []
            for longitude, latitude in ring:
                x, y = projection.point(longitude, latitude)
                corner = (round(x), round(y))
                if not corners or corners[-1] != corner:
                    corners.append(corner)
            if len(corners) > 2:  # noqa: PLR2004 - fewer make no area
                first, *rest = corners
                steps, previous = [], first
                for corner in rest:
                    steps.append(f"{corner[0] - previous[0]},{corner[1] - previous[1]}")
                    previous = corner
                parts.append(f"M{first[0]},{first[1]}l{' '.join(steps)}z")
    return "".join(parts)


def style() -> str:
    """The colours by day and by night, inside the picture."""
    by_day = "".join(f"--{name}:{value};" for name, value in DAY.items())
    by_night = "".join(f"--{name}:{value};" for name, value in NIGHT.items())
    return (
        f"<style>svg{{{by_day}}}@media (prefers-color-scheme:dark){{svg{{{by_night}}}}}"
        ".m{fill:var(--land);stroke:var(--edge);stroke-width:2;stroke-linejoin:round}.h{fill:var(--here)}"
        ".d{fill:var(--dot)}.k{fill:var(--lamp);stroke:var(--ink);stroke-width:4;stroke-linejoin:round}</style>"
    )


def svg(content: str, projection: Projection) -> str:
    """A picture of the area with this content on top."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {projection.height:g}" '
        f'width="{WIDTH:g}" height="{projection.height:g}">{style()}{content}</svg>'
    )


EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600"></svg>'


def dots_map(points: Iterable[tuple[float, float]]) -> str:
    """The area with a dot for each (latitude, longitude)."""
    whole = area()
    if whole is None:
        return EMPTY
    land = "".join(f'<path class="m" d="{path}"/>' for path in whole.paths.values())
    spots = {
        tuple(round(value) for value in whole.projection.point(longitude, latitude)) for latitude, longitude in points
    }
    if len(spots) > MOST_EXACT_DOTS:
        spots = {(DOT_GRID * round(x / DOT_GRID), DOT_GRID * round(y / DOT_GRID)) for x, y in spots}
    return svg(
        land + "".join(f'<circle class="d" cx="{x}" cy="{y}" r="7"/>' for x, y in sorted(spots)), whole.projection
    )


def place_map(slug: str, latitude: float, longitude: float) -> str:
    """The area with one municipality lit and a house at the point."""
    whole = area()
    if whole is None:
        return EMPTY
    land = "".join(f'<path class="m{" h" if name == slug else ""}" d="{path}"/>' for name, path in whole.paths.items())
    x, y = (round(value) for value in whole.projection.point(longitude, latitude))
    return svg(land + f'<path class="k" d="M{x},{y + 31}l-20,-16v-28l20,-18 20,18v28z"/>', whole.projection)


@per_generation
def area_geojson() -> str:
    """All municipalities as GeoJSON, for the interactive map; coordinates to 4 decimals (about 10 metres)."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": row.name, "slug": row.slug, "centre": [row.latitude, row.longitude]},
            "geometry": {"type": "MultiPolygon", "coordinates": rounded(row.polygons())},
        }
        for row in Municipality.objects.exclude(geometry=[])
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"), ensure_ascii=False)


def rounded(value: object) -> object:
    """Nested lists of numbers, to 4 decimals."""
    return [rounded(entry) for entry in value] if isinstance(value, list) else round(float(value), 4)  # type: ignore[arg-type]
