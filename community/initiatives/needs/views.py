"""The board of needs and offers, and writing to each other about them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.initiatives.access import initiative_for
from community.initiatives.cards import cards_of_pks
from community.initiatives.models import Direction, NeedOrOffer
from community.initiatives.needs.board import board_context
from community.initiatives.needs.explaining import cards_in_language
from community.initiatives.needs.forms import IntroduceForm
from community.initiatives.needs.introducing import introduce as introduce_them
from community.initiatives.needs.introducing import may_introduce
from community.initiatives.people.queries import has_owner, owned_by
from community.initiatives.permissions import is_owner
from community.initiatives.queries import current_entries
from community.members.conversations.views import sent
from foundation.locales import active_locale_id


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """All needs and offers; for everybody."""
    return render(request, "initiatives/needs_board.html", {"title": _("Needs and offers"), **board_context(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def introduce(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the owners of an initiative. 404 for one that is not public."""
    initiative = initiative_for(request.user, pk)
    if not may_introduce(request.user, initiative):
        raise Http404
    if is_owner(request.user, initiative):
        messages.info(request, _("This is your own initiative."))
        return redirect(initiative.url)
    entry = asked_entry(request, pk)
    form = IntroduceForm(
        request.POST if request.method == "POST" else None,
        mine=owned_by(request.user),
        initial={"subject": subject_for(entry)},
    )
    conversation, status = sent(form, partial(introduce_them, initiative, by=request.user))
    if conversation:
        messages.success(request, _("Your message is sent. The answer comes here and by mail."))
        return redirect("conversation", conversation.public_id)
    card = cards_in_language({initiative.pk}, active_locale_id()).get(initiative.pk)
    context: dict[str, Any] = {
        "title": _("Write to %(initiative)s") % {"initiative": initiative.title},
        "initiative": initiative,
        "card": card or cards_of_pks([initiative.pk]).get(initiative.pk),
        "entry": entry,
        "form": form,
        "has_owner": has_owner(initiative.pk),
    }
    return render(request, "initiatives/introduce.html", context, status=status)


def asked_entry(request: HttpRequest, pk: int) -> NeedOrOffer | None:
    """The need or offer that the address names, where it stands on the page today."""
    title, direction = request.GET.get("over", ""), request.GET.get("soort", "")
    if not title or direction not in Direction.values:
        return None
    entries = NeedOrOffer.objects.filter(current_entries(timezone.localdate()), page_id=pk, direction=direction)
    return entries.filter(title=title[:80]).first()


def subject_for(entry: NeedOrOffer | None) -> str:
    """What a message about this need or offer is about."""
    if entry is None:
        return ""
    words = _("Your question: %(what)s") if entry.direction == Direction.NEED else _("Your offer: %(what)s")
    return words % {"what": entry.title}
