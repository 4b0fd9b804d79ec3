"""Something happened of which people have to hear; written in the transaction in which it happened."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """An event that waits until everybody concerned has a notification; whoever tells goes on where another stopped."""

    kind = models.CharField(max_length=40)
    # The primary key of what it is about; the kind knows of which model.
    subject_id = models.BigIntegerField()
    # None once the account is gone; who did it hears nothing of it.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    # The last user who was told, by primary key: they are told in that order.
    told_until = models.BigIntegerField(default=0)
    done = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [models.UniqueConstraint("kind", "subject_id", name="news_is_announced_once")]
        indexes = [
            models.Index(F("made"), condition=Q(done=None), name="announcements_that_wait"),
            models.Index(fields=["done"], name="announcements_done"),
        ]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.kind} {self.subject_id}"
