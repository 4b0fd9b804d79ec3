"""Forms of Wagtail's user screens."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from community.members.accounts.actions import give_address


class GivesAddress(forms.ModelForm):
    """Goes before a form of Wagtail's: the address in it is the one to log in with, once its owner confirmed it."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Keep the person, and the address where it changed."""
        user = super().save(commit)
        if commit and "email" in self.changed_data:
            give_address(user)
        return user


class UserCreationForm(GivesAddress, WagtailUserCreationForm):
    """A new person, who logs in with a code until they choose a password."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Make the account."""
        self.instance.set_unusable_password()
        return super().save(commit)


class UserEditForm(GivesAddress, WagtailUserEditForm):
    """A known person."""
