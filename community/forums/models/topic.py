"""A topic: a question, a conversation or an announcement, with its posts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.forums.models.forum import Forum
from community.themes.models import Tag, Theme

LONGEST_TITLE = 150  # characters


class Visibility(models.TextChoices):
    """Whether a topic or post is there for its readers."""

    VISIBLE = "visible", _("visible")
    WAITING = "waiting", _("waits for a moderator")  # its writer sees it
    HIDDEN = "hidden", _("hidden by a moderator")  # its writer sees it, with the reason
    DELETED = "deleted", _("deleted by its writer")


class Topic(models.Model):
    """A topic. Its first post, number 1, is what it begins with."""

    class Kind(models.TextChoices):
        """What its writer wants."""

        QUESTION = "question", _("Question")
        CONVERSATION = "conversation", _("Conversation")
        ANNOUNCEMENT = "announcement", _("Announcement")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="topics", verbose_name=_("forum"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.QUESTION)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    slug = models.SlugField(max_length=80, editable=False)  # for people; the primary key leads there
    # None once the account is gone.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="forum_topics"
    )
    # Pages in the source language.
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="forum_topics", verbose_name=_("theme")
    )
    about = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="topics_about")
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.VISIBLE)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_locked = models.BooleanField(_("locked"), default=False)
    begun = models.DateTimeField(default=timezone.now)
    # The post that helped, of a question.
    answer = models.ForeignKey(
        "Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    # Kept with each post; `manage.py check_forum` proves them. Posts are those that are visible, the first among them.
    post_count = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # the highest ever given in this topic
    last_posted = models.DateTimeField(default=timezone.now, editable=False)
    last_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    # Of the form it came from, so that a form sent twice makes one topic.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(condition=Q(answer=None) | Q(kind="question"), name="only_questions_have_an_answer"),
        ]
        indexes = [
            models.Index(
                "forum",
                F("is_pinned").desc(),
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible"),
                name="topics_of_a_forum",
            ),
            models.Index(
                F("last_posted").desc(), F("id").desc(), condition=Q(visibility="visible"), name="topics_newest_first"
            ),
            models.Index(
                "theme",
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible"),
                name="topics_of_a_theme",
            ),
            models.Index(
                "forum",
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible", kind="question", answer=None),
                name="open_questions_of_a_forum",
            ),
            models.Index(
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible", kind="question", answer=None),
                name="open_questions",
            ),
            models.Index(
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible", kind="question", answer__isnull=False),
                name="answered_questions",
            ),
            models.Index(
                "forum",
                F("last_posted").desc(),
                F("id").desc(),
                condition=Q(visibility="visible", kind="question", answer__isnull=False),
                name="answered_questions_of_a_forum",
            ),
            # Of those with an answer only: else SQLite looks here for open questions, and sorts them all.
            models.Index("answer", condition=~Q(answer=None), name="topics_by_their_answer"),
            models.Index("about", F("last_posted").desc(), name="topics_about_a_page"),
            models.Index("author", F("begun").desc(), name="topics_of_an_author"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Where it begins, in the language in use."""
        return reverse("topic", args=(self.pk, self.slug))

    @property
    def is_open_question(self) -> bool:
        """Whether somebody still waits for the answer."""
        return self.kind == self.Kind.QUESTION and self.answer_id is None


class TopicTag(models.Model):
    """A tag of a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="topic_links")

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("tag of a topic")
        verbose_name_plural = _("tags of topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("topic", "tag", name="topic_wears_a_tag_once")]

    def __str__(self) -> str:
        """Return which it is."""
        return f"{self.topic_id}: {self.tag_id}"


class FormerTopic(models.Model):
    """A topic that became part of another: its address leads there."""

    number = models.BigIntegerField(primary_key=True)  # the primary key it had
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former_topics")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("merged topic")
        verbose_name_plural = _("merged topics")

    def __str__(self) -> str:
        """Return where it went."""
        return f"{self.number} → {self.topic_id}"


class TopicOutcome(models.Model):
    """What an editor made of a topic: a page, at first a draft."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="outcomes")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="topic_outcomes")  # in the source language
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome of a topic")
        verbose_name_plural = _("outcomes of topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("topic", "page", name="page_comes_of_a_topic_once")]

    def __str__(self) -> str:
        """Return what came of what."""
        return f"{self.topic_id} → {self.page_id}"
