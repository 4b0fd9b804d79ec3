"""The form for the English text: beside each Dutch text a field of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.editing.english import FIELDS, LANGUAGE, fits, pieces_of
from community.initiatives.editing.sections import STORY, Content, value_of
from community.initiatives.models import Initiative
from community.members.profiles.forms import LineField
from foundation.blocks import STORY_FEATURES
from foundation.rich_text import RichTextFormField, as_shown

LABELS = {
    "title": gettext_lazy("Name"),
    "tagline": gettext_lazy("In one sentence"),
    "began": gettext_lazy("How it began"),
    "activities": gettext_lazy("What we do"),
    "success": gettext_lazy("What works well"),
    "obstacles": gettext_lazy("Bumps on the road"),
    "current": gettext_lazy("What is going on now"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A Dutch text and the field for the English one; `theirs` is what somebody else wrote there meanwhile."""

    dutch: Any
    field: BoundField
    is_outdated: bool
    theirs: Any = ""


class EnglishForm(forms.Form):
    """A field for each text that the Dutch profile has."""

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        """Take the newest Dutch version."""
        super().__init__(*args, **kwargs)
        self.dutch = {name: str(value_of(content, name)) for name in FIELDS if value_of(content, name)}
        for name in self.dutch:
            self.fields[name] = self.field_for(name)

    @staticmethod
    def field_for(name: str) -> forms.Field:
        """A field like the Dutch one; nothing has to be translated."""
        if name in STORY:
            field: forms.Field = RichTextFormField(STORY_FEATURES, label=LABELS[name], required=False)
        else:
            longest = Initiative._meta.get_field(name).max_length
            widget = forms.Textarea(attrs={"rows": 2}) if name == "tagline" else forms.TextInput()
            field = LineField(label=LABELS[name], required=False, max_length=longest, widget=widget)
        field.widget.attrs["lang"] = LANGUAGE
        return field

    def clean(self) -> dict[str, Any]:
        """Both texts have the same pieces."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in STORY:
            text = cleaned.get(name)
            if text and not fits(text, self.dutch[name]):
                self.add_error(name, self.difference(text, self.dutch[name]))
        return cleaned

    @staticmethod
    def difference(english: str, dutch: str) -> str:
        """What is different."""
        ours, theirs = len(pieces_of(dutch)), len(pieces_of(english))
        if ours == theirs:
            return _("There is a link here that the Dutch text does not have at this place. Take it away.")
        message = _(
            "The Dutch text has %(ours)s pieces, your English text %(theirs)s. "
            "Use the same paragraphs and points, in the same order."
        )
        return message % {"ours": ours, "theirs": theirs}

    def texts(self) -> dict[str, str]:
        """What was written."""
        return {name: self.cleaned_data.get(name) or "" for name in self.dutch}

    def pairs(self, outdated: list[str], theirs: dict[str, str] | None = None) -> Iterator[Pair]:
        """Each Dutch text with its field."""
        for name, text in self.dutch.items():
            other = (theirs or {}).get(name, "")
            shown = as_shown if name in STORY else str
            yield Pair(shown(text), self[name], name in outdated, shown(other) if other else "")
