"""Getting on with the welcome path."""

from collections.abc import Iterable

from django.db import transaction

from community.members.models import MemberProfile, User
from community.members.profiles.actions import profile_of


@transaction.atomic
def finish_steps(slugs: Iterable[str], *, by: User) -> None:
    """Remember that these steps were answered, or put away for good."""
    profile_of(by)
    profile = MemberProfile.objects.select_for_update().get(user=by)
    profile.welcome_steps = list(dict.fromkeys([*profile.welcome_steps, *slugs]))
    profile.save(update_fields=["welcome_steps"])
