"""How somebody wants to hear of news."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.notifications.choosing import chosen_channels
from community.notifications.kinds import NewsKind, news_kinds
from community.notifications.models import Channel, NotificationSettings
from community.notifications.queries import Choosable

AS_THE_KIND = "kind"
WRONG_WAY = _("Choose one of the ways in the list.")
WRONG_TIME = _("Write a time like 22:00.")


class SettingsForm(forms.Form):
    """A way for each kind of news and each followed theme, and when mail may come."""

    quiet_from = forms.TimeField(
        label=_("No mail from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": WRONG_TIME},
    )
    quiet_until = forms.TimeField(
        label=_("until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": WRONG_TIME},
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly mail"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        error_messages={"invalid_choice": _("Choose one of the seven days.")},
    )
    is_paused = forms.BooleanField(
        label=_("No mail for now"),
        required=False,
        help_text=_("You see everything here. What comes in the meantime is not mailed later."),
    )

    def __init__(self, data: Any = None, *, user: User, choosable: list[Choosable]) -> None:
        """Take whose they are, and the followed things to choose for."""
        kept = NotificationSettings.objects.filter(user=user).first() or NotificationSettings(user=user)
        fields = ("quiet_from", "quiet_until", "weekday", "is_paused")
        super().__init__(data, initial={name: getattr(kept, name) for name in fields})
        chosen = chosen_channels(user)
        self.kinds = [kind for kind in news_kinds() if kind.concerns(user)]
        self.choosable = choosable
        for kind in self.kinds:
            self.fields[field_of_kind(kind)] = WayField(
                kind.label, list(kind.channels), initial=chosen[kind.name], hint=kind.explanation
            )
        for each in choosable:
            self.fields[field_of_follow(each)] = WayField(
                each.thing.title, list(Channel), initial=each.chosen or AS_THE_KIND, otherwise=_("as chosen above")
            )

    def clean(self) -> dict[str, Any]:
        """Both ends of the quiet hours, or neither."""
        found = super().clean() or {}
        ends = {name: found.get(name) for name in ("quiet_from", "quiet_until")}
        if self.errors.keys() & ends.keys():
            return found
        missing = [name for name, clock in ends.items() if clock is None]
        if len(missing) == 1:
            self.add_error(missing[0], ValidationError(_("Fill in both times, or neither.")))
        elif not missing and ends["quiet_from"] == ends["quiet_until"]:
            self.add_error("quiet_until", ValidationError(_("Choose two different times.")))
        return found

    def of_kinds(self) -> list[BoundField]:
        """The fields of the kinds of news."""
        return [self[field_of_kind(kind)] for kind in self.kinds]

    def of_follows(self) -> list[BoundField]:
        """The fields of what is followed."""
        return [self[field_of_follow(each)] for each in self.choosable]

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as `choosing.keep_settings` takes it."""
        found = self.cleaned_data
        return {
            "kinds": {kind.name: found[field_of_kind(kind)] for kind in self.kinds},
            "follows": {each.follow_id: way_of(found[field_of_follow(each)]) for each in self.choosable},
            "when": {name: found[name] for name in ("quiet_from", "quiet_until", "weekday", "is_paused")},
        }


class WayField(forms.ChoiceField):
    """A list of ways to hear of something. With `otherwise` there is one more: as the kind of news says."""

    def __init__(
        self, label: Any, channels: list[Channel], *, initial: str, hint: Any = "", otherwise: Any = ""
    ) -> None:
        """Take the ways and the one that is chosen now."""
        choices: list[tuple[str, Any]] = [(channel.value, channel.label) for channel in channels]
        self.otherwise = AS_THE_KIND if otherwise else ""
        if otherwise:
            choices.insert(0, (AS_THE_KIND, otherwise))
        messages = {"invalid_choice": WRONG_WAY, "required": WRONG_WAY}
        super().__init__(label=label, help_text=hint, choices=choices, initial=initial, error_messages=messages)

    def clean(self, value: Any) -> str:
        """The way. What was followed after the form was shown stays as its kind says."""
        return str(super().clean(value or self.otherwise))


def way_of(choice: str) -> str | None:
    """The way that was chosen; None for that of the kind."""
    return None if choice == AS_THE_KIND else choice


def field_of_kind(kind: NewsKind) -> str:
    """The name of its field."""
    return f"kind-{kind.name}"


def field_of_follow(each: Choosable) -> str:
    """The name of its field."""
    return f"follow-{each.follow_id}"
