"""People: accounts and who they are."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """The user model lives here."""

    name = "community.members"
    verbose_name = _("Members")
