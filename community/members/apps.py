"""People: accounts and who they are."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """The user model lives here."""

    name = "community.members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Let every app say what it keeps about people and how long, what can be followed, what "My page" shows."""
        # These need the models, which are there by now.
        from community.members import erasure  # noqa: PLC0415
        from community.members.accounts import receivers  # noqa: F401, PLC0415
        from community.members.models import Terms  # noqa: PLC0415
        from community.members.privacy import avatars, kinds, rules  # noqa: F401, PLC0415
        from community.members.profiles import beginning  # noqa: F401, PLC0415
        from foundation.generation import publishes_when_changed  # noqa: PLC0415

        autodiscover_modules("personal_data", "followables", "my_page_parts", "retention", "welcome_steps")
        publishes_when_changed(Terms)
        erasure.connect()
        avatars.connect()
