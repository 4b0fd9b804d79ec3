"""Front page, ordinary pages, stakeholders, and the frame around every page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The top of the pages."""

    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Register contributions."""
        from home import contributions, searching  # noqa: F401, PLC0415 - models must be loaded first
