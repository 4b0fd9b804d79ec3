"""Wagtail's screens for people."""

from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from community.members.forms import UserCreationForm, UserEditForm


class UserViewSet(WagtailUserViewSet):
    """Wagtail's user screens with our forms."""

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002 - Wagtail's signature
        """Return the form for a new or a known person."""
        return UserEditForm if for_update else UserCreationForm
