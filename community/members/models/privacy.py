"""What privacy law asks for: agreement to terms, copies of one's data, who saw lists of people."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from community.members.models.profile import private_storage

TERMS_FEATURES = ["h2", "h3", "bold", "ul", "ol", "link"]


class Terms(models.Model):
    """One version of the terms of use; the latest whose day has come is in force."""

    valid_from = models.DateField(_("valid from"), unique=True)
    text = RichTextField(_("text"), features=TERMS_FEATURES)
    text_en = RichTextField(_("text in English"), features=TERMS_FEATURES, blank=True)
    changes = models.CharField(_("what changed, in one sentence"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("terms of use")
        verbose_name_plural = _("terms of use")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        """Return from when they hold."""
        return f"{self.valid_from:%Y-%m-%d}"

    @property
    def is_in_force_or_old(self) -> bool:
        """Whether people may have agreed to them, so that they cannot be changed any more."""
        return self.valid_from <= timezone.localdate()


class Consent(models.Model):
    """Somebody agreed to a version of the terms."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="consents")
    given = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint("user", "terms", name="member_agrees_once")]

    def __str__(self) -> str:
        """Return who agreed to what."""
        return f"{self.user_id}: {self.terms_id}"


class DataExport(models.Model):
    """A copy of all that is known about somebody, asked for by themselves; made in the background."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports")
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    file = models.FileField(upload_to="exports", storage=private_storage, blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    ready = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("copy of somebody's data")
        verbose_name_plural = _("copies of people's data")
        constraints = [
            models.UniqueConstraint("user", condition=models.Q(state="waiting"), name="one_data_export_at_a_time")
        ]

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.user_id}: {self.state}"


class ExportRecord(models.Model):
    """Who took a list or copy with personal data out of the site, and when."""

    # None once the account is gone.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="export_records"
    )
    what = models.CharField(_("what"), max_length=200)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("export with personal data")
        verbose_name_plural = _("exports with personal data")
        ordering = ["-at"]

    def __str__(self) -> str:
        """Return what was taken."""
        return self.what


class InactivityWarning(models.Model):
    """Somebody has not used their account for long and was told that it will be erased."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inactivity_warning")
    sent = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("warning that an account is not used")
        verbose_name_plural = _("warnings that accounts are not used")

    def __str__(self) -> str:
        """Return who was warned when."""
        return f"{self.user_id}: {self.sent:%Y-%m-%d}"
