"""Pointing out a place on a map, in the admin and on the site."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

SCRIPT = "admin-own/map-point.js"
LEAFLET = "vendor/leaflet/leaflet.js"


def map_point_settings(*styles: str) -> dict[str, Any]:
    """What the script needs to know: addresses, and words in the language in use."""
    return {
        "area": reverse("map_area"),
        "leaflet": static(LEAFLET),
        "styles": [static(path) for path in styles],
        "words": {
            "name": _("Point on the map"),
            "help": _(
                "Click to place the point. With the keyboard: arrow keys move the point, with Shift in small steps; "
                "plus and minus zoom."
            ),
            "nearer": _("Zoom in"),
            "farther": _("Zoom out"),
            "remove": _("Remove the point"),
            "placed": _("Point placed at {latitude}, {longitude}"),
            "removed": _("Point removed"),
            "failed": _("The map did not load. Write the coordinates in the fields."),
        },
    }
