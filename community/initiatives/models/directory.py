"""The page that lists all initiatives."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from foundation.models import BasePage


class InitiativeDirectory(BasePage):
    """All initiatives, as a list and on the map."""

    tagline = models.CharField(_("line under the title"), max_length=200, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("tagline")]
    subpage_types: ClassVar[list[str]] = ["initiatives.Initiative"]
    parent_page_types: ClassVar[list[str]] = ["home.FrontPage"]
    max_count_per_parent = 1
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
