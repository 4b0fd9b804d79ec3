"""Forms for starting an initiative."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Phase
from community.initiatives.starting.actions import Beginning
from community.places.models import Municipality
from community.themes.models import Theme
from community.themes.queries import badges, source_badges
from foundation.locales import active_locale_id

LONGEST_NAME = 100
LONGEST_ACTIVITIES = 4000
WRITE = _("Write this down.")
CHOOSE = _("Make a choice.")


class MunicipalityField(forms.ModelChoiceField):
    """A municipality, by name."""

    def __init__(self, **kwargs: Any) -> None:
        """Take them all, in alphabetical order."""
        super().__init__(
            Municipality.objects.defer("geometry").order_by("name"),
            label=_("Municipality"),
            empty_label=_("Choose your municipality"),
            **kwargs,
        )


class ThemeField(forms.ModelChoiceField):
    """A theme, by its name in the language in use."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        """Look for them by the number of the page: a number that the database cannot hold is then nobody's."""
        super().__init__(queryset, to_field_name="id", **kwargs)

    def label_from_instance(self, theme: Any) -> str:
        """What it is called here."""
        badge = badges(active_locale_id()).get(theme.pk)
        return badge.name if badge else str(theme)


class NameForm(forms.Form):
    """What it is called and where: to look whether it exists."""

    naam = forms.CharField(
        label=_("What is your initiative called?"),
        help_text=_("No name yet? Write what you want to do, for example “repair café”."),
        max_length=LONGEST_NAME,
    )
    gemeente = MunicipalityField(required=False)


class StartForm(forms.Form):
    """Enough for a first page; the rest comes later, a piece at a time."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of your initiative"), max_length=LONGEST_NAME, error_messages={"required": WRITE}
    )
    tagline = forms.CharField(
        label=_("In one sentence"),
        help_text=_("What do you do, for whom? At most 160 characters."),
        max_length=160,
        error_messages={"required": WRITE},
    )
    municipality = MunicipalityField(error_messages={"required": CHOOSE})
    place = forms.CharField(label=_("Village or neighbourhood"), max_length=80, required=False)
    phase = forms.ChoiceField(label=_("How far are you?"), choices=Phase.choices, initial=Phase.IDEA)
    theme = ThemeField(
        Theme.objects.none(),
        label=_("Theme that fits best"),
        help_text=_("It gives your page its colour. You can add more later."),
        empty_label=_("Choose a theme"),
        error_messages={"required": CHOOSE},
    )
    activities = forms.CharField(
        label=_("What do you do, or want to do?"),
        help_text=_("A few sentences are enough. You can go on later."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_ACTIVITIES,
        error_messages={"required": WRITE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the themes that are public today, in the order of the street; give the form its key."""
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["theme"]
        theme.queryset = Theme.objects.filter(pk__in=[badge.pk for badge in source_badges()]).order_by("path")
        self.fields["key"].initial = uuid.uuid4()

    def beginning(self) -> Beginning:
        """What was filled in."""
        return Beginning(**self.cleaned_data)
