"""The page that lists all initiatives."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from foundation.models import ListingPage


class InitiativeDirectory(ListingPage):
    """All initiatives, as a list and on the map."""

    subpage_types: ClassVar[list[str]] = ["initiatives.Initiative"]
    template = "initiatives/initiative_directory.html"

    class Meta:
        verbose_name = _("directory of initiatives")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing and the addresses of the map."""
        from community.initiatives.listings import directory_context  # noqa: PLC0415 - listings need the models

        return {**super().get_context(request, *args, **kwargs), **directory_context(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and let the page load the detailed map background where the network switched it on."""
        from community.initiatives.map_tiles import allow_tiles, tiles_url  # noqa: PLC0415 - it needs settings of the site

        response = super().serve(request, *args, **kwargs)
        return allow_tiles(response) if tiles_url(request) else response
