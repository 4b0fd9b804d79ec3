"""Choosing themes and tags in the admin."""

from collections.abc import Iterator
from typing import Any

from django import forms


class ThemeChoice(forms.Select):
    """A list of the themes in their order, in the source language only."""

    @property
    def choices(self) -> Iterator[tuple[Any, str]]:
        """The themes; asked anew each time the form is shown."""
        from community.themes.queries import source_badges  # noqa: PLC0415 - forms are loaded before models

        yield ("", "---------")
        for badge in source_badges():
            yield (badge.pk, badge.name)

    @choices.setter
    def choices(self, value: Any) -> None:
        """Ignore what the model field offers: it would be the themes of all languages."""
