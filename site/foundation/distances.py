"""Distances on the map of a country the size of the Netherlands, in kilometres as the crow flies.

The earth is taken flat around the point that is measured from: over 100 km that is wrong by less than 1 in 200.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians

from django.utils.translation import gettext as _

KM_PER_DEGREE = 111.2  # of latitude


@dataclass(frozen=True)
class Spot:
    """A point to measure from, with what people call it."""

    name: str
    latitude: float
    longitude: float

    @cached_property
    def km_per_degree_east(self) -> float:
        """How long a degree of longitude is here."""
        return KM_PER_DEGREE * cos(radians(self.latitude))

    def km_to(self, latitude: float, longitude: float) -> float:
        """How far it is to another point."""
        return hypot(
            (latitude - self.latitude) * KM_PER_DEGREE,
            (longitude - self.longitude) * self.km_per_degree_east,
        )


def km_in_words(km: float) -> str:
    """Write "4 km", or "less than 1 km"."""
    whole = round(km)
    return _("%(n)s km") % {"n": whole} if whole else _("less than 1 km")
