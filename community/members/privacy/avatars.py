"""The picture beside a name in the admin: Wagtail keeps it as it was uploaded, so it is made anew here."""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.users.models import UserProfile

from foundation.uploads import CleanPicture, clean_picture


def clean_avatar(instance: UserProfile, **_kwargs: Any) -> None:
    """Make a new picture anew before it is kept. Raises ValidationError."""
    avatar = instance.avatar
    is_new = avatar and not avatar._committed  # noqa: SLF001 - Django has no other way to know a new file
    if is_new and not isinstance(avatar.file, CleanPicture):
        instance.avatar = clean_picture(avatar.file, avatar.name)


def connect() -> None:
    """Listen to Wagtail's settings of a person."""
    pre_save.connect(clean_avatar, sender=UserProfile, dispatch_uid="clean-avatar")
