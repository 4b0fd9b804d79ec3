"""Profiles of the initiatives, their directory and map."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Shows initiatives on the pages of their themes."""

    name = "community.initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        """Register contributions."""
        from community.initiatives import contributions, moderation, searching, workflow_mail  # noqa: F401, PLC0415 - models must be loaded first  # noqa: PLC0415 - models must be loaded first
        from community.initiatives.editing import receivers  # noqa: PLC0415 - models must be loaded first
        from community.initiatives.people import ownership  # noqa: PLC0415 - models must be loaded first

        for module in (moderation, workflow_mail, ownership, receivers):
            module.connect()
