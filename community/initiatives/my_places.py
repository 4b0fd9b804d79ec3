"""The places of a member's own initiatives, to look around with one click."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.initiatives.models import Membership
from community.places.postcodes import spot_of
from community.places.queries import place_of

MOST_PLACES = 3


def places_of_mine(request: HttpRequest) -> list[tuple[str, str]]:
    """Each place as words for a link and as an address has it: ("near my initiative in Maarn", "3951")."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    rows = Membership.objects.filter(user_id=user.pk).order_by("pk")
    columns = ("initiative__postcode", "initiative__place", "initiative__municipality_id")
    places: dict[str, str] = {}
    for postcode, place, municipality_id in rows.values_list(*columns)[:MOST_PLACES]:
        municipality = place_of(municipality_id)
        tried = (postcode[:4], place, municipality.name if municipality else "")
        known = next((text for text in tried if text and spot_of(text)), "")
        if known:
            places.setdefault(known, place or (municipality.name if municipality else known))
    return [(_("near my initiative in %(place)s") % {"place": name}, text) for text, name in places.items()]
