"""The page that lists all knowledge tools."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.models import ListingPage


class Library(ListingPage):
    """All knowledge tools."""

    subpage_types: ClassVar[list[str]] = ["knowledge.KnowledgeTool"]
    template = "knowledge/library.html"

    class Meta:
        verbose_name = _("library of knowledge tools")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing."""
        from knowledge.listings import library_context  # noqa: PLC0415 - listings need the models

        return {**super().get_context(request, *args, **kwargs), **library_context(self, request)}
