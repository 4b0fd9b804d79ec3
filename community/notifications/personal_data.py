"""What is kept about people and their news."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import User
from community.members.personal_data import PersonalData, personal_data
from community.notifications.kinds import news_kind
from community.notifications.models import (
    Announcement,
    Bounce,
    FollowChoice,
    IncomingMail,
    KindChoice,
    MailStop,
    Notification,
    NotificationSettings,
)
from community.notifications.queries import shown_news


def kind_in_words(name: str) -> str:
    """What a kind of news is called."""
    kind = news_kind(name)
    return str(kind.label) if kind else name


@personal_data
class Notifications(PersonalData):
    """What somebody was told, and what they did that others were told of."""

    name = "notifications"
    label = gettext_lazy("My notifications")
    models = ("notifications.Notification", "notifications.Announcement")
    order = 130

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with what it says to this person now; of what others were told only how much it was."""
        rows = list(Notification.objects.filter(recipient=user).order_by("pk"))
        news = shown_news(rows, to=user)
        told = Notification.objects.filter(actor=user).exclude(recipient=user).count()
        return [
            {
                _("kind"): kind_in_words(row.kind),
                _("about"): news[row.pk].title if row.pk in news else "",
                _("sent"): row.made,
                _("read"): row.read,
                _("by e-mail"): row.mailed,
            }
            for row in rows
        ] + ([{_("notifications of others about what I did"): told}] if told else [])

    def erase(self, user: User) -> None:
        """Delete them; what others were told stays without a name."""
        Notification.objects.filter(recipient=user).delete()
        for model in (Notification, Announcement):
            model._default_manager.filter(actor=user).update(actor=None)


@personal_data
class WaysToHear(PersonalData):
    """How somebody wants to hear of news."""

    name = "notification-settings"
    label = gettext_lazy("How I want to hear of news")
    models = ("notifications.NotificationSettings", "notifications.KindChoice")
    order = 131

    def of(self, user: User) -> list[dict[str, Any]]:
        """When mail may come, and each choice."""
        whens = [
            {
                _("no mail from"): row.quiet_from and f"{row.quiet_from:%H:%M}",
                _("until"): row.quiet_until and f"{row.quiet_until:%H:%M}",
                _("day of the weekly mail"): row.weekday + 1,
                _("no mail for now"): row.is_paused,
            }
            for row in NotificationSettings.objects.filter(user=user)
        ]
        kinds = [
            {_("kind"): kind_in_words(row.kind), _("choice"): str(row.get_channel_display())}
            for row in KindChoice.objects.filter(user=user).order_by("pk")
        ]
        follows = [
            {_("followed thing"): row.follow.object_id, _("choice"): str(row.get_channel_display())}
            for row in FollowChoice.objects.filter(follow__user=user).select_related("follow").order_by("pk")
        ]
        return whens + kinds + follows

    def erase(self, user: User) -> None:
        """Delete them."""
        NotificationSettings.objects.filter(user=user).delete()
        KindChoice.objects.filter(user=user).delete()
        FollowChoice.objects.filter(follow__user=user).delete()


@personal_data
class MailThatCameBack(PersonalData):
    """What mail servers said about somebody's mailbox."""

    name = "mailbox"
    label = gettext_lazy("Mail that came back")
    models = ("notifications.Bounce", "notifications.MailStop")
    order = 132

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each mail that came back, and since when none is sent."""
        return [
            {_("came back"): row.at, _("for good"): row.is_permanent, _("code"): row.status}
            for row in Bounce.objects.filter(user=user).order_by("pk")
        ] + [{_("no mail since"): row.since, _("code"): row.status} for row in MailStop.objects.filter(user=user)]

    def erase(self, user: User) -> None:
        """Delete it."""
        Bounce.objects.filter(user=user).delete()
        MailStop.objects.filter(user=user).delete()


@personal_data
class MailThatCameIn(PersonalData):
    """That somebody wrote to the site by mail; not what."""

    name = "incoming-mail"
    label = gettext_lazy("Mail that I sent to the site")
    models = ("notifications.IncomingMail",)
    order = 133

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each mail of the last 30 days, with what became of it."""
        return [
            {_("sent"): row.at, _("what became of it"): str(row.get_outcome_display())}
            for row in IncomingMail.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete it."""
        IncomingMail.objects.filter(user=user).delete()
