"""Asking to join an initiative."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.initiatives.access import initiative_for
from community.initiatives.models import JoinRequest
from community.initiatives.people import joining
from community.initiatives.people.forms import JoinForm
from community.initiatives.people.queries import has_owner
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import is_member, may_join
from community.members.requests import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the owners, see that one waits, or take it back."""
    initiative = initiative_for(request.user, pk)
    if is_member(request.user, initiative):
        messages.info(request, _("You belong to this initiative already."))
        return redirect("my_initiatives")
    initiative = initiative_for(request.user, pk, may=may_join)
    waiting = JoinRequest.objects.filter(
        initiative=initiative, user=request.user, state=JoinRequest.State.WAITING
    ).first()
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        if waiting:
            joining.withdraw_request(waiting, by=request.user)
        messages.success(request, _("You took your request back."))
        return redirect("my_initiatives")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask_to_join(initiative, by=request.user, remark=form.cleaned_data["remark"])
        except Refusal as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Your question is on its way. You get mail when there is an answer."))
            return redirect("initiative_join", initiative.pk)
    context = {
        "title": _("Join %(initiative)s") % {"initiative": initiative.title},
        "initiative": initiative,
        "waiting": waiting,
        "form": form,
        "has_owner": has_owner(initiative.pk),
        "may_ask_from": joining.may_ask_again(initiative, request.user),
    }
    return render(request, "initiatives/people_join.html", context)
