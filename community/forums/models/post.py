"""A post, its versions, what is attached to it, and who is thankful for it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forums.models.topic import Topic, Visibility
from community.initiatives.models import Initiative
from community.members.models.profile import private_storage

LONGEST_NAME = 120  # characters of a file name
LONGEST_ALT = 250


class Post(models.Model):
    """What somebody said. `body` is clean HTML with links to things of ours by primary key (see writing.text)."""

    class Source(models.TextChoices):
        """How it came."""

        SITE = "site", _("on the site")
        MAIL = "mail", _("by e-mail")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts", verbose_name=_("topic"))
    # Its place in the topic, from 1; pages are ranges of it.
    number = models.PositiveIntegerField()
    # None once the account is gone.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="forum_posts"
    )
    # In the name of which it was written; a page in the source language.
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="forum_posts"
    )
    body = models.TextField(_("text"))
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.VISIBLE)
    written = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True, blank=True)
    thanks_count = models.PositiveIntegerField(default=0, editable=False)
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.SITE)
    # Of the form or mail it came from, so that the same one makes one post.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["topic", "number"]
        constraints = [models.UniqueConstraint("topic", "number", name="place_in_a_topic_is_given_once")]
        indexes = [
            models.Index("author", F("written").desc(), name="posts_of_an_author"),
            models.Index(F("written").desc(), F("id").desc(), name="posts_newest_first"),
            models.Index(fields=["written"], condition=Q(visibility="waiting"), name="posts_that_wait"),
        ]

    def __str__(self) -> str:
        """Return which it is."""
        return f"{self.topic_id}#{self.number}"

    def get_absolute_url(self) -> str:
        """The permanent address; it leads to the page of the topic where it stands now."""
        return reverse("post", args=(self.pk,))


class PostVersion(models.Model):
    """How a post read before somebody changed it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    body = models.TextField()
    # Who changed it after that, and when.
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("earlier version of a post")
        verbose_name_plural = _("earlier versions of posts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.post_id} {self.replaced:%Y-%m-%d}"


class Attachment(models.Model):
    """A picture or file of a post; without a post as long as that is not written yet."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="forum_attachments"
    )
    file = models.FileField(upload_to="forum", storage=private_storage)
    name = models.CharField(_("file name"), max_length=LONGEST_NAME)
    alt = models.CharField(_("what is on it"), max_length=LONGEST_ALT, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    # Of a picture, in pixels.
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["uploaded"], condition=Q(post=None), name="attachments_of_no_post"),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the text."""
        return self.width is not None


class Thanks(models.Model):
    """Somebody is thankful for a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanked_posts")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [models.UniqueConstraint("post", "user", name="member_thanks_for_a_post_once")]

    def __str__(self) -> str:
        """Return who thanks for what."""
        return f"{self.user_id} → {self.post_id}"
