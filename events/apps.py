"""Meetings and workshops."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Shows meetings on the pages of their themes and hosts."""

    name = "events"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register contributions."""
        from events import contributions, searching  # noqa: F401, PLC0415 - models must be loaded first
