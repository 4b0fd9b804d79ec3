"""What keeps a forum friendly and safe."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forums.models.forum import Forum
from community.forums.models.post import Post
from community.forums.models.topic import Topic

LONGEST_REASON = 1000  # characters


class Report(models.Model):
    """Somebody, or the watch list, asks a moderator to look at a post."""

    class Reason(models.TextChoices):
        """What is the matter."""

        UNKIND = "unkind", _("unkind or hurtful")
        SPAM = "spam", _("advertising")
        PRIVATE = "private", _("tells something private about somebody")
        WRONG_PLACE = "wrong_place", _("belongs somewhere else")
        OTHER = "other", _("something else")
        WATCHED = "watched", _("has a word or link of the watch list")
        FIRST_POST = "first_post", _("first post of a new member")

    class Outcome(models.TextChoices):
        """What a moderator decided."""

        KEPT = "kept", _("left as it is")
        APPROVED = "approved", _("made visible")
        HIDDEN = "hidden", _("hidden")
        MOVED = "moved", _("moved")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    # None for the software, or once the account is gone.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="forum_reports"
    )
    reason = models.CharField(_("what is the matter?"), max_length=12, choices=Reason.choices)
    text = models.TextField(_("explanation"), max_length=LONGEST_REASON, blank=True)
    made = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                "post", "reporter", condition=Q(decided=None), name="one_open_report_of_a_person_on_a_post"
            ),
        ]
        indexes = [models.Index(fields=["made"], condition=Q(decided=None), name="reports_that_wait")]

    def __str__(self) -> str:
        """Return what it is about."""
        return f"{self.post_id}: {self.reason}"


class ModerationAction(models.Model):
    """What a moderator did, for the log. Never changed or deleted but by the retention rules."""

    class Verb(models.TextChoices):
        """What was done."""

        HIDE = "hide", _("hid")
        RESTORE = "restore", _("restored")
        APPROVE = "approve", _("approved")
        KEEP = "keep", _("left")
        LOCK = "lock", _("locked")
        UNLOCK = "unlock", _("opened")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("unpinned")
        MOVE = "move", _("moved")
        SPLIT = "split", _("split off")
        MERGE = "merge", _("merged")
        RENAME = "rename", _("renamed")
        EDIT = "edit", _("changed")
        WARN = "warn", _("warned")
        SILENCE = "silence", _("silenced")
        BLOCK = "block", _("blocked")
        LIFT = "lift", _("ended the measure against")
        TRUST = "trust", _("set the trust of")
        REVIEW = "review", _("looked again at")
        TO_KNOWLEDGE = "to_knowledge", _("made a draft of")

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="moderation_actions"
    )
    verb = models.CharField(max_length=14, choices=Verb.choices)
    forum = models.ForeignKey(Forum, null=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="moderation")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="moderation")
    # Whom it concerned; None once the account is gone.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="moderated")
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON, blank=True)
    details = models.JSONField(default=dict)  # what was there before: {"forum": "Geld", "title": "..."}
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("action of a moderator")
        verbose_name_plural = _("actions of moderators")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="moderation_newest_first"),
            models.Index("person", F("at").desc(), name="moderation_of_a_person"),
        ]

    def __str__(self) -> str:
        """Return what was done."""
        return f"{self.verb} {self.at:%Y-%m-%d}"


class ReviewRequest(models.Model):
    """Somebody asks for another look at what a moderator decided about them; once for each decision."""

    action = models.OneToOneField(ModerationAction, on_delete=models.CASCADE, related_name="review")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_requests")
    text = models.TextField(_("why?"), max_length=LONGEST_REASON)
    made = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=LONGEST_REASON, blank=True)
    is_granted = models.BooleanField(null=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("request for review")
        verbose_name_plural = _("requests for review")
        indexes = [models.Index(fields=["made"], condition=Q(decided=None), name="reviews_that_wait")]

    def __str__(self) -> str:
        """Return what it is about."""
        return f"{self.person_id}: {self.action_id}"


class Sanction(models.Model):
    """A measure against somebody, with its end and reason."""

    class Kind(models.TextChoices):
        """What it means."""

        WARNING = "warning", _("warning")
        SILENCE = "silence", _("may read, not post")
        BLOCK = "block", _("may not use the forum")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forum_sanctions")
    kind = models.CharField(_("measure"), max_length=8, choices=Kind.choices)
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)  # None for a warning only
    ended = models.DateTimeField(null=True, blank=True)  # by a moderator, before its time
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="warning") | Q(until__isnull=False), name="measure_that_stops_somebody_ends"
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], condition=Q(ended=None), name="measures_in_force")]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.person_id}: {self.kind}"


class Standing(models.Model):
    """What somebody has shown in the forum; trust grows with it (see moderating.trust)."""

    class Trust(models.IntegerChoices):
        """How much somebody may do."""

        NEW = 0, _("new")
        KNOWN = 1, _("known")
        TRUSTED = 2, _("trusted")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forum_standing")
    post_count = models.PositiveIntegerField(default=0)  # visible posts
    first_posted = models.DateTimeField(null=True, blank=True)
    # Set by a moderator, in place of what follows from use.
    fixed = models.PositiveSmallIntegerField(null=True, blank=True, choices=Trust.choices)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("standing in the forum")
        verbose_name_plural = _("standings in the forum")

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.user_id}: {self.post_count}"


class WatchedWord(models.Model):
    """A word or the domain of a link of which moderators want to know."""

    class Effect(models.TextChoices):
        """What happens to a post that has it."""

        REPORT = "report", _("it is shown, and moderators look at it")
        HOLD = "hold", _("it waits until a moderator looked at it")
        REFUSE = "refuse", _("it is refused, with a word of why")

    text = models.CharField(
        _("word, words or domain"),
        max_length=100,
        unique=True,
        help_text=_("For instance: free money, or betting.example"),
    )
    effect = models.CharField(_("what happens"), max_length=8, choices=Effect.choices, default=Effect.REPORT)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["text"]

    def __str__(self) -> str:
        """Return the word."""
        return self.text
