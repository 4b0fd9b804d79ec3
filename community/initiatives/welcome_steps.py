"""The step of the welcome path that asks which initiative somebody belongs to."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.initiatives.people.inviting import invitations_for
from community.initiatives.people.queries import memberships_of, requests_of
from community.initiatives.starting.forms import NameForm
from community.initiatives.starting.similar import similar_to
from community.members.welcome import welcome_step

SHOWN = 5


@welcome_step(
    slug="initiatief",
    title=_("Do you belong to an initiative?"),
    template="initiatives/welcome/initiative.html",
    order=20,
)
def initiative(request: HttpRequest) -> dict[str, Any] | None:
    """Look for it and join, or start one; having none is fine. A POST says that this is settled."""
    if request.method == "POST":
        return None
    search = NameForm(request.GET if "naam" in request.GET else None)
    context: dict[str, Any] = {
        "search": search,
        "invitations": invitations_for(request.user),
        "memberships": list(memberships_of(request.user)[:SHOWN]),
        "requests": list(requests_of(request.user)[:SHOWN]),
    }
    if search.is_valid():
        municipality = search.cleaned_data["gemeente"]
        context["similar"] = similar_to(
            search.cleaned_data["naam"], municipality_id=municipality.pk if municipality else None, to=request.user
        )
        context["query"] = request.GET.urlencode()
    return context
