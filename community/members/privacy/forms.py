"""What somebody fills in to leave."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import User


class LeavingForm(forms.Form):
    """A second thought, in one's own writing."""

    address = forms.CharField(
        label=gettext_lazy("Your e-mail address, to be sure"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type your e-mail address if you want to delete your account.")},
    )
    clear_contact_details = forms.BooleanField(
        label=gettext_lazy("Also take my name, e-mail address and telephone number off these pages"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, user: User, is_named: bool, **kwargs: Any) -> None:
        """Ask about pages only who is named on some."""
        super().__init__(*args, **kwargs)
        self.user = user
        if not is_named:
            del self.fields["clear_contact_details"]
        self.order_fields(["clear_contact_details", "address"])

    def clean_address(self) -> str:
        """The address of this very account, whatever its capitals."""
        address: str = self.cleaned_data["address"].strip()
        if address.lower() != self.user.email.lower():
            raise forms.ValidationError(
                _("This is not the e-mail address of your account. That is %(address)s.") % {"address": self.user.email}
            )
        return address

    @property
    def keeps_contact_details(self) -> bool:
        """Whether the person wants to stay named on pages."""
        return not self.cleaned_data.get("clear_contact_details", True)
