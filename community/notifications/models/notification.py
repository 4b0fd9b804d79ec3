"""One piece of news for one person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.notifications.models.preferences import Channel


class Notification(models.Model):
    """News for one person. What it says is asked of its kind when it is shown, so that it never tells too much."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    # What belongs together and is read at once, as "topic:12".
    thread = models.CharField(max_length=60, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    read = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    # The followed thing whose own choice says how it is told (a digest of its own); None where the kind's does.
    follow = models.ForeignKey("members.Follow", null=True, on_delete=models.SET_NULL, related_name="+")
    # When its mail has to go out; None where none has to, or it has gone.
    due = models.DateTimeField(null=True, blank=True)
    # A sender took it and has not finished; one that died is followed by another after a while.
    claimed = models.DateTimeField(null=True, blank=True)
    mailed = models.DateTimeField(null=True, blank=True)
    # How often its mail could not be handed over; each time the next try waits longer.
    attempts = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint("recipient", "kind", "subject_id", name="person_is_told_once"),
        ]
        indexes = [
            models.Index("recipient", F("made").desc(), F("id").desc(), name="notifications_newest_first"),
            models.Index(fields=["recipient", "thread"], condition=Q(read=None), name="notifications_unread"),
            models.Index(fields=["due", "recipient"], condition=Q(due__isnull=False), name="notifications_to_mail"),
            models.Index(fields=["kind", "subject_id"], name="notifications_about"),
            models.Index(fields=["made"], name="notifications_by_age"),
        ]

    def __str__(self) -> str:
        """Return who hears what."""
        return f"{self.recipient_id}: {self.kind} {self.subject_id}"
