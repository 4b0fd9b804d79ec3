"""Initiatives in the search."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative
from foundation.searchable import SearchablePages, searchable


@searchable
class SearchableInitiatives(SearchablePages):
    """Profiles, with what they look for and offer."""

    model = Initiative
    name = "initiative"
    slug = "initiatief"
    label = _("Initiative")
    order = 20
    texts = ("began", "activities", "success", "obstacles", "current")
    words = ("legal_form",)
    related = ("needs_and_offers",)

    def running_text(self, page: Any) -> Any:
        """The story, and the needs and offers."""
        yield from super().running_text(page)
        for wish in page.needs_and_offers.all():
            yield f"{wish.title}. {wish.note}"
