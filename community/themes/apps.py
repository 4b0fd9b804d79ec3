"""The vocabulary of the network: themes in a fixed order, and free tags."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    """Renaming a tag shows on public pages."""

    name = "community.themes"
    verbose_name = _("Themes and tags")

    def ready(self) -> None:
        """Listen to changes."""
        from community.themes import searching  # noqa: F401, PLC0415 - models must be loaded first
        from community.themes.models import FormerSlug, Tag, TagSynonym  # noqa: PLC0415 - models must be loaded first
        from foundation.generation import publishes_when_changed  # noqa: PLC0415

        publishes_when_changed(FormerSlug, Tag, TagSynonym)
