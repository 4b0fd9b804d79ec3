"""What is written between buddies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative
from community.initiatives.models.buddies import LONGEST_WORDS
from community.members.profiles.forms import ParagraphsField

CHOOSE = {"required": _("Make a choice."), "invalid_choice": _("Choose one from the list.")}


class AskForm(forms.Form):
    """What a starting initiative wants help with."""

    starter = forms.TypedChoiceField(label=_("For which initiative?"), coerce=int, error_messages=CHOOSE)
    question = ParagraphsField(
        label=_("What do you want help with?"),
        help_text=_("Tell where you are and what you run into. Two or three sentences are enough."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tell what you want help with.")},
    )

    def __init__(self, *args: Any, mine: Sequence[Initiative], **kwargs: Any) -> None:
        """Take the initiatives to ask for."""
        super().__init__(*args, **kwargs)
        self.mine = {initiative.pk: initiative for initiative in mine}
        choice: Any = self.fields["starter"]
        choice.choices = [(pk, page.title) for pk, page in self.mine.items()]
        if len(mine) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = mine[0].pk

    def clean_starter(self) -> Initiative:
        """The initiative itself."""
        return self.mine[self.cleaned_data["starter"]]


class AnswerForm(forms.Form):
    """A word with a yes or a no."""

    words = ParagraphsField(
        label=_("A word with your answer"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BroughtForm(forms.Form):
    """What it brought."""

    words = ParagraphsField(
        label=_("What did it bring you?"),
        help_text=_("What helped, what did you do differently? Your buddy and the editors can read it."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write in a few words what it brought you.")},
    )
    may_be_shared = forms.BooleanField(label=_("The network may tell others about it"), required=False)
