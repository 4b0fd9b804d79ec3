"""The filter "near a postcode or place", the same in every listing of things with a point on the map."""

from django.utils.translation import gettext as _

from community.places.postcodes import is_like_postcode, places_meant, spot_of
from foundation.nearness import Nearness, nearness_asked


def near_asked(place: str, radius: str) -> Nearness:
    """What an address asks, in the Netherlands."""
    return nearness_asked(place, radius, find=spot_of, problem=why_unknown)


def why_unknown(place: str) -> str:
    """What to do about a postcode or place that is not on the list."""
    if is_like_postcode(place):
        return _(
            "We do not know the postcode “%(place)s”. Write four digits, like 3511, or the name of a place nearby."
        ) % {"place": place}
    return _("We do not know the place “%(place)s”.") % {"place": place} + (
        places_meant(place) or " " + _("Write its name another way, or the four digits of its postcode.")
    )
