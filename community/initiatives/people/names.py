"""What people are called where those of one initiative meet.

Owners know the names of who belongs or wants to: that is said before somebody joins. Everybody else sees what the
profile allows.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from community.members.models import User
from community.members.queries import Person, initials_of, people_shown


def name_of(user: User) -> str:
    """First and last name; never the address that an account without a name is known by."""
    return user.get_full_name() or _("Somebody without a name")


def people_named(users: Iterable[User], *, to: Any, as_owner: bool) -> dict[int | None, Person]:
    """These people as `to` sees them, by primary key, in one query; with their names for who decides about them."""
    users = list(users)
    shown = people_shown((user.pk for user in users), to=to)
    if not as_owner:
        return shown
    return {
        user.pk: replace(
            shown[user.pk], name=name_of(user), initials=initials_of(user.first_name, user.last_name) or "?"
        )
        for user in users
    }
