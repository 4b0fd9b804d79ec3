"""Initiatives on the screens of the editors."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from community.initiatives.editing.review import SUBMITTED
from community.initiatives.editing.sections import ALL, titles_of
from community.initiatives.people import history
from community.initiatives.transfer import InitiativeTransfer
from community.initiatives.viewsets import MembershipViewSet
from foundation.transfer.admin import offer_in_admin

offer_in_admin(InitiativeTransfer)


@hooks.register("register_admin_viewset")
def memberships() -> MembershipViewSet:
    """Who belongs to which initiative."""
    return MembershipViewSet()


@hooks.register("register_log_actions")
def what_owners_send(actions: Any) -> None:
    """Tell in the history of a page what its owners sent to the editors, and who came and went."""
    history.register(actions)

    @actions.register_action(SUBMITTED)
    class Submitted(LogFormatter):
        """Which sections."""

        label = gettext_lazy("Sent to the editors from the site")

        def format_message(self, log_entry: Any) -> str:
            """Name the sections."""
            slugs = log_entry.data.get("sections", [])
            titles = titles_of(section for section in ALL if section.slug in slugs)
            return _("Sent to the editors: %(sections)s") % {"sections": ", ".join(titles)}
