"""The filter "near": a place in words, and how far around it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.distances import Spot
from foundation.listing import Link, Option

PLACE_PARAMETER, RADIUS_PARAMETER = "bij", "straal"
RADII = (5, 10, 25, 50)  # km
USUAL_RADIUS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """What was asked: the words, the spot they name and the radius. `problem` says why there is no spot.

    `mine` leads to the same listing around places of the visitor's own.
    """

    asked: str = ""
    spot: Spot | None = None
    radius: int = USUAL_RADIUS
    problem: str = ""
    mine: tuple[Link, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """The radii to choose from."""
        return tuple(
            Option(str(radius), _("within %(n)s km") % {"n": radius}, None, selected=radius == self.radius)
            for radius in RADII
        )

    @property
    def label(self) -> str:
        """What is on, for a chip."""
        name = self.spot.name if self.spot else self.asked
        return _("within %(n)s km of %(place)s") % {"n": self.radius, "place": name}


def nearness_asked(
    place: str, radius: str, *, find: Callable[[str], Spot | None], problem: Callable[[str], str]
) -> Nearness:
    """Read both parameters; an unknown radius is the usual one. `problem` says what is wrong with an unknown place."""
    kilometres = next((known for known in RADII if str(known) == radius), USUAL_RADIUS)
    if not place:
        return Nearness(radius=kilometres)
    spot = find(place)
    return Nearness(asked=place, spot=spot, radius=kilometres, problem="" if spot else problem(place))
