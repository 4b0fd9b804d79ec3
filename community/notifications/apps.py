"""What to tell whom, on the site and by e-mail."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Collects the kinds of news that other apps have."""

    name = "community.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        """Let every app say of what it tells people, and what it does with mail of theirs."""
        autodiscover_modules("notification_kinds", "by_mail")
