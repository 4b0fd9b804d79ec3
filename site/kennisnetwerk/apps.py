"""The project itself, and Wagtail's user administration with our own user model."""

from wagtail.users.apps import WagtailUsersAppConfig


class MembersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, for a user who signs in by e-mail address."""

    user_viewset = "community.members.viewsets.UserViewSet"
