"""The bottom layer: base page, blocks, listings, cache; nothing here knows the words of the network."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Connects what must happen when something public changes."""

    name = "foundation"
    verbose_name = _("Basics")

    def ready(self) -> None:
        """Listen to publishing, and to new connections."""
        from foundation import aliases, databases, generation  # noqa: PLC0415 - models must be loaded first

        aliases.connect()
        databases.connect()
        generation.connect()
