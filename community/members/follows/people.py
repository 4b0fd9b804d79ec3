"""Members can be followed, by other members, as long as they show them their name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.members.following import followable
from community.members.models import User, Visibility
from community.members.permissions import OPEN_TO
from community.members.queries import named


def visible_people(user: Any) -> QuerySet[User]:
    """Those who show their name to members, but for oneself."""
    found = User.objects.filter(is_active=True, profile__name_visibility__in=OPEN_TO[Visibility.MEMBERS])
    found = found.exclude(first_name="", last_name="")
    return found.exclude(pk=user.pk) if user is not None and user.is_authenticated else found


def describe_people(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their names and pages."""
    parts = ("pk", "first_name", "last_name", "profile__public_id")
    found = {}
    for pk, first_name, last_name, public_id in visible_people(None).filter(pk__in=list(pks)).values_list(*parts):
        shown = named(first_name, last_name, public_id, is_open=True)
        found[pk] = (shown["name"], shown["url"])
    return found


followable(
    slug="lid",
    model=User,
    label=_("People"),
    one=_("this member"),
    visible=visible_people,
    describe=describe_people,
)
