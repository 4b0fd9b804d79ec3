"""Meetings in the search."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.searchable import SearchablePages, searchable


@searchable
class SearchableEvents(SearchablePages):
    """Meetings, with their programme and the name of their host."""

    model = Event
    name = "event"
    slug = "bijeenkomst"
    label = _("Meeting")
    order = 30
    texts = ("intro", "body", "access")
    words = ("kind", "venue")
    names_of = ("host",)
    related = ("parts",)

    def running_text(self, page: Any) -> Any:
        """The texts, and the programme."""
        yield from super().running_text(page)
        for part in page.parts.all():
            yield part.title
            for item in part.items:
                yield f"{item.value['title']}. {item.value['note']}"

    def date(self, page: Any) -> datetime | None:
        """When it begins."""
        begin: datetime | None = page.start
        return begin
