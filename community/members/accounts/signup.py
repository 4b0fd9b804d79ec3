"""What somebody tells when signing up, besides an address and perhaps a password."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.members.actions import agree_to_terms


class SignupForm(forms.Form):
    """allauth builds its own form on top of this one."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    agrees = forms.BooleanField(
        error_messages={"required": _("Tick this box if you agree. Without it we cannot make an account.")},
    )

    field_order = ["first_name", "last_name", "email", "password1", "agrees"]

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep what was agreed to; allauth kept the names."""
        agree_to_terms(user)
