"""How far a page is, in words for its people."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.initiatives.models import Initiative
from community.initiatives.moderation import Decision, decisions_on


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is: a short label, a sentence, the kind of message that fits it, and what an editor wrote."""

    name: str
    label: str
    text: str
    kind: str = "info"
    comment: str = ""

    @property
    def is_public(self) -> bool:
        """Whether everybody can see the page."""
        return self.name.startswith("live")


def state_of(page: Initiative, decision: Decision | None) -> PageState:
    """How far this page is."""
    return public_state(page, decision) if page.live else draft_state(page, decision)


def draft_state(page: Initiative, decision: Decision | None) -> PageState:
    """The state of a page that is not public."""
    if decision and decision.is_waiting:
        return PageState(
            "waiting",
            _("waits for the editors"),
            _("The editors look at your page before it goes online. You get mail. Meanwhile you can go on writing."),
        )
    if decision and decision.is_sent_back:
        text = _("The editors ask you to change something before your page goes online.")
        return PageState("sent-back", _("back with you"), text, "warning", decision.comment)
    if page.first_published_at:
        text = _("The editors took this page offline. Ask them why.")
        return PageState("offline", _("offline"), text, "warning")
    return PageState("draft", _("draft"), _("Only you and the editors see this page."))


def public_state(page: Initiative, decision: Decision | None) -> PageState:
    """The state of a page that everybody can see."""
    if decision and decision.is_waiting:
        text = _("Your page is online. The editors look at your newest changes; you get mail.")
        return PageState("live-waiting", _("online, changes wait"), text)
    if decision and decision.is_sent_back:
        text = _("Your page is online. The editors ask you to look at your newest changes again.")
        return PageState("live-sent-back", _("online, changes came back"), text, "warning", decision.comment)
    if page.has_unpublished_changes:
        text = _("Your page is online. You have changes that are not online yet.")
        return PageState("live-changed", _("online, with a draft"), text)
    return PageState("live", _("online"), _("Your page is online, as you wrote it last."), "ok")


def states_of(pages: Iterable[Initiative]) -> dict[int, PageState]:
    """How far these pages are, by primary key: one query."""
    pages = list(pages)
    decisions = decisions_on([page.pk for page in pages]) if pages else {}
    return {page.pk: state_of(page, decisions.get(page.pk)) for page in pages}
