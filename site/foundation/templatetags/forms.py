"""How a field of a form is drawn."""

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.simple_tag
def field_kind(field: BoundField) -> str:
    """How a field is laid out: "tick" (one box before its label), "group" (boxes under a legend) or "line"."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "line"
