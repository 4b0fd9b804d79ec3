"""The detailed map background, for networks that switched it on. Off, no request leaves the site."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Site

from foundation.generation import per_generation
from foundation.models import NetworkIdentity

TILES_HOST = "https://service.pdok.nl"
# The background map of the Dutch land registry, in the projection that web maps share.
TILES_URL = f"{TILES_HOST}/brt/achtergrondkaart/wmts/v2_0/pastel/EPSG:3857/{{z}}/{{x}}/{{y}}.png"


@per_generation
def tiles_on(site_id: int) -> bool:
    """Whether the network of this site has switched the tiles on."""
    return NetworkIdentity.objects.filter(site_id=site_id, map_tiles=True).exists()


def tiles_url(request: HttpRequest) -> str:
    """The address of the tiles, with {z}, {x} and {y} to be filled in; "" while they are off."""
    site = Site.find_for_request(request)
    return TILES_URL if site and tiles_on(site.pk) else ""


def allow_tiles(response: HttpResponseBase) -> HttpResponseBase:
    """Let this one page load pictures from the tiles' host."""
    response._csp_update = {"img-src": [TILES_HOST]}  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's way
    return response
