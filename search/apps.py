"""One search over everything that is public."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Follows what changes."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to what is published, withdrawn, renamed and deleted."""
        from foundation.generation import publishes_when_changed  # noqa: PLC0415 - models must be loaded first
        from search import following  # noqa: PLC0415
        from search.models import PromotedResult, Synonym  # noqa: PLC0415

        following.connect()
        publishes_when_changed(PromotedResult, Synonym)
