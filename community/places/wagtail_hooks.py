"""The map in the page editor, on which an editor points out a place."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

SCRIPT = "admin-own/map-point.js"
STYLES = ("vendor/leaflet/leaflet.css", "admin-own/map-point.css")


@hooks.register("insert_editor_js")
def map_point_script() -> SafeString:
    """The script, and what it needs to know: addresses and words in the editor's language."""
    known = {
        "area": reverse("map_area"),
        "leaflet": static("vendor/leaflet/leaflet.js"),
        "styles": [static(path) for path in STYLES],
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
    return format_html(
        '{}<script type="module" src="{}"></script>', json_script(known, "map-point-settings"), static(SCRIPT)
    )
