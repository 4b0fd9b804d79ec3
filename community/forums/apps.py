"""Where initiatives help each other."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Forums, their topics and posts."""

    name = "community.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        """Register what the forum shows elsewhere."""
        from community.forums import contributions, searching  # noqa: F401, PLC0415 - models must be loaded first
        from community.forums.models import Forum, WatchedWord  # noqa: PLC0415
        from community.forums.moderating import outcomes  # noqa: F401, PLC0415 - as above
        from community.themes.models import ThemeOverview  # noqa: PLC0415
        from foundation.generation import publishes_when_changed  # noqa: PLC0415
        from foundation.menu import stands_in_menu  # noqa: PLC0415

        publishes_when_changed(Forum, WatchedWord)
        stands_in_menu(title=_("Forum"), view="forum_index", before=ThemeOverview)
