"""Which owners were asked whether something they look for or offer still stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.initiatives.models.choices import Direction, NeedKind


class NeedReminder(models.Model):
    """The owners of an initiative got mail about a need or offer that ends.

    What is published gets new rows each time, so this names the need or offer by what it says, in the source language.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="need_reminders")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    kind = models.CharField(max_length=14, choices=NeedKind.choices)
    title = models.CharField(max_length=80)
    until = models.DateField()
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder of a need or offer")
        verbose_name_plural = _("reminders of needs and offers")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "direction", "kind", "title", "until"], name="one_reminder_of_a_need"
            )
        ]

    def __str__(self) -> str:
        """Return what it is about."""
        return self.title
