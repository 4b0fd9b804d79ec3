"""The map in the page editor, on which an editor points out a place."""

from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from wagtail import hooks

from community.places.pointing import SCRIPT, map_point_settings

STYLES = ("vendor/leaflet/leaflet.css", "admin-own/map-point.css")


@hooks.register("insert_editor_js")
def map_point_script() -> SafeString:
    """The script, and what it needs to know: addresses and words in the editor's language."""
    return format_html(
        '{}<script type="module" src="{}"></script>',
        json_script(map_point_settings(*STYLES), "map-point-settings"),
        static(SCRIPT),
    )
