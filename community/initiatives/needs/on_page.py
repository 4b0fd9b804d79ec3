"""What the public page of an initiative shows of needs, offers and buddies."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.initiatives.buddies.queries import buddies_on_page
from community.initiatives.models import Direction, Initiative, NeedOrOffer
from community.initiatives.needs.board import respond_url
from community.initiatives.needs.explaining import shown_matches
from community.initiatives.needs.matching import todays_matches
from community.initiatives.permissions import source_pk_of

MOST_WISHES = 3  # of which the owner sees on the page itself what fits


def finding_context(initiative: Initiative, *, is_owner: bool) -> dict[str, Any]:
    """Needs and offers of today; for its owners what fits them, for others the way to respond; buddies.

    One query, and for owners those of the matches.
    """
    today = timezone.localdate()
    entries = [entry for entry in initiative.needs_and_offers.all() if entry.until is None or entry.until >= today]
    can_respond = bool(initiative.pk and initiative.live and not is_owner)
    shown = [(entry.direction, shown_entry(initiative, entry, can_respond=can_respond)) for entry in entries]
    pk = source_pk_of(initiative) if initiative.pk else None
    return {
        "needs": [entry for direction, entry in shown if direction == Direction.NEED],
        "offers": [entry for direction, entry in shown if direction == Direction.OFFER],
        "matches": shown_matches(todays_matches(pk)[:MOST_WISHES]) if is_owner and pk and initiative.live else [],
        "matches_url": reverse("initiative_needs", args=(pk,)) if is_owner and pk else "",
        "buddy_facts": buddy_facts(initiative) if initiative.pk else [],
        "buddy_url": reverse("buddy_ask", args=(pk,)) if can_respond and initiative.buddy_offer else "",
    }


def shown_entry(initiative: Initiative, entry: NeedOrOffer, *, can_respond: bool) -> dict[str, str]:
    """A need or offer, with where one responds to it."""
    url = respond_url(initiative.pk, entry.direction, entry.title) if can_respond and initiative.pk else ""
    return {"title": entry.title, "note": entry.note, "respond_url": url}


def buddy_facts(initiative: Initiative) -> list[dict[str, str]]:
    """Whom it goes along with just now, as facts."""
    labels = {"coach": _("Buddy of"), "starter": _("Has as a buddy")}
    return [{"label": labels[role], "value": title, "url": url} for role, title, url in buddies_on_page(initiative)]
