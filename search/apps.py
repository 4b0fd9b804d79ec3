"""One search over everything that is public."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Follows what changes."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to what is published, renamed and deleted. Raises ImproperlyConfigured for a bad SEARCH_URL."""
        from foundation.generation import publishes_when_changed  # noqa: PLC0415 - models must be loaded first
        from search import alike, following, likeness  # noqa: PLC0415
        from search.engines.address import read_address  # noqa: PLC0415
        from search.models import PromotedResult, Synonym  # noqa: PLC0415

        if settings.SEARCH_URL:
            read_address(settings.SEARCH_URL)
        # The apps below are ready later than this one, and what they let be found is followed as well.
        autodiscover_modules("searching")
        following.connect()
        likeness.connect()
        alike.connect()
        publishes_when_changed(PromotedResult, Synonym)
