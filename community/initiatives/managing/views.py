"""The owner's home of one initiative, and the list of somebody's initiatives."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.initiatives.access import initiative_for
from community.initiatives.buddies.queries import questions_waiting
from community.initiatives.editing.pages import surroundings
from community.initiatives.managing.queries import mine_of, waiting_count
from community.initiatives.people.inviting import invitations_for
from community.initiatives.people.queries import memberships_of, people_of, requests_of
from community.initiatives.permissions import can_edit
from community.initiatives.queries import directory_url
from community.members.requests import MemberRequest
from foundation.locales import active_locale_id
from foundation.paging import paged

PAGE_SIZE = 20


@login_required
@require_safe
def manage(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything there is to do for one initiative."""
    initiative = initiative_for(request.user, pk, may=can_edit)
    around = surroundings(request, initiative, "")
    context = {
        "title": around["profile_title"],
        "waiting": waiting_count(initiative.pk),
        "buddies_waiting": questions_waiting(initiative.pk),
        "people_count": people_of(initiative).count(),
    }
    return render(request, "initiatives/manage.html", {**around, **context})


@login_required
@require_safe
def my_initiatives(request: MemberRequest) -> HttpResponse:
    """What somebody belongs to, asked for, and is invited to."""
    pages = paged(request, memberships_of(request.user), size=PAGE_SIZE)
    return render(
        request,
        "initiatives/mine.html",
        {
            "title": _("My initiatives"),
            "listing": pages,
            "mine": mine_of(pages.items, of=request.user),
            "requests": list(requests_of(request.user)[:PAGE_SIZE]),
            "invitations": invitations_for(request.user),
            "directory_url": directory_url(active_locale_id()),
        },
    )
