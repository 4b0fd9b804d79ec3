"""The forum in the admin: its screens, and the way to what waits for moderators."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from community.forums.moderating.cases import waiting_count
from community.forums.permissions import may_moderate
from community.forums.viewsets import ForumViewSets


class QueueMenuItem(MenuItem):
    """To the queue, with how many things wait; for moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person decides about them."""
        return may_moderate(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """Count now: the item itself is kept between requests."""
        component = super().render_component(request)
        number = waiting_count()
        if number:
            component.label = _("%(label)s (%(number)s)") % {"label": self.label, "number": number}
        return component


@hooks.register("register_admin_viewset")
def forum_viewsets() -> ForumViewSets:
    """Forums and watched words."""
    return ForumViewSets()


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> QueueMenuItem:
    """What waits in the forum."""
    return QueueMenuItem(
        gettext_lazy("Forum: what waits"),
        reverse_lazy("moderation_queue"),
        name="forum-queue",
        icon_name="tasks",
        order=265,
    )


@hooks.register("register_permissions")
def forum_permissions() -> QuerySet[Permission]:
    """Let administrators say per role who moderates, and who talks along with municipalities and partners."""
    codenames = ("moderate_forum", "join_stakeholders")
    return Permission.objects.filter(content_type__app_label="forums", codename__in=codenames)
