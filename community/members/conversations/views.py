"""Pages of messages."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.conversations import actions
from community.members.conversations.forms import AnswerForm, HiddenNumber, MessageForm
from community.members.conversations.permissions import participation_of
from community.members.conversations.queries import (
    blocked_by,
    messages_in,
    others_by_conversation,
    participations_in_order,
    readers_left,
    shown_conversations,
    shown_messages,
)
from community.members.models import Participation
from community.members.profiles.queries import shown_profile
from community.members.queries import people_shown
from community.members.requests import MemberRequest
from foundation.paging import paged

CONVERSATIONS_A_PAGE, MESSAGES_A_PAGE = 20, 30
OK, TOO_MANY = 200, 429

Sent = TypeVar("Sent")


@login_required
@require_safe
def conversations(request: MemberRequest) -> HttpResponse:
    """All conversations of a member."""
    listing = paged(request, participations_in_order(request.user), size=CONVERSATIONS_A_PAGE)
    shown = shown_conversations(listing.items, to=request.user)
    return render(
        request,
        "members/conversations.html",
        {"title": _("Messages"), "listing": listing, "conversations": shown, "blocked": blocked_by(request.user)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: MemberRequest, public_id: UUID) -> HttpResponse:
    """One conversation, and an answer to it. Raises Http404 for who does not take part."""
    mine = own_participation(request, public_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    message, status = sent(form, partial(actions.answer, mine.conversation, by=request.user))
    if message:
        messages.success(request, _("Your answer is sent."))
        return redirect("conversation", public_id)
    listing = paged(request, messages_in(mine.conversation), size=MESSAGES_A_PAGE)
    shown = shown_messages(listing.items, mine, to=request.user)
    context = {
        "title": mine.conversation.subject,
        "participation": mine,
        "people": others_by_conversation([mine.conversation_id], to=request.user)[mine.conversation_id],
        "readers": readers_left(mine.conversation, besides=request.user),
        "listing": listing,
        "shown_messages": shown,
        "has_new": any(each.is_new for each in shown),
        "latest": shown[-1].pk if shown else "",
        "form": form,
    }
    return render(request, "members/conversation.html", context, status=status)


@login_required
@require_POST
def conversation_act(request: MemberRequest, public_id: UUID, act: str) -> HttpResponse:
    """Mark as read, mute, leave or block. Raises Http404 for who does not take part, and for another word."""
    mine = own_participation(request, public_id)
    if act == "gelezen":
        actions.mark_read(mine.conversation, by=request.user, seen=HiddenNumber().clean(request.POST.get("seen")))
    elif act in ("stil", "hoorbaar"):
        actions.set_muted(mine.conversation, by=request.user, muted=act == "stil")
    elif act == "verlaten":
        actions.leave(mine.conversation, by=request.user)
        messages.success(request, _("You left the conversation."))
        return redirect("conversations")
    elif act == "blokkeren":
        actions.block_and_leave(mine.conversation, by=request.user)
        messages.success(request, _("You left the conversation, and get no new one from this person."))
        return redirect("conversations")
    else:
        raise Http404
    return redirect("conversation", public_id)


@login_required
@require_POST
def unblock(request: MemberRequest, pk: int) -> HttpResponse:
    """Hear from somebody again."""
    actions.unblock(pk, by=request.user)
    messages.success(request, _("You can get messages from this person again."))
    return redirect("conversations")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message_to(request: MemberRequest, public_id: str) -> HttpResponse:
    """Write to a member. Raises Http404 for one whose page this person cannot see, and for oneself."""
    shown = shown_profile(public_id, to=request.user)
    if shown is None or shown.is_mine:
        raise Http404
    about = {"about_url": request.GET.get("over", "")}
    form = MessageForm(request.POST if request.method == "POST" else None, initial=about)
    started, status = sent(form, partial(actions.start_conversation, by=request.user, to=[shown.user]))
    if started:
        messages.success(request, _("Your message is sent."))
        return redirect("conversation", started.public_id)
    me = people_shown([request.user.pk], to=shown.user)[request.user.pk]
    context = {"title": _("Write to %(name)s") % {"name": shown.person.name}, "shown": shown, "form": form, "me": me}
    return render(request, "members/message_to.html", context, status=status)


def own_participation(request: MemberRequest, public_id: UUID) -> Participation:
    """The part this person has in the conversation. Raises Http404."""
    mine = participation_of(request.user, public_id)
    if mine is None:
        raise Http404
    return mine


def sent(form: Form, send: Callable[..., Sent]) -> tuple[Sent | None, int]:
    """What sending made, and the status of the answer. None: the form says why, and still holds what was typed."""
    if not form.is_valid():
        return None, OK
    try:
        return send(**form.cleaned_data), OK
    except ValidationError as error:
        form.add_error(None, error)
        return None, OK
    except actions.TooManyMessages:
        form.add_error(None, _("You sent many messages in a short time. Your text is still here: try again later."))
        return None, TOO_MANY
    except actions.NobodyToWriteTo:
        form.add_error(None, _("Nobody would get this message: the other left, or takes no messages now."))
        return None, OK
