"""Panels of the admin that Wagtail does not bring."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel


class ColourPanel(FieldPanel):
    """A hex colour, picked with the browser's own colour picker."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        """Take the field's name, in the form #RRGGBB."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "color"}))
        super().__init__(field_name, **kwargs)
