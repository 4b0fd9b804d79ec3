"""Who may see and do what with an initiative.

Memberships point at the page in the source language, so each question is asked of that page, whichever is given.
"""

from typing import Any

from community.initiatives.models import ContactVisibility, Initiative, Membership, Role
from foundation.locales import default_locale_id
from foundation.visibility import is_open_to_all


def source_pk_of(initiative: Initiative) -> int:
    """The primary key of the page in the source language: its own, or that of what it translates or stands for."""
    if initiative.locale_id == default_locale_id():
        return initiative.pk
    if initiative.alias_of_id:
        return initiative.alias_of_id
    found = Initiative.objects.filter(translation_key=initiative.translation_key, locale_id=default_locale_id())
    return found.order_by().values_list("pk", flat=True).first() or initiative.pk


def source_of(initiative: Initiative) -> Initiative:
    """The page in the source language: itself, or what it translates or stands for."""
    pk = source_pk_of(initiative)
    return initiative if pk == initiative.pk else Initiative.objects.get(pk=pk)


def membership_of(user: Any, initiative: Initiative) -> Membership | None:
    """The membership of this person, None for who does not belong or is not signed in."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(initiative_id=source_pk_of(initiative), user_id=user.pk).first()


def is_owner(user: Any, initiative: Initiative) -> bool:
    """Whether this person keeps the initiative's page and decides about its people."""
    membership = membership_of(user, initiative)
    return membership is not None and membership.role == Role.OWNER


def is_member(user: Any, initiative: Initiative) -> bool:
    """Whether this person belongs to the initiative, as a member or owner."""
    return membership_of(user, initiative) is not None


def is_editor_of(user: Any, initiative: Initiative) -> bool:
    """Whether this person may change the page in the admin."""
    return bool(user.is_authenticated and source_of(initiative).permissions_for_user(user).can_edit())


def can_edit(user: Any, initiative: Initiative) -> bool:
    """Whether this person may change the profile: its owners, and editors."""
    return is_owner(user, initiative) or is_editor_of(user, initiative)


def may_see(user: Any, initiative: Initiative) -> bool:
    """Whether this person may know of the initiative: everybody of a public one, of a draft its people and editors."""
    return is_open_to_all(source_of(initiative)) or is_member(user, initiative) or is_editor_of(user, initiative)


def may_join(user: Any, initiative: Initiative) -> bool:
    """Whether this person may ask to belong: whoever is signed in and does not belong yet, of a public initiative."""
    return bool(user.is_authenticated and is_open_to_all(source_of(initiative)) and not is_member(user, initiative))


def may_manage_people(user: Any, initiative: Initiative) -> bool:
    """Whether this person decides who belongs: its owners, editors, and who appoints owners."""
    return is_owner(user, initiative) or is_editor_of(user, initiative) or may_appoint(user)


def may_see_people(user: Any, initiative: Initiative) -> bool:
    """Whether this person sees who belongs: whoever does, and editors."""
    return is_member(user, initiative) or is_editor_of(user, initiative)


def may_appoint(user: Any) -> bool:
    """Whether this person gives initiatives owners and says whom to trust: who has that right in the admin."""
    return bool(user.is_active and user.has_perm("initiatives.change_membership"))


def may_publish_at_once(user: Any, initiative: Initiative) -> bool:
    """Whether what this person changes goes live without somebody looking at it: trusted owners, and publishers."""
    membership = membership_of(user, initiative)
    if membership and membership.role == Role.OWNER and membership.is_trusted:
        return True
    return bool(user.is_authenticated and source_of(initiative).permissions_for_user(user).can_publish())


def can_see_contact(user: Any, initiative: Initiative) -> bool:
    """Whether this visitor may see how to reach the initiative."""
    if initiative.contact_visibility == ContactVisibility.PUBLIC:
        return True
    if not user.is_authenticated:
        return False
    if initiative.contact_visibility == ContactVisibility.MEMBERS:
        return True
    return is_owner(user, initiative) or bool(initiative.permissions_for_user(user).can_edit())
