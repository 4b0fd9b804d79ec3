"""Inviting people by e-mail. The link works once, for 14 days, and only for who owns the address.

Nothing here looks up whether an address has an account: an owner learns nothing about anybody.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.initiatives.locks import hold
from community.initiatives.models import Initiative, Invitation, Role
from community.initiatives.people.history import JOINED, note
from community.initiatives.people.joining import let_in
from community.initiatives.people.mails import about, tell
from community.initiatives.people.names import name_of
from community.initiatives.people.queries import open_invitations
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import may_manage_people, source_of
from community.members.mailing import mail_address, site_url
from community.members.models import User

SECRET_BYTES = 32
MOST_A_DAY = 20
SEND_AGAIN_AFTER = timedelta(minutes=10)


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def invitation_with(token: str) -> Invitation | None:
    """The invitation whose link holds this secret, open or not."""
    return Invitation.objects.filter(digest=digest_of(token)).select_related("initiative", "invited_by").first()


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else learns: "a…@v….nl"."""
    name, _at, domain = email.partition("@")
    host, _dot, last = domain.rpartition(".")
    return f"{name[:1]}…@{host[:1]}….{last}"


def verified_addresses(user: Any) -> set[str]:
    """The addresses of which this person showed that they read their mail."""
    if not user.is_authenticated:
        return set()
    found = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    return {email.lower() for email in found.values_list("email", flat=True)}


def invitations_for(user: Any) -> list[Invitation]:
    """Open invitations for an address of this person, the newest first."""
    mine = open_invitations(email__in=verified_addresses(user)).select_related("initiative", "invited_by")
    return list(mine[:MOST_A_DAY])


def is_for(invitation: Invitation, user: Any) -> bool:
    """Whether this person is who was invited."""
    return invitation.email.lower() in verified_addresses(user)


@transaction.atomic
def invite(initiative: Initiative, *, email: str, role: str, by: User) -> Invitation:
    """Send somebody a link. Who has an open one gets no second. Raises PermissionDenied and Refusal."""
    initiative = source_of(initiative)
    if not may_manage_people(by, initiative):
        raise PermissionDenied
    hold(initiative.pk)
    email = email.strip().lower()
    if open_invitations(initiative_id=initiative.pk, email=email).exists():
        raise Refusal(_("There is an open invitation for this address. You can send it again, below."))
    if Invitation.objects.filter(invited_by=by, sent__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refusal(_("You sent %(most)s invitations today. Go on tomorrow.") % {"most": MOST_A_DAY})
    return send(Invitation(initiative=initiative, email=email, role=role, invited_by=by))


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """Send a new link; the old one ends. Raises PermissionDenied and Refusal."""
    invitation = locked(invitation.pk)
    if not may_manage_people(by, invitation.initiative):
        raise PermissionDenied
    if invitation.accepted or invitation.withdrawn:
        raise Refusal(closed_sentence(invitation))
    if invitation.sent + SEND_AGAIN_AFTER > timezone.now():
        raise Refusal(_("We sent this invitation a moment ago. Wait ten minutes before you send it again."))
    invitation.invited_by, invitation.sent = by, timezone.now()
    return send(invitation)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """End a link. Raises PermissionDenied, and Refusal where it was used."""
    invitation = locked(invitation.pk)
    if not may_manage_people(by, invitation.initiative):
        raise PermissionDenied
    if invitation.accepted:
        raise Refusal(closed_sentence(invitation))
    close(invitation)


@transaction.atomic
def turn_down(invitation: Invitation, *, by: User) -> None:
    """Say no to an invitation for oneself. Raises PermissionDenied, and Refusal where it was used."""
    invitation = locked(invitation.pk)
    if not is_for(invitation, by):
        raise PermissionDenied
    if invitation.accepted:
        raise Refusal(closed_sentence(invitation))
    close(invitation)


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Invitation:
    """Become what one was invited as. Raises PermissionDenied for another address, Refusal where the link is over."""
    invitation = locked(invitation.pk)
    if not is_for(invitation, by):
        raise PermissionDenied
    if not invitation.is_open:
        raise Refusal(closed_sentence(invitation))
    invitation.accepted, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted", "accepted_by"])
    membership = let_in(invitation.initiative, by, role=invitation.role)
    note(JOINED, invitation.initiative, by.pk, by=by, role=membership.role)
    tell(
        invitation.invited_by,
        "invitation_accepted",
        invitation.initiative,
        who=name_of(by),
        is_owner=invitation.role == Role.OWNER,
    )
    return invitation


def send(invitation: Invitation) -> Invitation:
    """Give it a new secret, keep only its digest, and mail the link; in the language of who invites."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    invitation.digest = digest_of(token)
    invitation.save()
    language = invitation.invited_by.language if invitation.invited_by else translation.get_language() or "nl"
    with translation.override(language):
        url = site_url(reverse("invitation", args=(token,)))
    mail_address(
        invitation.email,
        "initiatives/mail/invited",
        about(
            invitation.initiative,
            who=name_of(invitation.invited_by) if invitation.invited_by else "",
            is_owner=invitation.role == Role.OWNER,
            url=url,
        ),
        language=language,
    )
    return invitation


def close(invitation: Invitation) -> None:
    """End the link."""
    if invitation.withdrawn is None:
        invitation.withdrawn = timezone.now()
        invitation.save(update_fields=["withdrawn"])


def close_those_of(user_id: int, initiative_pk: int) -> None:
    """End what somebody sent as an owner who is none any more: nobody comes in on their word."""
    sent = Invitation.objects.filter(initiative_id=initiative_pk, invited_by_id=user_id, accepted=None, withdrawn=None)
    sent.update(withdrawn=timezone.now())


def locked(pk: int) -> Invitation:
    """The invitation as it is now, for this transaction alone. Raises Invitation.DoesNotExist."""
    Invitation.objects.select_for_update().get(pk=pk)
    return Invitation.objects.select_related("initiative", "invited_by").get(pk=pk)  # as it is after the lock


def closed_sentence(invitation: Invitation) -> str:
    """Why the link does not work any more."""
    if invitation.accepted:
        return _("This invitation was used already. A link works once.")
    if invitation.withdrawn:
        return _("This invitation was taken back.")
    return _("This invitation is too old: a link works for 14 days. Ask for a new one.")
