"""The initiatives on maps."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from community.initiatives.contributions import directory_url
from community.initiatives.listings import directory_builder
from community.initiatives.queries import public_initiatives
from community.places.maps import dots_map
from foundation.locales import active_locale_id


@require_safe
def map_dots(request: HttpRequest) -> HttpResponse:
    """A picture of the area with a dot for each initiative."""
    found = public_initiatives(active_locale_id()).exclude(latitude=None)
    return HttpResponse(
        dots_map(found.order_by().values_list("latitude", "longitude")), content_type="image/svg+xml"
    )


@require_safe
def map_initiatives(request: HttpRequest) -> JsonResponse:
    """The points of the interactive map, for the same filters as the list.

    {"points": [[latitude, longitude, "title", "slug", number in the list], ...], "base": address before the slug}
    """
    base = directory_url(active_locale_id())
    builder = directory_builder(request, locale_id=active_locale_id(), action=base)
    rows = (
        builder.filtered()
        .prefetch_related(None)
        .select_related(None)
        .order_by(*builder.order.by)
        .values_list("latitude", "longitude", "title", "slug")
    )
    points = [
        [round(latitude, 5), round(longitude, 5), title, slug, number]
        for number, (latitude, longitude, title, slug) in enumerate(rows, start=1)
        if latitude is not None and longitude is not None
    ]
    return JsonResponse({"base": base, "points": points}, json_dumps_params={"separators": (",", ":")})


urlpatterns = [
    path("map/initiatives.svg", map_dots, name="map_dots"),
    path("map/initiatives.json", map_initiatives, name="map_initiatives"),
]
