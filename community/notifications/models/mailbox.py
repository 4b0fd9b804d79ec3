"""What mail servers say about the mailboxes of people."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Bounce(models.Model):
    """A mail that came back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bounces")
    # Of the mail that came back or, where that is not told, of the report: the same report counts once. Of a mail that
    # our own server refused also the day.
    message_id = models.CharField(max_length=250)
    is_permanent = models.BooleanField()
    status = models.CharField(max_length=40, blank=True)  # as RFC 3463 writes it: 5.1.1
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("mail that came back")
        verbose_name_plural = _("mails that came back")
        constraints = [models.UniqueConstraint("user", "message_id", name="mail_comes_back_once")]
        indexes = [models.Index(fields=["user", "at"], name="bounces_of_a_person")]

    def __str__(self) -> str:
        """Return what came back."""
        return f"{self.user_id}: {self.status}"


class MailStop(models.Model):
    """No news is mailed to somebody, because their mailbox does not take it; they see it on the site."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_stop")
    since = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=40, blank=True)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("stop of mail")
        verbose_name_plural = _("stops of mail")

    def __str__(self) -> str:
        """Return whose mail stopped."""
        return str(self.user_id)
