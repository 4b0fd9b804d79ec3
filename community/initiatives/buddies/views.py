"""The pages of buddies."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.initiatives.access import initiative_for
from community.initiatives.buddies import actions
from community.initiatives.buddies.forms import AnswerForm, AskForm, BroughtForm
from community.initiatives.buddies.queries import buddyships_of, suggestions_for
from community.initiatives.completeness import latest_content
from community.initiatives.editing.buddy_offer import SECTION
from community.initiatives.editing.pages import edit_url, profile_for
from community.initiatives.models import Buddyship, Initiative
from community.initiatives.needs.explaining import cards_in_language
from community.initiatives.people.queries import owned_by
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import is_owner
from foundation.locales import active_locale_id
from foundation.paging import paged
from foundation.visibility import is_open_to_all

PAGE_SIZE = 20
State = Buddyship.State


@login_required
@require_safe
def buddies(request: HttpRequest, pk: int) -> HttpResponse:
    """All about the buddies of one initiative, for its owners and the editors."""
    initiative = profile_for(request.user, pk)
    listing = paged(request, buddyships_of(initiative), size=PAGE_SIZE)
    context = {
        "title": _("Buddies"),
        "initiative": initiative,
        "listing": listing,
        "offer": latest_content(initiative).get("buddy_offer", ""),
        "offer_is_online": bool(initiative.live and initiative.buddy_offer),
        "offer_url": edit_url(initiative, SECTION.slug),
        "suggestions": suggestions_for(initiative) if initiative.live else [],
    }
    return render(request, "initiatives/buddies.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an initiative to be a buddy. 404 for one that is not public, or wants to be none."""
    coach = initiative_for(request.user, pk)
    if not is_open_to_all(coach) or not coach.buddy_offer:
        raise Http404
    member: Any = request.user
    mine = [page for page in owned_by(member) if page.pk != coach.pk]
    asked_for = request.GET.get("voor", "")
    form = AskForm(request.POST if request.method == "POST" else None, mine=mine, initial={"starter": asked_for})
    if request.method == "POST" and form.is_valid():
        words, starter = form.cleaned_data["question"], form.cleaned_data["starter"]
        try:
            actions.ask(coach, starter=starter, question=words, by=member)
        except Refusal as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Your question is sent. You get mail when there is an answer."))
            return redirect("initiative_buddies", starter.pk)
    context = {
        "title": _("Ask %(initiative)s to be your buddy") % {"initiative": coach.title},
        "coach": coach,
        "card": cards_in_language({coach.pk}, active_locale_id()).get(coach.pk),
        "form": form,
        "mine": mine,
    }
    return render(request, "initiatives/buddies_ask.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def buddy(request: HttpRequest, pk: int, buddyship: int) -> HttpResponse:
    """One buddy of an initiative: what was asked and answered, and what can be done now."""
    initiative = profile_for(request.user, pk)
    of_initiative = Q(coach_id=initiative.pk) | Q(starter_id=initiative.pk)
    found = get_object_or_404(Buddyship.objects.select_related("coach", "starter").filter(of_initiative), pk=buddyship)
    form = form_for(request, initiative, found)
    if request.method == "POST" and form.is_valid():
        try:
            done = act(request, initiative, found, form)
        except Refusal as reason:
            messages.info(request, str(reason))
        else:
            messages.success(request, done)
        return redirect("buddy", initiative.pk, found.pk)
    is_coach = found.coach_id == initiative.pk
    context = {
        "title": (found.starter if is_coach else found.coach).title,
        "initiative": initiative,
        "buddyship": found,
        "is_coach": is_coach,
        "other": found.starter if is_coach else found.coach,
        "owns": is_owner(request.user, initiative),
        "form": form,
        "brought_mine": found.brought_coach if is_coach else found.brought_starter,
        "brought_theirs": found.brought_starter if is_coach else found.brought_coach,
    }
    return render(request, "initiatives/buddies_one.html", context)


def form_for(request: HttpRequest, initiative: Initiative, found: Buddyship) -> AnswerForm | BroughtForm:
    """The form that belongs to how far it is."""
    data = request.POST if request.method == "POST" else None
    if found.state == State.ASKED or request.POST.get("do") in ("accept", "decline", "withdraw", "finish"):
        return AnswerForm(data)
    is_coach = found.coach_id == initiative.pk
    words, shared = (
        (found.brought_coach, found.coach_shares) if is_coach else (found.brought_starter, found.starter_shares)
    )
    return BroughtForm(data, initial={"words": words, "may_be_shared": shared})


def act(request: HttpRequest, initiative: Initiative, found: Buddyship, form: AnswerForm | BroughtForm) -> str:
    """Do what was asked and say what was done. Raises BadRequest for what is no such thing, and Refusal."""
    do, words = request.POST.get("do", ""), form.cleaned_data["words"]
    arguments: dict[str, Any] = {"by": request.user}
    if do == "accept":
        actions.answer(found, accept=True, words=words, **arguments)
        return _("You are buddies now. A conversation with their owners is among your messages.")
    if do == "decline":
        actions.answer(found, accept=False, words=words, **arguments)
        return _("Your answer is sent.")
    if do == "withdraw":
        actions.withdraw(found, **arguments)
        return _("Your question is taken back.")
    if do == "finish":
        actions.finish(found, **arguments)
        return _("Finished. Tell below what it brought you.")
    if do == "brought" and isinstance(form, BroughtForm):
        shared = form.cleaned_data["may_be_shared"]
        actions.say_what_it_brought(found, side=initiative, words=words, may_be_shared=shared, **arguments)
        return _("Kept. Thank you for telling.")
    raise BadRequest
