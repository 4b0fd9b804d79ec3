"""Forms of Wagtail's user screens."""

from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


class UserCreationForm(WagtailUserCreationForm):
    """A new person."""


class UserEditForm(WagtailUserEditForm):
    """A known person."""
