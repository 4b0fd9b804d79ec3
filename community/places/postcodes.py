"""Where a postcode or a place is: from a list that came along with the code, so that nobody else is asked."""

import csv
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from community.places.queries import place_named
from foundation.distances import Spot
from foundation.transfer.matching import folded, meant

SHIPPED_FILE = Path(__file__).resolve().parent / "data" / "postcodes-nl.csv"
# "3511", "3511 ab", "3511AB Utrecht"; the letters say which street, which the list does not know.
POSTCODE = re.compile(r"([1-9][0-9]{3})(?:\s*[A-Za-z]{2})?(?:[\s,]+\D*)?")
LONGEST_PLACE = 80  # characters
# Two places of one name lie farther apart than the parts of one place.
SAME_PLACE = 15.0  # km


class Area(NamedTuple):
    """A four-digit postcode: its place, its centre, and whether it lies where the network works."""

    place: str
    latitude: float
    longitude: float
    is_ours: bool


@lru_cache(maxsize=1)
def areas() -> dict[str, Area]:
    """All postcodes; 4,065 rows, read once in a process."""
    with SHIPPED_FILE.open(encoding="utf-8", newline="") as opened:
        return {
            row["postcode"]: Area(
                row["place"], float(row["latitude"]), float(row["longitude"]), bool(row["municipality_code"])
            )
            for row in csv.DictReader(opened)
        }


@lru_cache(maxsize=1)
def places() -> dict[str, Spot]:
    """The middle of each place by its folded name; of places with the same name ours, else the largest."""
    by_name: dict[str, list[list[Area]]] = defaultdict(list)
    for area in areas().values():
        groups = by_name[folded(area.place)]
        near = next(
            (group for group in groups if spot_amid(group).km_to(area.latitude, area.longitude) < SAME_PLACE), None
        )
        if near is None:
            groups.append([area])
        else:
            near.append(area)
    return {
        name: spot_amid(max(groups, key=lambda group: (any(area.is_ours for area in group), len(group))))
        for name, groups in by_name.items()
    }


def spot_amid(group: list[Area]) -> Spot:
    """The middle of a few postcodes of one place."""
    return Spot(group[0].place, fmean(area.latitude for area in group), fmean(area.longitude for area in group))


def spot_of(text: str) -> Spot | None:
    """The centre of a postcode ("3511", "3511 AB") or of a place or municipality, as people write it."""
    text = text.strip()
    if len(text) > LONGEST_PLACE:
        return None
    postcode = POSTCODE.fullmatch(text)
    if postcode:
        area = areas().get(postcode[1])
        return Spot(f"{postcode[1]} {area.place}", area.latitude, area.longitude) if area else None
    known = places().get(folded(text))
    if known:
        return known
    municipality = place_named(text)
    return Spot(municipality.name, municipality.latitude, municipality.longitude) if municipality else None


def is_like_postcode(text: str) -> bool:
    """Whether it begins with digits, as no place does."""
    return text.strip()[:1].isdigit()


@lru_cache(maxsize=256)
def places_meant(text: str) -> str:
    """A space and "Do you mean Woerden?"; "" where no place has such a name."""
    return meant(text, (spot.name for spot in places().values()))
