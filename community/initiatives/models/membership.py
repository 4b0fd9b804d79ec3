"""Who belongs to an initiative, who wants to, and who was asked to."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

INVITATION_LASTS = timedelta(days=14)
LONGEST_REMARK = 1000  # characters


class Role(models.TextChoices):
    """What somebody is in an initiative."""

    OWNER = "owner", _("owner")
    MEMBER = "member", _("member")


class Membership(models.Model):
    """Somebody belongs to an initiative. `initiative` is always the page in the source language."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MEMBER)
    # Whether what this owner changes goes live without an editor looking at it first.
    is_trusted = models.BooleanField(_("publishes without approval"), default=False)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint("initiative", "user", name="member_of_an_initiative_once")]
        indexes = [models.Index(fields=["user", "role"], name="initiatives_of_a_member")]

    def __str__(self) -> str:
        """Return as what to where; not who, since this stands in logs."""
        return f"{self.get_role_display()} – {self.initiative}"


class JoinRequest(models.Model):
    """A member wants to belong to an initiative; its owners decide."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    remark = models.TextField(_("why you want to join"), max_length=LONGEST_REMARK, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "user"],
                condition=models.Q(state="waiting"),
                name="one_open_request_per_member",
            )
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="requests_of_an_initiative")]

    def __str__(self) -> str:
        """Return what somebody wants to join; not who, since this stands in logs."""
        return f"→ {self.initiative}"


class Invitation(models.Model):
    """An owner asked somebody by e-mail; the link works once, for INVITATION_LASTS.

    Only a digest of the link's secret is kept, so that a copy of the database opens no door.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["initiative", "accepted"], name="invitations_of_initiative")]

    def __str__(self) -> str:
        """Return where somebody was asked; not who, since this stands in logs."""
        return f"→ {self.initiative}"

    @property
    def expires(self) -> datetime:
        """When the link stops working."""
        return self.sent + INVITATION_LASTS

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted is None and self.withdrawn is None and timezone.now() < self.expires
