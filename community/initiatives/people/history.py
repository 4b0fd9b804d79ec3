"""What changes in who belongs to an initiative, in the history of its page.

Only the number of the person is kept: the history shows their name as it is now, and none of who left the site.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from community.initiatives.models import Initiative, Role
from community.initiatives.people.names import name_of
from community.members.models import User

PREFIX = "initiatives.people."
JOINED, APPOINTED, MADE_OWNER, MADE_MEMBER, REMOVED, LEFT, HANDED_OVER = (
    PREFIX + word for word in ("joined", "appointed", "made_owner", "made_member", "removed", "left", "handed_over")
)
SENTENCES = {
    JOINED: (gettext_lazy("Came to belong"), gettext_lazy("%(who)s came to belong to it as %(role)s")),
    APPOINTED: (gettext_lazy("Appointed"), gettext_lazy("%(who)s appointed as %(role)s by the editors")),
    MADE_OWNER: (gettext_lazy("Made owner"), gettext_lazy("%(who)s made owner")),
    MADE_MEMBER: (gettext_lazy("Owner no more"), gettext_lazy("%(who)s is a member now, and no owner any more")),
    REMOVED: (gettext_lazy("Removed from the people"), gettext_lazy("%(who)s removed from its people")),
    LEFT: (gettext_lazy("Left"), gettext_lazy("%(who)s left it")),
    HANDED_OVER: (gettext_lazy("Handed over"), gettext_lazy("Handed over to %(who)s")),
}


def note(action: str, initiative: Initiative, user_id: int, *, by: User, role: str = "") -> None:
    """Write in the history of the page what happened to this person."""
    log(instance=initiative, action=action, user=by, data={"person": user_id, "role": role})


class PeopleFormatter(LogFormatter):
    """Says it in words."""

    def format_message(self, log_entry: Any) -> str:
        """The sentence with the name of the person."""
        user = User.objects.filter(pk=log_entry.data.get("person")).first()
        who = name_of(user) if user else _("Somebody who left the site")
        role = dict(Role.choices).get(log_entry.data.get("role"), "")
        return str(SENTENCES[log_entry.action][1]) % {"who": who, "role": str(role).lower()}


def register(actions: Any) -> None:
    """Make these known to Wagtail."""
    for action, (label, _sentence) in SENTENCES.items():
        actions.register_action(action)(type("Formatter", (PeopleFormatter,), {"label": label}))
