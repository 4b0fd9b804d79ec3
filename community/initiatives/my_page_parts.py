"""What of somebody's initiatives stands on "My page"."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.initiatives.buddies.queries import questions_to_answer
from community.initiatives.managing.queries import mine_of
from community.initiatives.people.inviting import invitations_for
from community.initiatives.people.queries import memberships_of
from community.members.my_pages import Part, part_of_my_page

SHOWN = 5


@part_of_my_page(order=8)
def my_invitations(request: HttpRequest) -> Part | None:
    """The initiatives somebody is invited to."""
    invitations = invitations_for(request.user)
    if not invitations:
        return None
    return Part(
        title=_("You are invited"),
        template="initiatives/parts/invitations.html",
        context={"invitations": invitations},
        count=len(invitations),
    )


@part_of_my_page(order=10)
def my_initiatives(request: HttpRequest) -> Part:
    """What somebody belongs to, what would make its page better, and who wants to join."""
    memberships = list(memberships_of(request.user)[: SHOWN + 1])
    mine = mine_of(memberships[:SHOWN], of=request.user)
    return Part(
        title=_("My initiatives"),
        template="initiatives/parts/mine.html",
        context={"mine": mine, "has_more": len(memberships) > SHOWN},
        count=sum(one.requests for one in mine),
    )


@part_of_my_page(order=9)
def buddies_to_answer(request: HttpRequest) -> Part | None:
    """Who asks an initiative of somebody's to be a buddy."""
    questions = list(questions_to_answer(request.user)[:SHOWN])
    if not questions:
        return None
    return Part(
        title=_("They ask you to be a buddy"),
        template="initiatives/parts/buddies.html",
        context={"questions": questions},
        count=len(questions),
    )
