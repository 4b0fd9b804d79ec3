"""Mail that came in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IncomingMail(models.Model):
    """That a mail was dealt with, so that it is not done twice; nothing of what it says is kept."""

    class Outcome(models.TextChoices):
        """What became of it."""

        POSTED = "posted", _("posted")
        WAITING = "waiting", _("waits for a moderator")
        REFUSED = "refused", _("not posted")
        EMPTY = "empty", _("had no text")
        TOO_LARGE = "too_large", _("was too large")
        TOO_MANY = "too_many", _("was one of too many")
        WRONG_SENDER = "wrong_sender", _("came from somebody else's address")
        AUTOMATIC = "automatic", _("was written by a machine")
        BOUNCE = "bounce", _("told that a mail did not arrive")
        UNSUBSCRIBED = "unsubscribed", _("stopped mail")
        UNKNOWN = "unknown", _("was for nobody")

    # As the mail says it; a very long one by its digest, "" where there is none.
    message_id = models.CharField(max_length=250, blank=True)
    # Of its sender, date, subject and text: some programs give all their mails one Message-ID.
    digest = models.CharField(max_length=64)
    # Whose address it was sent to; None where that is nobody's.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="incoming_mails"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    is_answered = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("mail that came in")
        verbose_name_plural = _("mails that came in")
        constraints = [models.UniqueConstraint("message_id", "digest", name="mail_is_dealt_with_once")]
        indexes = [models.Index(fields=["user", "at"], name="incoming_mails_of_a_person")]

    def __str__(self) -> str:
        """Return what became of which."""
        return f"{self.message_id}: {self.outcome}"
