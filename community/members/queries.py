"""Reading about members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.following import Followable, kind_for, type_of
from community.members.models import Follow, Participation, Terms, User, Visibility
from community.members.permissions import OPEN_TO, audience_of
from community.themes.queries import source_badges


def terms_in_force() -> Terms | None:
    """The latest terms whose day has come."""
    return Terms.objects.filter(valid_from__lte=timezone.localdate()).first()


def terms_of(day: date) -> Terms | None:
    """The version that holds from this day on, if that has come."""
    return Terms.objects.filter(valid_from=day, valid_from__lte=timezone.localdate()).first()


def terms_to_come() -> Terms | None:
    """The next version, whose day has yet to come."""
    return Terms.objects.filter(valid_from__gt=timezone.localdate()).last()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as one reader may see them; `url` and `photo_url` are "" where that reader may not."""

    name: str
    initials: str = ""
    photo_url: str = ""
    url: str = ""
    css: str = ""  # gives their window a colour


def former_member() -> Person:
    """Whose account is gone, or closed."""
    return Person(name=_("Former member"))


def people_shown(user_ids: Iterable[int | None], *, to: Any) -> dict[int | None, Person]:
    """These people as `to` may see them (None for everybody), by primary key; one query, however many they are.

    Whoever keeps their name to themselves is "Member of the network"; who is gone, or None, is "Former member".
    """
    wanted = set(user_ids)
    shown: dict[int | None, Person] = dict.fromkeys(wanted, former_member())
    known = [pk for pk in wanted if pk is not None]
    if not known:
        return shown
    parts = ("public_id", "photo", "name_visibility", "photo_visibility")
    rows = User.objects.filter(pk__in=known, is_active=True).values_list(
        "pk", "first_name", "last_name", *(f"profile__{part}" for part in parts)
    )
    levels = OPEN_TO[audience_of(to)]
    for pk, first_name, last_name, public_id, photo, name_visibility, photo_visibility in rows:
        is_self = to is not None and pk == to.pk
        name_open = is_self or (name_visibility or Visibility.MEMBERS) in levels
        shown[pk] = Person(
            **named(first_name, last_name, public_id, is_open=name_open),
            photo_url=photo_url(public_id, photo) if is_self or photo_visibility in levels else "",
            css=colour_of(pk),
        )
    return shown


def named(first_name: str, last_name: str, public_id: str | None, *, is_open: bool) -> dict[str, str]:
    """Name, initials and page of a person, for who may know them and for who may not."""
    name = " ".join(part for part in (first_name, last_name) if part)
    if not is_open or not name:
        return {"name": _("Member of the network")}
    url = reverse("member", args=(public_id,)) if public_id else ""
    return {"name": name, "initials": initials_of(first_name, last_name), "url": url}


def initials_of(*names: str) -> str:
    """The first letter of each name."""
    return "".join(name[:1] for name in names).upper()


def photo_url(public_id: str | None, photo: str | None) -> str:
    """Where the photo is handed out to who may see it; "" without one. Another photo has another address."""
    if not public_id or not photo:
        return ""
    return f"{reverse('member_photo', args=(public_id,))}?v={PurePath(photo).stem[:8]}"


def colour_of(user_id: int) -> str:
    """The class of the theme whose colour somebody's window has; always the same."""
    badges = source_badges()
    return badges[user_id % len(badges)].css if badges else ""


def open_participations(user: User | int) -> QuerySet[Participation]:
    """Where this person takes part in a conversation, without those they left."""
    return Participation.objects.filter(user=user, left=None)


# Something was said since this participant read it.
UNREAD = Q(read_until=None) | Q(conversation__latest__gt=F("read_until"))


def is_following(user: User, thing: Any) -> bool:
    """Whether this person follows it, or what it is a translation of."""
    kind = kind_for(thing)
    return kind is not None and is_following_source(user, kind, kind.source(thing).pk)


def is_following_source(user: User, kind: Followable, pk: int) -> bool:
    """Whether this person follows the thing of this kind, given the primary key of the source."""
    return Follow.objects.filter(user=user, content_type=type_of(kind), object_id=pk).exists()


def followers_of(thing: Any) -> QuerySet[Follow, int]:
    """The primary keys of the users who follow it, or what it is a translation of."""
    kind = kind_for(thing)
    if kind is None:
        return Follow.objects.none().values_list("user_id", flat=True)
    found = Follow.objects.filter(content_type=type_of(kind), object_id=kind.source(thing).pk, user__is_active=True)
    return found.values_list("user_id", flat=True)
