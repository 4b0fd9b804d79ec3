"""Messages between members, who need not know each other's address."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_SUBJECT, LONGEST_MESSAGE = 120, 4000  # characters


class Conversation(models.Model):
    """Messages between a few members about one subject."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    # The address of what it is about, within this site; "" for nothing.
    about_url = models.CharField(max_length=400, blank=True)
    # When its first and its latest message were sent, exactly.
    started = models.DateTimeField(default=timezone.now)
    latest = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        """Return the subject."""
        return self.subject


class Participation(models.Model):
    """Somebody takes part in a conversation; only participants can read it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participations")
    # None once the account is gone: what was said stays readable for the others.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="participations"
    )
    read_until = models.DateTimeField(null=True, blank=True)
    # Whoever left sees nothing of it any more, and gets no mail.
    left = models.DateTimeField(null=True, blank=True)
    is_muted = models.BooleanField(_("no mail about new messages"), default=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint("conversation", "user", name="member_takes_part_once")]

    def __str__(self) -> str:
        """Return who takes part in what."""
        return f"{self.user_id} in {self.conversation_id}"


class Message(models.Model):
    """One message of a conversation, plain text with paragraphs."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="written_messages"
    )
    text = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    sent = models.DateTimeField(default=timezone.now)
    # Of the form it came from, so that a form sent twice makes one message.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent", "pk"]
        indexes = [
            models.Index(fields=["conversation", "sent"], name="messages_in_order"),
            models.Index(fields=["author", "sent"], name="messages_of_an_author"),
        ]

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]


class BlockedMember(models.Model):
    """Somebody wants no new conversations with somebody else, who is not told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_members")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blocked member")
        verbose_name_plural = _("blocked members")
        constraints = [models.UniqueConstraint("user", "blocked", name="member_blocks_a_member_once")]

    def __str__(self) -> str:
        """Return who blocks whom."""
        return f"{self.user_id} ↛ {self.blocked_id}"
