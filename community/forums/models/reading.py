"""How far somebody read, and what they have not finished writing."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.forums.models.topic import Topic


class TopicReading(models.Model):
    """How far one person read one topic."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="topic_readings")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="readings")
    # The number of the last post they had before them; 0 for none.
    read_until = models.PositiveIntegerField(default=0)
    visited = models.DateTimeField(null=True, blank=True)
    # Whether they wrote in it, for "mine".
    has_posted = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("reading of a topic")
        verbose_name_plural = _("readings of topics")
        constraints = [models.UniqueConstraint("user", "topic", name="topic_is_read_once_by_a_person")]
        indexes = [
            models.Index("user", F("topic").desc(), condition=Q(has_posted=True), name="topics_somebody_wrote_in"),
        ]

    def __str__(self) -> str:
        """Return who read how far."""
        return f"{self.user_id}: {self.topic_id}#{self.read_until}"


class PostDraft(models.Model):
    """What somebody typed in a form and did not post yet."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="post_drafts")
    # The form: "forum:3" (a new topic), "topic:12" (a reply) or "post:40" (a change).
    form = models.CharField(max_length=40)
    data = models.JSONField(default=dict)  # the fields: lists of text
    updated = models.DateTimeField(auto_now=True, db_index=True)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("unfinished post")
        verbose_name_plural = _("unfinished posts")
        constraints = [models.UniqueConstraint("user", "form", name="one_draft_per_form_of_a_person")]

    def __str__(self) -> str:
        """Return where it is written."""
        return f"{self.user_id}: {self.form}"
