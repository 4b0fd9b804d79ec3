"""Forms of Wagtail's user screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


class UserCreationForm(WagtailUserCreationForm):
    """A new person."""


class UserEditForm(WagtailUserEditForm):
    """A known person."""


class LoginForm(WagtailLoginForm):
    """Wagtail's sign-in form, of which one label knows no other language than English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the password."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
