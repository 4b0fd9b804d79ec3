"""Reading municipalities."""

from dataclasses import dataclass

from community.places.models import Municipality
from foundation.distances import Spot
from foundation.generation import per_generation


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality without its boundaries."""

    pk: int
    code: str
    name: str
    slug: str
    landscape: str
    latitude: float
    longitude: float


@per_generation
def all_places() -> dict[int, Place]:
    """All municipalities by primary key, in alphabetical order."""
    rows = Municipality.objects.values_list("pk", "code", "name", "slug", "landscape", "latitude", "longitude")
    return {row[0]: Place(*row) for row in rows}


def place_of(pk: int | None) -> Place | None:
    """The municipality with this primary key."""
    return all_places().get(pk) if pk else None


def place_named(text: str) -> Place | None:
    """The municipality whose name, slug or code this is, whatever its capitals."""
    wanted = text.strip().casefold()
    return next(
        (
            place
            for place in all_places().values()
            if wanted in (place.name.casefold(), place.slug, place.code.casefold())
        ),
        None,
    )


def neighbours_of(place: Place, *, most: int = 2) -> list[Place]:
    """The municipalities whose centres are nearest to the centre of this one, nearest first."""
    here = Spot(place.name, place.latitude, place.longitude)
    others = (other for other in all_places().values() if other.pk != place.pk)
    return sorted(others, key=lambda other: here.km_to(other.latitude, other.longitude))[:most]
