"""A few words from a fixed list, kept in one text column between commas: ",idee,opstart,"."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class WordListField(models.Field):
    """A list of words out of `choices`; filter with `field__contains=",word,"`.

    Not a CharField, although its column is one: wagtail-localize would send the words to the translators.
    """

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        """Take the words with their labels. They are not Django choices: the value is a list of them."""
        self.words = tuple(choices)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """The column is plain text."""
        return "CharField"

    def from_db_value(self, value: str | None, *_args: Any) -> list[str]:
        """Read the column."""
        return [word for word in (value or "").split(",") if word]

    def to_python(self, value: Any) -> list[str]:
        """Take a list, or the text of the column."""
        return list(value) if isinstance(value, list | tuple) else self.from_db_value(value)

    def get_prep_value(self, value: Any) -> str:
        """Write the column."""
        words = self.to_python(value)
        return f",{','.join(words)}," if words else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Write it for serialisers and revisions."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        """Refuse words that are not on the list."""
        known = {word for word, _label in self.words}
        if not set(value) <= known:
            raise ValidationError(_("Choose from the list."))
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes."""
        kwargs.pop("max_length", None)
        options = {
            "required": not self.blank,
            "label": self.verbose_name,
            "help_text": self.help_text,
            "choices": self.words,
            "widget": forms.CheckboxSelectMultiple,
        }
        return forms.MultipleChoiceField(**{**options, **{k: v for k, v in kwargs.items() if k == "widget"}})

    def labels(self, words: Iterable[str]) -> list[str]:
        """The labels of these words, in the order of the list."""
        chosen = set(words)
        return [str(label) for word, label in self.words if word in chosen]
