"""Following: what a member wants to hear about."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """Somebody follows something of a kind that an app registered (see `members.following`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint("user", "content_type", "object_id", name="member_follows_a_thing_once"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="followers_of_a_thing")]

    def __str__(self) -> str:
        """Return who follows what."""
        return f"{self.user_id} → {self.content_type_id}:{self.object_id}"
