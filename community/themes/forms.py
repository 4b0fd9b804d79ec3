"""Choosing themes and describing tags in the admin."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ThemesInOrder:
    """The themes as choices; asked anew each time the form is shown."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        """No theme, then all of them."""
        from community.themes.queries import source_badges  # noqa: PLC0415 - forms are loaded before models

        yield ("", "---------")
        for badge in source_badges():
            yield (badge.pk, badge.name)


class ThemeChoice(forms.Select):
    """A list of the themes in their order, in the source language only."""

    @property  # type: ignore[override]  # any iterable of choices will do
    def choices(self) -> ThemesInOrder:
        """The themes."""
        return ThemesInOrder()

    @choices.setter
    def choices(self, value: Any) -> None:
        """Ignore what the model field offers: it would be the themes of all languages."""


class TagForm(WagtailAdminModelForm):
    """Name, address and other words of a tag."""

    keep_name = forms.BooleanField(
        label=_("Keep the present name as another word"),
        required=False,
        initial=True,
        help_text=_("When you change the name: whoever types the old name gets this tag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about the present name only where there is one; a new tag gets its address from its name."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields.pop("keep_name", None)
            if "slug" in self.fields:
                self.fields["slug"].required = False

    def is_valid(self) -> bool:
        """Whether everything can be saved; says at the word itself when it is there twice."""
        return super().is_valid() and not self._repeats_words()

    def _repeats_words(self) -> bool:
        """Whether two other words are the same, or one is the name itself; the database would refuse the lot."""
        repeats = False
        seen = {self.cleaned_data["name"].casefold()}
        for form in self.formsets["synonyms"].forms if "synonyms" in self.formsets else ():
            word = form.cleaned_data.get("name", "").casefold()
            if not word or form.cleaned_data.get("DELETE"):
                continue
            if word in seen:
                form.add_error("name", _("This word is here twice."))
                repeats = True
            seen.add(word)
        return repeats
