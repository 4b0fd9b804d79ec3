"""The form with which two initiatives meet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative
from community.initiatives.needs.introducing import LONGEST_TEXT
from community.members.conversations.forms import MessageForm

MYSELF = 0  # no initiative


class IntroduceForm(MessageForm):
    """The first message. `on_behalf_of`: the initiatives in whose name this person may speak; none leaves it out."""

    on_behalf_of = forms.TypedChoiceField(
        label=_("In the name of"),
        coerce=int,
        error_messages={"required": _("Make a choice."), "invalid_choice": _("Choose one from the list.")},
    )

    field_order = ["on_behalf_of", "subject", "text"]

    def __init__(self, *args: Any, mine: Sequence[Initiative], **kwargs: Any) -> None:
        """Take the initiatives to choose from."""
        super().__init__(*args, **kwargs)
        del self.fields["about_url"]
        self.fields["text"].max_length = LONGEST_TEXT  # type: ignore[attr-defined]
        self.mine = {initiative.pk: initiative for initiative in mine}
        if not mine:
            del self.fields["on_behalf_of"]
            return
        choice: Any = self.fields["on_behalf_of"]
        choice.choices = [*((pk, page.title) for pk, page in self.mine.items()), (MYSELF, _("Only myself"))]
        choice.initial = mine[0].pk

    def clean_on_behalf_of(self) -> Initiative | None:
        """The initiative itself."""
        return self.mine.get(self.cleaned_data["on_behalf_of"])
