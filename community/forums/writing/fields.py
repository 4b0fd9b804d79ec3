"""The field in which a post is written: an editor where there are scripts, a plain text area where there are none."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forums.writing.editing import in_form
from community.forums.writing.text import Text, clean_typed
from community.forums.writing.uploads import ACCEPTED
from foundation.rich_text import Typed


class PostWidget(forms.Textarea):
    """A text area that a script makes an editor of. The form that has it says for whom: `user`."""

    template_name = "forums/writing/editor.html"
    user: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed | None:
        """What was typed, in either of the two."""
        if f"{name}-html" in data:
            return Typed(data[f"{name}-html"], is_html=True)
        return Typed(data[name], is_html=False) if name in data else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither was sent."""
        return name not in data and f"{name}-html" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the same text for the editor, and its words."""
        plain, html = in_form(value, to=self.user) if value else ("", "")
        context = super().get_context(name, plain, attrs)
        context["widget"]["html"] = html
        context["words"] = words()
        context["addresses"] = {
            "upload": reverse("forum_upload"),
            "complete": reverse("forum_complete"),
            "accept": ACCEPTED,
        }
        return context

    def format_value(self, value: Any) -> str | None:
        """The text, with nothing done to it."""
        return value or None


def words() -> dict[str, str]:
    """What the editor says."""
    return {
        "toolbar": _("Make up"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "bullet": _("List"),
        "number": _("Numbered list"),
        "quote": _("Quote"),
        "link": _("Link"),
        "attach": _("Picture or file"),
        "undo": _("Undo"),
        "address": _("Where does the link lead?"),
        "set": _("Make link"),
        "unset": _("Remove link"),
        "alt": _("What can be seen on this picture?"),
        "altHint": _("For people who do not see it. “{name}”"),
        "altSet": _("Add picture"),
        "altSkip": _("It is decoration only"),
        "cancel": _("Leave it out"),
        "sending": _("“{name}” is being sent…"),
        "sent": _("“{name}” is added."),
        "failed": _("“{name}” could not be sent. Try again."),
        "found": _("{n} found. Choose with the arrows and Enter."),
        "none": _("Nothing found."),
        "suggestions": _("Whom or what do you mean?"),
        "quoteThis": _("Quote this"),
        "wrote": _("{name} wrote:"),
        "remove": _("Remove"),
    }


class PostField(forms.Field):
    """What somebody says; gives the clean text. The form that has it says for whom."""

    widget = PostWidget
    default_error_messages = {"required": gettext_lazy("Write something first.")}
    user: Any = None
    post: Any = None

    def to_python(self, value: Any) -> Text | None:
        """The text, clean. Raises ValidationError."""
        return clean_typed(value, by=self.user, post=self.post) if isinstance(value, Typed) else None

    def validate(self, value: Any) -> None:
        """Raise ValidationError for no text."""
        if value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whatever was sent counts."""
        return True
