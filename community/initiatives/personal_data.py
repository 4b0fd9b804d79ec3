"""What initiatives keep about people."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.models import (
    Buddyship,
    Initiative,
    Invitation,
    JoinRequest,
    Membership,
    OwnTranslation,
    ProfileDraft,
    Role,
    TranslationVersion,
)
from community.members.erasure import Reminder, before_leaving
from community.members.models import User
from community.members.personal_data import PersonalData, personal_data
from community.members.privacy.contacts import belongs_to_pages
from community.members.privacy.traces import mentioning, proven_addresses_of


def addresses_of(user: User) -> set[str]:
    """The addresses by which somebody may have been invited."""
    found = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {email.lower() for email in (user.email, *found)}


@personal_data
class Memberships(PersonalData):
    """Where somebody belongs."""

    name = "memberships"
    label = gettext_lazy("My initiatives")
    models = ("initiatives.Membership",)
    order = 100

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each initiative with the role in it."""
        return [
            {
                _("initiative"): row.initiative.title,
                _("role"): str(row.get_role_display()),
                _("since"): row.since,
                _("publishes without approval"): row.is_trusted,
            }
            for row in Membership.objects.filter(user=user).select_related("initiative").order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """End them; editors hear of what is left without an owner."""
        Membership.objects.filter(user=user).delete()


@personal_data
class JoinRequests(PersonalData):
    """What somebody asked, and decided about others."""

    name = "join-requests"
    label = gettext_lazy("Initiatives I asked to join")
    models = ("initiatives.JoinRequest",)
    order = 101

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each request with what became of it; of those of others only that I decided."""
        mine = JoinRequest.objects.filter(user=user).select_related("initiative").order_by("pk")
        decided = JoinRequest.objects.filter(decided_by=user).select_related("initiative").order_by("pk")
        return [
            {
                _("initiative"): row.initiative.title,
                _("what I wrote"): row.remark,
                _("asked"): row.asked,
                _("outcome"): str(row.get_state_display()),
                _("decided"): row.decided,
            }
            for row in mine
        ] + [
            {
                _("I decided about a request to join"): row.initiative.title,
                _("outcome"): str(row.get_state_display()),
                _("decided"): row.decided,
            }
            for row in decided
        ]

    def erase(self, user: User) -> None:
        """Delete what they asked; what they decided stays without a name."""
        JoinRequest.objects.filter(user=user).delete()
        JoinRequest.objects.filter(decided_by=user).update(decided_by=None)


@personal_data
class Invitations(PersonalData):
    """Invitations somebody sent, and those for one of their addresses."""

    name = "invitations"
    label = gettext_lazy("Invitations to initiatives")
    models = ("initiatives.Invitation",)
    order = 102

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each one; the address only where it is one's own."""
        mine = addresses_of(user)
        rows = Invitation.objects.filter(Q(invited_by=user) | Q(accepted_by=user) | Q(email__in=mine))
        return [
            {
                _("initiative"): row.initiative.title,
                _("sent to me"): row.email.lower() in mine or row.accepted_by_id == user.pk,
                _("e-mail address"): row.email if row.email.lower() in mine else "",
                _("sent by me"): row.invited_by_id == user.pk,
                _("role"): str(row.get_role_display()),
                _("sent"): row.sent,
                _("accepted"): row.accepted,
                _("taken back"): row.withdrawn,
            }
            for row in rows.select_related("initiative").order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete those for this person; those they sent end, and stay without a name."""
        Invitation.objects.filter(Q(email__in=addresses_of(user)) | Q(accepted_by=user)).delete()
        sent = Invitation.objects.filter(invited_by=user)
        sent.filter(accepted=None, withdrawn=None).update(withdrawn=timezone.now())
        sent.update(invited_by=None)


@personal_data
class Buddies(PersonalData):
    """Buddies somebody asked for on behalf of their initiative."""

    name = "buddies"
    label = gettext_lazy("Buddies I asked for")
    models = ("initiatives.Buddyship",)
    order = 103

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each question with the answer."""
        rows = Buddyship.objects.filter(asked_by=user).select_related("coach", "starter").order_by("pk")
        return [
            {
                _("asked of"): row.coach.title,
                _("on behalf of"): row.starter.title,
                _("what I wrote"): row.question,
                _("asked"): row.asked,
                _("outcome"): str(row.get_state_display()),
            }
            for row in rows
        ]

    def erase(self, user: User) -> None:
        """It belongs to the initiatives: it stays without a name."""
        Buddyship.objects.filter(asked_by=user).update(asked_by=None)


@personal_data
class ProfileDrafts(PersonalData):
    """What somebody typed in the editor of a profile and did not save yet."""

    name = "profile-drafts"
    label = gettext_lazy("What I had not saved yet")
    models = ("initiatives.ProfileDraft",)
    order = 104

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with its fields."""
        rows = ProfileDraft.objects.filter(user=user).select_related("initiative").order_by("pk")
        return [
            {
                _("initiative"): row.initiative.title,
                _("section"): row.section,
                _("what I wrote"): row.data,
                _("changed"): row.updated,
            }
            for row in rows
        ]

    def erase(self, user: User) -> None:
        """Delete them, and take the address out of what others have not saved yet, unless it was to stay on pages."""
        ProfileDraft.objects.filter(user=user).delete()
        if getattr(user, "keeps_contact_details", False):
            return
        addresses = proven_addresses_of(user)
        for draft in mentioning(ProfileDraft, ("data",), addresses):
            draft.data = {
                name: ["" if value.strip().lower() in addresses else value for value in values]
                for name, values in draft.data.items()
            }
            ProfileDraft.objects.filter(pk=draft.pk).update(data=draft.data)


@personal_data
class OwnTranslations(PersonalData):
    """The words in another language that somebody wrote for their initiative."""

    name = "own-translations"
    label = gettext_lazy("Translations I wrote")
    models = ("initiatives.OwnTranslation",)
    order = 105

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with its words."""
        rows = OwnTranslation.objects.filter(updated_by=user).select_related("initiative").order_by("pk")
        return [
            {_("initiative"): row.initiative.title, _("what I wrote"): row.texts, _("changed"): row.updated}
            for row in rows
        ]

    def erase(self, user: User) -> None:
        """They belong to the initiative: they stay without a name."""
        OwnTranslation.objects.filter(updated_by=user).update(updated_by=None)


@personal_data
class TranslationVersions(PersonalData):
    """What somebody saved of their initiative's text in another language."""

    name = "translation-versions"
    label = gettext_lazy("Versions of translations I saved")
    models = ("initiatives.TranslationVersion",)
    order = 106

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with its words."""
        rows = TranslationVersion.objects.filter(made_by=user).select_related("translation__initiative").order_by("pk")
        return [
            {_("initiative"): row.translation.initiative.title, _("what I wrote"): row.texts, _("saved"): row.made}
            for row in rows
        ]

    def erase(self, user: User) -> None:
        """They belong to the initiative, as the versions of its page do: they stay without a name."""
        TranslationVersion.objects.filter(made_by=user).update(made_by=None)


@belongs_to_pages
def own_initiatives(user: User) -> Iterator[int]:
    """Where a name alone, as the one to ask, means this person and no namesake."""
    yield from Membership.objects.filter(user=user).values_list("initiative_id", flat=True)


def owned_alone(user: User) -> Iterator[tuple[Initiative, bool]]:
    """The initiatives that nobody else owns, and whether others belong to them."""
    for membership in Membership.objects.filter(user=user, role=Role.OWNER).select_related("initiative"):
        others = Membership.objects.filter(initiative_id=membership.initiative_id, user__is_active=True)
        others = others.exclude(user=user)
        if not others.filter(role=Role.OWNER).exists():
            yield membership.initiative, others.exists()


@before_leaving
def last_owner(user: User) -> Iterator[Reminder]:
    """Whoever is the last owner can choose who follows; leaving is everybody's right, so it forbids nothing."""
    for initiative, has_others in owned_alone(user):
        if has_others:
            yield Reminder(
                title=_("You are the last owner of %(title)s") % {"title": initiative.title},
                text=_("Choose who follows you. If you do not, the editors look for somebody."),
                url=reverse("initiative_leave", args=(initiative.pk,)),
                link=_("Choose who follows"),
            )
        else:
            yield Reminder(
                title=_("You are the only one of %(title)s") % {"title": initiative.title},
                text=_("Its page stays online, without your name. The editors look for somebody who goes on with it."),
            )
