"""Reading who belongs to initiatives."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from community.initiatives.models import Initiative, Invitation, JoinRequest, Membership, OwnerRecord, Role
from community.initiatives.models.membership import INVITATION_LASTS
from community.members.models import User

MOST_OWNED = 50  # initiatives in one list to choose from


def owners_of(initiative: Initiative) -> QuerySet[User]:
    """The people who own it and can still sign in."""
    owning = Membership.objects.filter(initiative_id=initiative.pk, role=Role.OWNER)
    return User.objects.filter(pk__in=owning.values("user_id"), is_active=True).order_by("pk")


def owned_by(user: Any) -> list[Initiative]:
    """The public initiatives in whose name this person may speak, by name."""
    owning = Membership.objects.filter(user_id=user.pk, role=Role.OWNER)
    found = Initiative.objects.live().filter(pk__in=owning.values("initiative_id"))
    return list(found.order_by("title", "pk")[:MOST_OWNED])


def has_owner(initiative_pk: int) -> bool:
    """Whether somebody owns it who can still sign in."""
    return Membership.objects.filter(initiative_id=initiative_pk, role=Role.OWNER, user__is_active=True).exists()


def people_of(initiative: Initiative) -> QuerySet[Membership]:
    """All who belong to it: owners first, then the longest."""
    belonging = Membership.objects.filter(initiative_id=initiative.pk, user__is_active=True)
    return belonging.select_related("user__profile").order_by("-role", "since", "pk")


def waiting_requests(initiative: Initiative) -> QuerySet[JoinRequest]:
    """Who waits for an answer, the longest first."""
    waiting = JoinRequest.objects.filter(
        initiative_id=initiative.pk, state=JoinRequest.State.WAITING, user__is_active=True
    )
    return waiting.select_related("user__profile").order_by("asked", "pk")


def open_invitations(**conditions: Any) -> QuerySet[Invitation]:
    """Invitations whose link still works, the newest first."""
    return Invitation.objects.filter(
        accepted=None, withdrawn=None, sent__gt=timezone.now() - INVITATION_LASTS, **conditions
    ).order_by("-sent", "-pk")


def shown_invitations(initiative: Initiative) -> QuerySet[Invitation]:
    """Invitations that were not answered, also those that came too late: an owner may send these again."""
    unanswered = Invitation.objects.filter(initiative_id=initiative.pk, accepted=None, withdrawn=None).exclude(email="")
    return unanswered.order_by("-sent", "-pk")


def memberships_of(user: Any) -> QuerySet[Membership]:
    """The initiatives somebody belongs to: what they own first, then by name."""
    mine = Membership.objects.filter(user_id=user.pk)
    return mine.select_related("initiative__latest_revision").order_by("-role", "initiative__title", "pk")


def requests_of(user: Any) -> QuerySet[JoinRequest]:
    """What somebody asked and waits for."""
    waiting = JoinRequest.objects.filter(user_id=user.pk, state=JoinRequest.State.WAITING)
    return waiting.select_related("initiative").order_by("asked", "pk")


def requests_to_decide(user: Any) -> QuerySet[JoinRequest]:
    """Who waits for an answer from this owner, the longest first."""
    owned = Membership.objects.filter(user_id=user.pk, role=Role.OWNER)
    waiting = JoinRequest.objects.filter(
        initiative__in=owned.values("initiative_id"), state=JoinRequest.State.WAITING, user__is_active=True
    )
    return waiting.order_by("asked", "pk")


def ownerless_initiatives() -> QuerySet[Initiative]:
    """Initiatives that had an owner and have none who can sign in."""
    owning = Membership.objects.filter(initiative_id=OuterRef("pk"), role=Role.OWNER, user__is_active=True)
    return Initiative.objects.filter(~Exists(owning), pk__in=OwnerRecord.objects.values("pk"))


def initiatives_with_questions() -> QuerySet[Initiative]:
    """Initiatives without an owner that somebody wants to join: editors decide about those."""
    owning = Membership.objects.filter(initiative_id=OuterRef("pk"), role=Role.OWNER, user__is_active=True)
    asking = JoinRequest.objects.filter(state=JoinRequest.State.WAITING, user__is_active=True)
    return Initiative.objects.filter(~Exists(owning), pk__in=asking.values("initiative_id"))


def editors_of(initiative: Page) -> Iterable[User]:
    """Who may publish this page, and so looks after those that nobody owns."""
    policy = policy_registry.get_by_type(Page)
    return policy.users_with_permission_for_instance("publish", initiative).filter(is_active=True).distinct()
