"""Bringing municipalities in."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from community.places.models import Landscape, Municipality

SHIPPED_FILE = Path(__file__).resolve().parent / "data" / "utrecht-municipalities.geojson"

# What the drawings of an initiative in this municipality show behind the houses.
LANDSCAPES = {
    Landscape.CITY: ("Utrecht", "Amersfoort", "Nieuwegein", "Houten", "Veenendaal"),
    Landscape.PEAT: ("De Ronde Venen", "Stichtse Vecht", "Woerden", "Montfoort", "Oudewater", "Lopik"),
    Landscape.RIVER: ("Vijfheerenlanden", "Wijk bij Duurstede", "Rhenen", "IJsselstein", "Bunnik"),
    Landscape.HILLS: ("Utrechtse Heuvelrug", "Zeist", "De Bilt", "Woudenberg", "Renswoude"),
    Landscape.SAND: ("Soest", "Baarn", "Eemnes", "Bunschoten", "Leusden"),
}
LANDSCAPE_OF = {name: landscape for landscape, names in LANDSCAPES.items() for name in names}


def load_municipalities(file: Path = SHIPPED_FILE) -> int:
    """Create or update municipalities from a GeoJSON file with `code` and `name`; returns how many there are in it.

    Raises ValueError when the file is no GeoJSON of municipalities; nothing is written then.
    """
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        rows = [
            (feature["properties"]["code"], feature["properties"]["name"], shape_of(feature)) for feature in features
        ]
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        message = f"{file.name} is no GeoJSON file of municipalities with the properties code and name."
        raise ValueError(message) from error
    with transaction.atomic():
        for code, name, geometry in rows:
            longitude, latitude = centre_of(geometry)
            Municipality.objects.update_or_create(
                code=code,
                defaults={
                    "name": name,
                    "slug": slugify(name),
                    "geometry": geometry,
                    "latitude": round(latitude, 5),
                    "longitude": round(longitude, 5),
                },
                create_defaults={
                    "name": name,
                    "slug": slugify(name),
                    "geometry": geometry,
                    "latitude": round(latitude, 5),
                    "longitude": round(longitude, 5),
                    "landscape": LANDSCAPE_OF.get(name, Landscape.CITY),
                },
            )
    return len(rows)


def shape_of(feature: dict[str, Any]) -> list[Any]:
    """The MultiPolygon coordinates of a GeoJSON feature; raises KeyError for another geometry."""
    geometry = feature["geometry"]
    return {"MultiPolygon": lambda: geometry["coordinates"], "Polygon": lambda: [geometry["coordinates"]]}[
        geometry["type"]
    ]()


def centre_of(geometry: list[Any]) -> tuple[float, float]:
    """The centroid (longitude, latitude) of the largest outer ring, by the shoelace formula in degrees."""
    best = (0.0, (0.0, 0.0))
    for polygon in geometry:
        ring = polygon[0]
        doubled_area = sum_x = sum_y = 0.0
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x1 * y2 - x2 * y1
            doubled_area += cross
            sum_x += (x1 + x2) * cross
            sum_y += (y1 + y2) * cross
        if doubled_area and abs(doubled_area) > best[0]:
            best = (abs(doubled_area), (sum_x / (3 * doubled_area), sum_y / (3 * doubled_area)))
    return best[1]
