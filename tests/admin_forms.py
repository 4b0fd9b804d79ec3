"""What the admin's forms send when somebody presses a button."""

from typing import Any

from django.forms import BaseForm
from django.test import Client
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.test.utils.form_data import rich_text


def data_of(form: BaseForm) -> dict[str, Any]:
    """All that the browser sends for this form as it stands; bodies of blocks are taken for empty."""
    data: dict[str, Any] = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(bound.field, BlockField):
            data[f"{bound.html_name}-count"] = "0"
        elif isinstance(widget, DraftailRichTextArea):
            data[bound.html_name] = rich_text(value or "")
        else:
            shown = widget.format_value(value)
            if isinstance(shown, list) and not getattr(widget, "allow_multiple_selected", False):
                shown = shown[0] if shown else ""
            if shown not in (None, False, ""):
                data[bound.html_name] = shown
    for formset in getattr(form, "formsets", {}).values():
        data |= {field.html_name: field.value() or 0 for field in formset.management_form}
        for child in formset.forms:
            data |= data_of(child)
    return data


def filled_form(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """The data of the form at this address, with changes: `tags__0__name="x"` is the field tags-0-name."""
    form = client.get(url).context["form"]
    return data_of(form) | {name.replace("__", "-"): value for name, value in changes.items()}
