"""The log of all that moderators did."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.forums.models import ModerationAction
from community.forums.moderating.access import for_moderators
from community.forums.moderating.moderators import moderators
from community.forums.moderating.places import AFTER_PARAMETER, Place
from community.forums.moderating.records import records_after
from community.members.queries import people_shown
from community.members.requests import MemberRequest

VERB_PARAMETER, ACTOR_PARAMETER, PERSON_PARAMETER = "wat", "door", "over"
MOST_DIGITS = 18  # of a primary key: what fits in the database's integer


@for_moderators
@require_safe
def log(request: MemberRequest) -> HttpResponse:
    """What was done, newest first; by verb, moderator, person. Raises Http404 for a choice that is not there."""
    verb = request.GET.get(VERB_PARAMETER, "")
    if verb and verb not in ModerationAction.Verb.values:
        raise Http404
    actor, person = number_of(request, ACTOR_PARAMETER), number_of(request, PERSON_PARAMETER)
    records = records_after(Place.asked(request), to=request.user, verb=verb, actor=actor, person=person)
    asked = {VERB_PARAMETER: verb, ACTOR_PARAMETER: actor, PERSON_PARAMETER: person}
    chosen = {name: value for name, value in asked.items() if value}
    keepers = people_shown(moderators().values_list("pk", flat=True), to=request.user)
    context = {
        "title": _("Log of moderation"),
        "records": records,
        "next_url": f"?{urlencode({**chosen, AFTER_PARAMETER: records.next_place})}" if records.next_place else "",
        "verbs": ModerationAction.Verb.choices,
        "verb": verb,
        "keepers": sorted((keeper.name, pk) for pk, keeper in keepers.items()),
        "actor": actor,
        "person": people_shown([person], to=request.user)[person] if person else None,
        "person_pk": person,
        "is_filtered": bool(chosen),
    }
    return render(request, "forums/moderating/log.html", context)


def number_of(request: MemberRequest, name: str) -> int | None:
    """The primary key in the address; None for none. Raises Http404 for what is no number."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise Http404
    return int(text)
