"""The people of an initiative: the list, and what its owners change there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.initiatives.access import initiative_for
from community.initiatives.models import Initiative, JoinRequest, Membership, Role
from community.initiatives.people import joining, ownership
from community.initiatives.people.forms import LeaveForm
from community.initiatives.people.listing import asking, belonging, invited
from community.initiatives.people.names import name_of, people_named
from community.initiatives.people.queries import has_owner, people_of
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import is_member, is_owner, may_manage_people, may_see_people
from community.members.requests import MemberRequest
from foundation.paging import paged

PAGE_SIZE = 30


@login_required
@require_safe
def people(request: MemberRequest, pk: int) -> HttpResponse:
    """Who belongs, for those who do; for who decides about them also who wants to, and who is invited."""
    initiative = initiative_for(request.user, pk, may=may_see_people)
    manages = may_manage_people(request.user, initiative)
    pages = paged(request, people_of(initiative), size=PAGE_SIZE)
    context: dict[str, Any] = {
        "title": _("People of %(initiative)s") % {"initiative": initiative.title},
        "initiative": initiative,
        "manages": manages,
        "belongs": is_member(request.user, initiative),
        "listing": pages,
        "people": belonging(pages.items, to=request.user, as_owner=manages),
    }
    if manages:
        context["asking"] = asking(initiative, to=request.user)
        context["invitations"] = invited(initiative)
        context["has_owner"] = has_owner(initiative.pk)
    return render(request, "initiatives/people.html", context)


@login_required
@require_POST
def decide(request: MemberRequest, pk: int, asked: int) -> HttpResponse:
    """Answer somebody who wants to join."""
    initiative = initiative_for(request.user, pk, may=may_manage_people)
    join_request = get_object_or_404(JoinRequest, pk=asked, initiative=initiative)
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "owner", "no"):
        raise BadRequest
    role = Role.OWNER if answer == "owner" else Role.MEMBER
    try:
        decided = joining.decide(join_request, accept=answer != "no", by=request.user, role=role)
    except Refusal as reason:
        messages.info(request, str(reason))
    else:
        words = _("%(name)s did not join.") if answer == "no" else _("%(name)s belongs to the initiative now.")
        messages.success(request, words % {"name": name_of(decided.user)})
    return redirect("initiative_people", initiative.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_membership(request: MemberRequest, pk: int, membership_pk: int) -> HttpResponse:
    """What can be changed about somebody who belongs; a page of its own, so that nothing goes by one wrong click."""
    initiative = initiative_for(request.user, pk, may=may_manage_people)
    others = Membership.objects.select_related("user").filter(initiative=initiative).exclude(user=request.user)
    membership = get_object_or_404(others, pk=membership_pk)
    if request.method == "POST":
        try:
            done = changed(request, membership)
        except Refusal as reason:
            messages.error(request, str(reason))
            return redirect("membership_change", initiative.pk, membership.pk)
        messages.success(request, done % {"name": name_of(membership.user)})
        return redirect("initiative_people", initiative.pk)
    shown = people_named([membership.user], to=request.user, as_owner=True)[membership.user_id]
    context = {"title": shown.name, "initiative": initiative, "membership": membership, "person": shown}
    return render(request, "initiatives/people_change.html", context)


def changed(request: MemberRequest, membership: Membership) -> str:
    """Do what was asked and say what was done. Raises BadRequest for what is no such thing."""
    do = request.POST.get("do", "")
    if do == "owner":
        ownership.change_role(membership, role=Role.OWNER, by=request.user)
        return _("%(name)s is owner now.")
    if do == "member":
        ownership.change_role(membership, role=Role.MEMBER, by=request.user)
        return _("%(name)s is a member now.")
    if do == "remove":
        ownership.remove(membership, by=request.user)
        return _("%(name)s does not belong to the initiative any more.")
    raise BadRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave, or hand over; the last owner says who follows."""
    initiative = initiative_for(request.user, pk, may=is_member)
    form = LeaveForm(request.POST if request.method == "POST" else None, initiative=initiative, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            done = left(request, initiative, form.cleaned_data.get("successor"))
        except Refusal as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, done % {"title": initiative.title})
            return redirect("my_initiatives")
    context = {
        "title": _("Leave %(initiative)s?") % {"initiative": initiative.title},
        "initiative": initiative,
        "form": form,
        "is_owner": is_owner(request.user, initiative),
        "is_alone": people_of(initiative).count() == 1,
    }
    return render(request, "initiatives/people_leave.html", context)


def left(request: MemberRequest, initiative: Initiative, successor: Membership | None) -> str:
    """Leave, or stay on as a member, and say what was done."""
    if request.POST.get("do") != "stay":
        ownership.leave(initiative, by=request.user, successor=successor)
        return _("You left %(title)s.")
    if successor:
        ownership.hand_over(initiative, to=successor, by=request.user)
    else:
        ownership.step_down(initiative, by=request.user)
    return _("You are a member of %(title)s now.")
