"""What of the member's own things stands on "My page"."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.members.conversations.queries import participations_in_order, shown_conversations
from community.members.follows.queries import described, follows_of
from community.members.my_pages import Part, part_of_my_page
from community.members.queries import UNREAD
from community.members.requests import MemberRequest
from community.members.welcome import steps_of_welcome
from community.members.welcome.queries import open_steps

SHOWN_CONVERSATIONS, SHOWN_FOLLOWS = 3, 8


@part_of_my_page(order=5)
def finish_your_welcome(request: MemberRequest) -> Part | None:
    """The steps of the welcome path that are still open."""
    still_open = open_steps(request.user)
    if not still_open:
        return None
    steps = [
        {"title": step.title, "url": reverse("welcome_step", args=(step.slug,)), "is_done": step not in still_open}
        for step in steps_of_welcome()
    ]
    return Part(title=_("Finish your welcome"), template="members/parts/welcome.html", context={"steps": steps})


@part_of_my_page(order=20)
def new_messages(request: MemberRequest) -> Part | None:
    """The conversations with something new."""
    unread = list(participations_in_order(request.user).filter(UNREAD)[: SHOWN_CONVERSATIONS + 1])
    if not unread:
        return None
    shown = shown_conversations(unread[:SHOWN_CONVERSATIONS], to=request.user)
    context = {"conversations": shown, "has_more": len(unread) > SHOWN_CONVERSATIONS}
    return Part(title=_("New messages"), template="members/parts/messages.html", context=context, count=len(unread))


@part_of_my_page(order=60)
def what_i_follow(request: MemberRequest) -> Part | None:
    """The newest things that somebody follows."""
    follows = list(follows_of(request.user).order_by("-since", "-pk")[: SHOWN_FOLLOWS + 1])
    things = described(follows[:SHOWN_FOLLOWS])
    if not things:
        return None
    context = {"things": things, "has_more": len(follows) > SHOWN_FOLLOWS}
    return Part(title=_("What I follow"), template="members/parts/follows.html", context=context)
