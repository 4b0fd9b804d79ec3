"""What stands around each form of the editor: the sections, how far the profile is, what waits."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.initiatives.access import initiative_for
from community.initiatives.completeness import completeness_of, latest_content
from community.initiatives.editing import english
from community.initiatives.editing.actions import is_locked_for
from community.initiatives.editing.review import pending_of
from community.initiatives.editing.sections import ENGLISH, NEEDS, SECTIONS, Content, titles_of
from community.initiatives.managing.states import states_of
from community.initiatives.models import Initiative
from community.initiatives.permissions import can_edit, may_publish_at_once


@dataclass(frozen=True, slots=True)
class Step:
    """A section in the list of sections."""

    title: str
    url: str
    is_filled: bool
    is_current: bool


def profile_for(user: Any, pk: int) -> Initiative:
    """The profile in the source language that this person may change, given its key in any. Raises Http404."""
    initiative = initiative_for(user, pk)
    if not can_edit(user, initiative):
        raise Http404
    return initiative


def edit_url(page: Initiative, section: str) -> str:
    """Where a section is edited."""
    if section == NEEDS.slug:
        return reverse("initiative_needs", args=(page.pk,))
    return reverse("initiative_edit", args=(page.pk, section))


def steps_of(page: Initiative, content: Content, current: str, *, has_english: bool) -> list[Step]:
    """All sections in the order in which a profile is written."""
    steps = [
        Step(str(section.title), edit_url(page, section.slug), section.is_filled(content), section.slug == current)
        for section in SECTIONS
    ]
    needs = Step(str(NEEDS.title), edit_url(page, NEEDS.slug), NEEDS.is_filled(content), current == NEEDS.slug)
    steps.insert(3, needs)
    steps.append(Step(_("English text"), edit_url(page, ENGLISH), has_english, current == ENGLISH))
    return steps


def surroundings(request: HttpRequest, page: Initiative, current: str) -> dict[str, Any]:
    """The context that all pages of the editor share."""
    content = latest_content(page)
    pending, state = pending_of(page), states_of([page])[page.pk]
    steps = steps_of(page, content, current, has_english=bool(pending.translations) or english.is_there(page))
    following = next((after for step, after in pairwise(steps) if step.is_current), None)
    return {
        "initiative": page,
        "section_slug": current,
        "profile_title": content.get("title") or page.title,
        "steps": steps,
        "position": next((number for number, step in enumerate(steps, start=1) if step.is_current), 0),
        "following": following,
        "progress": completeness_of(page),
        "state": state,
        "is_waiting": state.name in ("waiting", "live-waiting"),
        "pending": pending,
        "pending_titles": pending_titles(page, pending),
        "publishes": may_publish_at_once(request.user, page),
        "is_locked": is_locked_for(request.user, page),
        "manage_url": reverse("initiative_manage", args=(page.pk,)),
        "page_url": (page.url or "") if page.live else "",
    }


def pending_titles(page: Initiative, pending: Any) -> str:
    """What is not online yet, in a line; nothing for a page that never was: there that is everything."""
    if not page.live:
        return ""
    titles = titles_of(pending.sections) + ([_("English text")] if pending.translations else [])
    return ", ".join(titles)
