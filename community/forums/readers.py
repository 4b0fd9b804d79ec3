"""Who somebody is to the forum: asked once per request, in one query."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from community.forums.models import Audience, Forum, Sanction
from community.initiatives.models import Membership
from community.members.models import User

MODERATE, JOIN_STAKEHOLDERS, ENTER_ADMIN = "moderate_forum", "join_stakeholders", "access_admin"
REMEMBERED = "_forum_reader"  # on the user of a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What decides about the rights of one person; `user_id` is None for who is not signed in."""

    user_id: int | None = None
    is_moderator: bool = False
    is_stakeholder: bool = False
    enters_admin: bool = False
    is_silenced: bool = False
    is_blocked: bool = False
    initiative_ids: frozenset[int] = frozenset()  # of pages in the source language, where this person belongs

    @property
    def is_member(self) -> bool:
        """Whether this person has an account that may use the forum."""
        return self.user_id is not None and not self.is_blocked

    def belongs_to(self, audience: str, initiative_id: int | None) -> bool:
        """Whether this person is among these; moderators are everywhere."""
        if self.is_moderator or audience == Audience.EVERYONE:
            return True
        if audience == Audience.MEMBERS:
            return self.is_member
        if audience == Audience.STAKEHOLDERS:
            return self.is_member and self.is_stakeholder
        return self.is_member and initiative_id in self.initiative_ids


VISITOR = Reader()


def reader_of(user: Any) -> Reader:
    """Who this user is to the forum."""
    known: Reader | None = getattr(user, REMEMBERED, None)
    if known is not None:
        return known
    if user is None or not user.is_authenticated or not user.is_active:
        return VISITOR
    known = read_anew(user)
    setattr(user, REMEMBERED, known)
    return known


def forget_reader(user: Any) -> None:
    """Ask again next time: something about this person changed."""
    user.__dict__.pop(REMEMBERED, None)


def read_anew(user: Any) -> Reader:
    """Who this user is to the forum, from the database."""

    def facts(rows: QuerySet[Any], kind: str, field: str) -> Any:
        named = rows.order_by().annotate(
            fact=Value(kind, output_field=CharField()), value=Cast(field, CharField(max_length=40))
        )
        return named.values_list("fact", "value")

    rights = Permission.objects.filter(
        Q(group__user=user) | Q(user=user),
        Q(content_type__app_label="forums", codename__in=(MODERATE, JOIN_STAKEHOLDERS))
        | Q(content_type__app_label="wagtailadmin", codename=ENTER_ADMIN),
    )
    found = facts(Membership.objects.filter(user=user), "initiative", "initiative_id").union(
        facts(rights, "right", "codename"), facts(sanctions_in_force().filter(person=user), "sanction", "kind")
    )
    known: dict[str, set[str]] = {"initiative": set(), "right": set(), "sanction": set()}
    for kind, value in found:
        known[kind].add(value)
    return Reader(
        user_id=user.pk,
        is_moderator=user.is_superuser or MODERATE in known["right"],
        is_stakeholder=user.is_superuser or JOIN_STAKEHOLDERS in known["right"],
        enters_admin=user.is_superuser or ENTER_ADMIN in known["right"],
        is_silenced=bool(known["sanction"] & {Sanction.Kind.SILENCE, Sanction.Kind.BLOCK}),
        is_blocked=Sanction.Kind.BLOCK in known["sanction"],
        initiative_ids=frozenset(map(int, known["initiative"])),
    )


def sanctions_in_force() -> QuerySet[Sanction]:
    """The measures that stop somebody now."""
    return Sanction.objects.filter(ended=None, until__gt=timezone.now())


def audience_condition(reader: Reader, *, of: str = "") -> Q:
    """Which forums this person reads; `of` is the way to the forum, as "forum__" or "topic__forum__"."""
    if reader.is_moderator:
        return Q()
    readable = Q(**{f"{of}read_by": Audience.EVERYONE})
    if reader.is_member:
        readable |= Q(**{f"{of}read_by": Audience.MEMBERS})
        if reader.is_stakeholder:
            readable |= Q(**{f"{of}read_by": Audience.STAKEHOLDERS})
        if reader.initiative_ids:
            readable |= Q(**{f"{of}read_by": Audience.INITIATIVE, f"{of}initiative__in": reader.initiative_ids})
    return readable


def reads(reader: Reader, forum: Forum) -> bool:
    """Whether this person may know of what is said in the forum."""
    return reader.belongs_to(forum.read_by, forum.initiative_id)


def people_who_read(forum: Forum) -> QuerySet[User]:
    """Everybody with an account for whom `reads` holds, each once."""
    active = User.objects.filter(is_active=True)
    if forum.read_by == Audience.EVERYONE:
        return active
    among = ~Q(pk__in=sanctions_in_force().filter(kind=Sanction.Kind.BLOCK).values("person"))
    if forum.read_by == Audience.STAKEHOLDERS:
        among &= has_right(JOIN_STAKEHOLDERS)
    elif forum.read_by == Audience.INITIATIVE:
        among &= Q(pk__in=Membership.objects.filter(initiative=forum.initiative_id).values("user"))
    return active.filter(among | has_right(MODERATE))


def has_right(codename: str) -> Q:
    """People with a right of the forum: by themselves, by a group, or as administrators."""
    right = Permission.objects.filter(content_type__app_label="forums", codename=codename)
    by_group = Group.objects.filter(permissions__in=right).values("pk")
    of_groups = User.groups.through.objects.filter(group__in=by_group).values("user")
    of_themselves = User.user_permissions.through.objects.filter(permission__in=right).values("user")
    return Q(is_superuser=True) | Q(pk__in=of_groups) | Q(pk__in=of_themselves)


def posts_in(reader: Reader, forum: Forum) -> bool:
    """Whether this person may begin topics and answer in the forum."""
    if reader.user_id is None or reader.is_silenced or forum.is_archived:
        return False
    return reads(reader, forum) and reader.belongs_to(forum.post_by, forum.initiative_id)
