"""Whoever signed in once has a profile: an address for their page, and its parts as they are at first."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from community.members.models import User
from community.members.profiles.actions import profile_of


@receiver(user_logged_in, dispatch_uid="profile of who signs in")
def _signed_in(user: User, **_kwargs: Any) -> None:
    profile_of(user)
