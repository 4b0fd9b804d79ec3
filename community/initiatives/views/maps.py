"""The initiatives on maps."""

from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.initiatives.directory_table import DirectoryTable, directory_table
from community.initiatives.listings import directory_builder
from community.initiatives.map_points import MOST_ASKED, map_points, titles_of
from community.initiatives.queries import directory_url, public_initiatives
from community.places.maps import dots_map
from foundation.locales import active_locale_id

COMPACT = {"separators": (",", ":"), "ensure_ascii": False}
LONGEST_KEY = 18  # digits; more do not fit in a primary key


@require_safe
def map_dots(request: HttpRequest) -> HttpResponse:
    """A picture of the area with a dot for each initiative."""
    table = directory_table(active_locale_id(), timezone.localdate())
    return HttpResponse(dots_map(filter(None, table.on_map)), content_type="image/svg+xml")


@require_safe
def map_initiatives(request: HttpRequest) -> JsonResponse:
    """The points of the interactive map, for the same filters as the list; 400 for a damaged address."""
    locale_id = active_locale_id()
    base = directory_url(locale_id)
    try:
        builder = directory_builder(request, locale_id=locale_id, action=base)
    except BadRequest as error:
        return refusal(str(error))
    table = cast(DirectoryTable, builder.table)
    return JsonResponse(map_points(table, builder.found(), base=base), json_dumps_params=COMPACT)


@require_safe
def map_titles(request: HttpRequest) -> JsonResponse:
    """Titles and addresses of a few initiatives (?van=12,34), for a map of so many that titles did not travel along.

    {"12": ["Title", "/address/"]}; 400 for what are no keys, or more than MOST_ASKED of them.
    """
    keys = request.GET.get("van", "").split(",")
    if len(keys) > MOST_ASKED or not all(key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY for key in keys):
        return refusal(_("This address asks for initiatives in a way we do not know."))
    locale_id = active_locale_id()
    found = titles_of(public_initiatives(locale_id), [int(key) for key in keys], base=directory_url(locale_id))
    return JsonResponse(found, json_dumps_params=COMPACT)


def refusal(reason: str) -> JsonResponse:
    """A bad request, answered in the way of these addresses: as data, not as a page."""
    return JsonResponse({"error": reason}, status=400, json_dumps_params=COMPACT)
