"""Sentences about initiatives that several pages share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.places.queries import place_of


def place_line(place: str, municipality_id: int | None) -> str:
    """Where something is: "Maarn, gemeente Utrechtse Heuvelrug", or "Woerden" when both are the same."""
    municipality = place_of(municipality_id)
    if municipality is None:
        return place
    if not place or place.casefold() == municipality.name.casefold():
        return municipality.name
    return _("%(place)s, municipality of %(municipality)s") % {"place": place, "municipality": municipality.name}


def initiatives_counted(number: int) -> str:
    """Write "61 initiatieven"."""
    return ngettext("%(n)s initiative", "%(n)s initiatives", number) % {"n": number}
