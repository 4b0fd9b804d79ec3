"""How somebody wants to hear of news. Without a row the default of each kind holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.members.models import Follow

MONDAY = 0  # as date.weekday() counts
MORNING = 8  # hour of the day in Europe/Amsterdam at which digests go out


class Channel(models.TextChoices):
    """How news reaches somebody; on the site it always does, but for SILENT."""

    AT_ONCE = "at_once", _("by e-mail, at once")
    DAILY = "daily", _("by e-mail, once a day")
    WEEKLY = "weekly", _("by e-mail, once a week")
    SITE = "site", _("only on the site")
    SILENT = "silent", _("not at all")


class NotificationSettings(models.Model):
    """When mail may come."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_settings"
    )
    # No mail between these times of the day in Europe/Amsterdam; it comes when they are over. Both, or neither.
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("until"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the weekly mail"), default=MONDAY)
    is_paused = models.BooleanField(_("no mail for now"), default=False)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("notification settings")
        verbose_name_plural = _("notification settings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_is_one_of_seven"),
        ]

    def __str__(self) -> str:
        """Return whose they are."""
        return str(self.user_id)


class KindChoice(models.Model):
    """How somebody wants to hear of one kind of news."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("choice about a kind of news")
        verbose_name_plural = _("choices about kinds of news")
        constraints = [models.UniqueConstraint("user", "kind", name="one_choice_per_kind_of_news")]

    def __str__(self) -> str:
        """Return who chose what."""
        return f"{self.user_id}: {self.kind} {self.channel}"


class FollowChoice(models.Model):
    """How somebody wants to hear of one thing they follow, where that differs from the kind: a digest per theme."""

    follow = models.OneToOneField(Follow, on_delete=models.CASCADE, related_name="choice")
    channel = models.CharField(max_length=8, choices=Channel.choices)

    wagtail_reference_index_ignore = True  # there are very many: no list of what refers to what

    class Meta:
        verbose_name = _("choice about something followed")
        verbose_name_plural = _("choices about things followed")

    def __str__(self) -> str:
        """Return what was chosen."""
        return f"{self.follow_id}: {self.channel}"
