"""Maps as files, outside the pages that show them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_safe

from community.places.maps import area_geojson, place_map
from community.places.models import Municipality

SVG = "image/svg+xml"
HOUR = "public, max-age=3600"


@require_safe
def map_area(request: HttpRequest) -> HttpResponse:
    """All municipalities as GeoJSON."""
    return HttpResponse(area_geojson(), content_type="application/json", headers={"Cache-Control": HOUR})


@require_safe
def map_place(request: HttpRequest, slug: str, point: str) -> HttpResponse:
    """A small map with one municipality lit and a house at the point ("52.0907,5.1214"). 404 for anything else."""
    get_object_or_404(Municipality.objects.only("pk"), slug=slug)
    try:
        latitude, longitude = (float(number) for number in point.split(","))
    except ValueError as error:
        raise Http404 from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise Http404
    return HttpResponse(place_map(slug, latitude, longitude), content_type=SVG, headers={"Cache-Control": HOUR})


urlpatterns = [
    path("map/area.json", map_area, name="map_area"),
    path("map/<slug:slug>/<str:point>.svg", map_place, name="map_place"),
]
