"""The page that lists all meetings."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.models import ListingPage


class Calendar(ListingPage):
    """All meetings, upcoming first."""

    subpage_types: ClassVar[list[str]] = ["events.Event"]
    template = "events/calendar.html"

    class Meta:
        verbose_name = _("calendar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing."""
        from events.listings import calendar_context  # noqa: PLC0415 - listings need the models

        return {**super().get_context(request, *args, **kwargs), **calendar_context(self, request)}
