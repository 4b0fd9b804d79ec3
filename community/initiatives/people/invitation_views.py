"""Inviting people, and answering an invitation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.initiatives.access import initiative_for
from community.initiatives.models import Invitation, Role
from community.initiatives.people import inviting
from community.initiatives.people.forms import InviteForm
from community.initiatives.people.names import name_of
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import is_member, may_manage_people
from community.members.requests import MemberRequest

TEMPLATE = "initiatives/people_invitation.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Send somebody an invitation."""
    initiative = initiative_for(request.user, pk, may=may_manage_people)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            inviting.invite(initiative, email=email, role=role, by=request.user)
        except Refusal as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The invitation for %(email)s is on its way.") % {"email": email})
            return redirect("initiative_people", initiative.pk)
    context = {"title": _("Invite somebody"), "initiative": initiative, "form": form}
    return render(request, "initiatives/people_invite.html", context)


@login_required
@require_POST
def change_invitation(request: MemberRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """Send an invitation again, or take it back."""
    initiative = initiative_for(request.user, pk, may=may_manage_people)
    invitation = get_object_or_404(Invitation, pk=invitation_pk, initiative=initiative)
    try:
        if request.POST.get("do") == "again":
            inviting.send_again(invitation, by=request.user)
            messages.success(request, _("The invitation is sent again. The link in the earlier mail no longer works."))
        elif request.POST.get("do") == "withdraw":
            inviting.withdraw(invitation, by=request.user)
            messages.success(request, _("The invitation is taken back. Its link no longer works."))
        else:
            raise BadRequest
    except Refusal as reason:
        messages.error(request, str(reason))
    return redirect("initiative_people", initiative.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail shows: to whoever holds it who invites whom where; it is accepted by a POST alone."""
    found = inviting.invitation_with(token)
    if found is None:
        return render(request, TEMPLATE, {"title": _("We do not know this invitation")}, status=404)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return answered(request, found)  # type: ignore[arg-type]  # who is signed in, as asked above
    return render(request, TEMPLATE, shown(request, found))


@login_required
@require_POST
def my_invitation(request: MemberRequest, invitation_pk: int) -> HttpResponse:
    """Answer an invitation from one's own list; for anybody else it does not exist."""
    found = Invitation.objects.filter(pk=invitation_pk).select_related("initiative", "invited_by").first()
    if found is None or not inviting.is_for(found, request.user):
        return render(request, TEMPLATE, {"title": _("We do not know this invitation")}, status=404)
    return answered(request, found)


def answered(request: MemberRequest, found: Invitation) -> HttpResponse:
    """Say yes or no; who may not, or comes too late, reads why on the invitation's own page."""
    try:
        if request.POST.get("do") == "decline":
            inviting.turn_down(found, by=request.user)
            messages.success(request, _("You said no to the invitation."))
            return redirect("my_initiatives")
        accepted = inviting.accept(found, by=request.user)
    except (PermissionDenied, Refusal):
        found.refresh_from_db()
        return render(request, TEMPLATE, shown(request, found), status=403)
    messages.success(request, _("Welcome! You belong to %(title)s now.") % {"title": accepted.initiative.title})
    if accepted.role == Role.OWNER:
        return redirect("initiative_manage", accepted.initiative_id)
    return redirect("my_initiatives")


def shown(request: HttpRequest, found: Invitation) -> dict[str, Any]:
    """What the page of an invitation shows; the address only as its owner knows it again."""
    is_open = found.is_open
    return {
        "title": _("Invitation for %(initiative)s") % {"initiative": found.initiative.title},
        "initiative": found.initiative,
        "invited_by": name_of(found.invited_by) if found.invited_by else "",
        "is_owner": found.role == Role.OWNER,
        "is_open": is_open,
        "closed": "" if is_open else inviting.closed_sentence(found),
        "masked": inviting.masked(found.email),
        "is_for_me": inviting.is_for(found, request.user),
        "belongs": is_member(request.user, found.initiative),
        "login_url": redirect_to_login(request.get_full_path(), reverse("account_login")).url,
        "signup_url": redirect_to_login(request.get_full_path(), reverse("account_signup")).url,
    }
