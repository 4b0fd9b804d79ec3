"""Buddies: an experienced initiative goes along with a starting one for a while."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 2000  # characters


class Buddyship(models.Model):
    """Two initiatives go along together; both pages in the source language."""

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("asked")
        RUNNING = "running", _("going on")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        FINISHED = "finished", _("finished")

    OPEN = (State.ASKED, State.RUNNING)

    coach = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="buddies_coached")
    starter = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="buddies_asked")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    question = models.TextField(_("what you want help with"), max_length=LONGEST_WORDS)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("a word with it"), max_length=LONGEST_WORDS, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    brought_coach = models.TextField(_("what it brought the coach"), max_length=LONGEST_WORDS, blank=True)
    brought_starter = models.TextField(_("what it brought the starter"), max_length=LONGEST_WORDS, blank=True)
    # Whether the editors may tell others what it brought.
    coach_shares = models.BooleanField(_("may be shared"), default=False)
    starter_shares = models.BooleanField(_("may be shared"), default=False)

    class Meta:
        verbose_name = _("buddies")
        verbose_name_plural = _("buddies")
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "starter"],
                condition=models.Q(state__in=["asked", "running"]),
                name="one_open_buddyship_per_pair",
            ),
            models.CheckConstraint(condition=~models.Q(coach=models.F("starter")), name="no_buddy_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["coach", "state"], name="buddies_of_a_coach"),
            models.Index(fields=["starter", "state"], name="buddies_of_a_starter"),
        ]

    def __str__(self) -> str:
        """Return who goes along with whom."""
        return f"{self.coach} – {self.starter}"
