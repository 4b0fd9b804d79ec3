"""Writing a message. The names of the fields are those of what the actions take."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.members.models.conversation import LONGEST_MESSAGE, LONGEST_SUBJECT
from community.members.profiles.forms import LineField, ParagraphsField

LARGEST = 2**63 - 1  # that fits in the database's integer


class HiddenValue:
    """A hidden field: what no form of ours sends counts as nothing."""

    def clean(self, value: Any) -> Any:
        """The value, or None."""
        try:
            return super().clean(value)  # type: ignore[misc] # of the field this is mixed into
        except ValidationError:
            return None


class HiddenKey(HiddenValue, forms.UUIDField):
    """A key of this showing of the form."""


class HiddenNumber(HiddenValue, forms.IntegerField):
    """A primary key."""


class MessageText(forms.Form):
    """What somebody says."""

    text = ParagraphsField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )
    # Sent twice, the form makes one message.
    form_key = HiddenKey(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class AnswerForm(MessageText):
    """What somebody says in a conversation; `seen` is the latest message they had before them."""

    seen = HiddenNumber(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field by what it is here."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your answer")


class MessageForm(MessageText):
    """The first message of a conversation."""

    subject = LineField(
        label=_("What is it about?"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Write in a few words what it is about.")},
    )
    about_url = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["subject", "text"]
