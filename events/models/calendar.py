"""The page that lists all meetings."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from foundation.models import BasePage


class Calendar(BasePage):
    """All meetings, upcoming first."""

    tagline = models.CharField(_("line under the title"), max_length=200, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("tagline")]
    subpage_types: ClassVar[list[str]] = ["events.Event"]
    parent_page_types: ClassVar[list[str]] = ["home.FrontPage"]
    max_count_per_parent = 1
    template = "events/calendar.html"

    class Meta:
        verbose_name = _("calendar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing."""
        from events.listings import calendar_context  # noqa: PLC0415 - listings need the models

        return {**super().get_context(request, *args, **kwargs), **calendar_context(self, request)}
