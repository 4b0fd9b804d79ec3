"""Municipalities and the map that is drawn from them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """A change to a municipality shows on public pages."""

    name = "community.places"
    verbose_name = _("Places")

    def ready(self) -> None:
        """Listen to changes."""
        from community.places.models import Municipality  # noqa: PLC0415 - models must be loaded first
        from foundation.generation import publishes_when_changed  # noqa: PLC0415

        publishes_when_changed(Municipality)
