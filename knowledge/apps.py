"""Knowledge tools."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """Shows tools on the pages of their themes and makers."""

    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        """Register contributions."""
        from knowledge import contributions, searching  # noqa: F401, PLC0415 - models must be loaded first
