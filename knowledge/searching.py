"""Knowledge tools in the search."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.searchable import SearchablePages, searchable
from knowledge.models import KnowledgeTool


@searchable
class SearchableTools(SearchablePages):
    """Tools, with the text of their files and the name of their maker."""

    model = KnowledgeTool
    name = "tool"
    slug = "kennistool"
    label = _("Knowledge tool")
    order = 10
    texts = ("body", "time", "costs")
    words = ("kind",)
    names_of = ("author",)

    def date(self, page: Any) -> datetime | None:
        """When it was last reviewed, else published."""
        if page.last_reviewed:
            return timezone.make_aware(datetime.combine(page.last_reviewed, time()))
        return super().date(page)
