"""Owning an initiative: appointing, stepping down, leaving; and never losing the last owner unseen."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.initiatives.locks import hold
from community.initiatives.models import Initiative, Membership, OwnerRecord, Role
from community.initiatives.people.history import (
    APPOINTED,
    HANDED_OVER,
    LEFT,
    MADE_MEMBER,
    MADE_OWNER,
    REMOVED,
    note,
)
from community.initiatives.people.inviting import close_those_of
from community.initiatives.people.joining import let_in
from community.initiatives.people.mails import tell
from community.initiatives.people.queries import editors_of, has_owner, ownerless_initiatives
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import may_appoint, may_manage_people, source_of
from community.members.mailing import mail, site_url
from community.members.models import User
from foundation.generation import publishes_when_changed


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> Membership:
    """Make somebody owner or member. Raises PermissionDenied, and Refusal where nobody would own it."""
    membership = held(membership, by=by)
    if membership.role == role:
        return membership
    give_role(membership, role, by=by)
    action = MADE_OWNER if role == Role.OWNER else MADE_MEMBER
    note(action, membership.initiative, membership.user_id, by=by, role=role)
    return membership


def give_role(membership: Membership, role: str, *, by: User) -> None:
    """Change the role, and tell the person. Raises Refusal where nobody would own it."""
    membership.role = role
    if role == Role.MEMBER:
        membership.is_trusted = False
        close_those_of(membership.user_id, membership.initiative_id)
    membership.save(update_fields=["role", "is_trusted"])
    if not has_owner(membership.initiative_id):
        raise Refusal(_("An initiative needs an owner. Make somebody else owner first."))
    if membership.user_id != by.pk:
        tell(membership.user, "made_owner" if role == Role.OWNER else "made_member", membership.initiative)


@transaction.atomic
def remove(membership: Membership, *, by: User) -> None:
    """Let somebody belong no more; oneself, too. Raises PermissionDenied, and Refusal for the last owner of others."""
    if membership.user_id == by.pk:
        leave(membership.initiative, by=by)
        return
    membership = held(membership, by=by)
    take_out(membership)
    note(REMOVED, membership.initiative, membership.user_id, by=by, role=membership.role)
    tell(membership.user, "removed", membership.initiative)


@transaction.atomic
def leave(initiative: Initiative, *, by: User, successor: Membership | None = None) -> None:
    """Belong no more; `successor` becomes owner in one's place. Raises PermissionDenied and Refusal."""
    initiative = source_of(initiative)
    hold(initiative.pk)
    mine = Membership.objects.select_related("initiative", "user").filter(initiative=initiative, user=by).first()
    if mine is None:
        raise PermissionDenied
    if successor is not None and mine.role == Role.OWNER:
        appoint_successor(initiative, successor)
        note(HANDED_OVER, initiative, successor.user_id, by=by, role=Role.OWNER)
    take_out(mine)
    note(LEFT, initiative, by.pk, by=by, role=mine.role)


@transaction.atomic
def hand_over(initiative: Initiative, *, to: Membership, by: User) -> None:
    """Make somebody else owner and stay as a member. Raises PermissionDenied and Refusal."""
    initiative = source_of(initiative)
    hold(initiative.pk)
    mine = Membership.objects.filter(initiative=initiative, user=by, role=Role.OWNER).first()
    if mine is None:
        raise PermissionDenied
    appoint_successor(initiative, to)
    give_role(held(mine, by=by), Role.MEMBER, by=by)
    note(HANDED_OVER, initiative, to.user_id, by=by, role=Role.OWNER)


@transaction.atomic
def step_down(initiative: Initiative, *, by: User) -> None:
    """Stay as a member, with other owners there. Raises PermissionDenied, and Refusal where there is none."""
    mine = Membership.objects.filter(initiative=source_of(initiative), user=by, role=Role.OWNER).first()
    if mine is None:
        raise PermissionDenied
    change_role(mine, role=Role.MEMBER, by=by)


@transaction.atomic
def appoint(initiative: Initiative, user: User, *, role: str = Role.OWNER, by: User) -> Membership:
    """Give an initiative an owner or member, as an editor. Raises PermissionDenied."""
    if not may_appoint(by):
        raise PermissionDenied
    initiative = source_of(initiative)
    membership = let_in(initiative, user, role=role)
    note(APPOINTED, initiative, user.pk, by=by, role=membership.role)
    tell(user, "made_owner" if role == Role.OWNER else "join_accepted", initiative)
    return membership


@transaction.atomic
def say_trusted(membership: Membership, *, is_trusted: bool, by: User) -> None:
    """Say whether what an owner changes goes live at once. Raises PermissionDenied."""
    if not may_appoint(by):
        raise PermissionDenied
    owners = Membership.objects.filter(pk=membership.pk, role=Role.OWNER)
    owners.update(is_trusted=is_trusted)


def appoint_successor(initiative: Initiative, successor: Membership) -> None:
    """Make a member owner. Raises Refusal for who does not belong or cannot sign in."""
    found = Membership.objects.select_related("user", "initiative").filter(
        pk=successor.pk, initiative=initiative, user__is_active=True
    )
    membership = found.first()
    if membership is None:
        raise Refusal(_("This person does not belong to the initiative any more. Choose somebody else."))
    if membership.role != Role.OWNER:
        membership.role = Role.OWNER
        membership.save(update_fields=["role"])
        tell(membership.user, "made_owner", initiative)


def held(membership: Membership, *, by: User) -> Membership:
    """The membership as it is now, with nobody else deciding. Raises PermissionDenied and Refusal."""
    hold(membership.initiative_id)
    found = Membership.objects.select_related("initiative", "user").filter(pk=membership.pk).first()
    if not may_manage_people(by, membership.initiative):
        raise PermissionDenied
    if found is None:
        raise Refusal(_("This person does not belong to the initiative any more."))
    return found


def take_out(membership: Membership) -> None:
    """End a membership. Raises Refusal where others stay behind without an owner."""
    initiative_pk, was_owner = membership.initiative_id, membership.role == Role.OWNER
    close_those_of(membership.user_id, initiative_pk)
    membership.delete()
    others = Membership.objects.filter(initiative_id=initiative_pk, user__is_active=True)
    if was_owner and others.exists() and not has_owner(initiative_pk):
        raise Refusal(_("This is the last owner, and others belong to the initiative. Choose who follows first."))


def tell_of_ownerless(initiative_pks: list[int] | None = None) -> int:
    """Tell the editors of initiatives that lost their last owner, once each; returns how many.

    Without primary keys it looks at all: then it finds those, too, whose owners can sign in again.
    """
    if initiative_pks is None:
        back = Membership.objects.filter(role=Role.OWNER, user__is_active=True).values("initiative_id")
        OwnerRecord.objects.filter(pk__in=back).exclude(told=None).update(told=None)
    lost = ownerless_initiatives().filter(owner_record__told=None)
    if initiative_pks is not None:
        lost = lost.filter(pk__in=initiative_pks)
    number = 0
    for initiative in lost:
        with transaction.atomic():
            record = OwnerRecord.objects.select_for_update().filter(pk=initiative.pk, told=None).first()
            if record is None or has_owner(initiative.pk):
                continue  # somebody told them, or it has one again
            record.told = timezone.now()
            record.save(update_fields=["told"])
            number += 1
            for editor in editors_of(initiative):
                mail(
                    editor,
                    "initiatives/mail/ownerless",
                    {
                        "title": initiative.title,
                        "url": site_url(reverse("initiative_people", args=(initiative.pk,))),
                        "first_name": editor.first_name,
                    },
                )
    return number


def look_afterwards(*initiative_pks: int) -> None:
    """Look, once all is saved, whether these initiatives still have an owner."""
    transaction.on_commit(lambda: tell_of_ownerless(list(initiative_pks)))


def _membership_saved(instance: Membership, *, created: bool, **_kwargs: Any) -> None:
    if instance.role == Role.OWNER:
        OwnerRecord.objects.update_or_create(initiative_id=instance.initiative_id, defaults={"told": None})
    elif not created:
        look_afterwards(instance.initiative_id)


def _membership_deleted(instance: Membership, **_kwargs: Any) -> None:
    if instance.role == Role.OWNER:
        look_afterwards(instance.initiative_id)


def _user_saved(instance: User, **_kwargs: Any) -> None:
    if not instance.is_active:
        owned = Membership.objects.filter(user_id=instance.pk, role=Role.OWNER)
        look_afterwards(*owned.values_list("initiative_id", flat=True))


def connect() -> None:
    """Listen to everything that can take an owner away: whatever does it, the editors hear of it."""
    post_save.connect(_membership_saved, sender=Membership, dispatch_uid="owner-made")
    post_delete.connect(_membership_deleted, sender=Membership, dispatch_uid="owner-gone")
    publishes_when_changed(Membership)  # owners stand on public pages, and public profiles say where somebody belongs
    post_save.connect(_user_saved, sender=User, dispatch_uid="owner-inactive")
