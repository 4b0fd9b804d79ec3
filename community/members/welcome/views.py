"""The welcome path."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.members.requests import MemberRequest
from community.members.welcome import WelcomeStep, steps_of_welcome
from community.members.welcome.actions import finish_steps
from community.members.welcome.queries import open_steps, step_after
from community.members.welcome.way_back import remember_way_back, way_back


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: MemberRequest) -> HttpResponse:
    """Go to the first open step, and from the last one back to `next`; a POST puts all of them away."""
    if request.method == "POST":
        finish_steps([step.slug for step in steps_of_welcome()], by=request.user)
        return redirect(way_back(request))
    remember_way_back(request)
    still_open = open_steps(request.user)
    return redirect("welcome_step", still_open[0].slug) if still_open else redirect(way_back(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome_step(request: MemberRequest, slug: str) -> HttpResponse:
    """One step. Raises Http404 for one that is not there."""
    steps = steps_of_welcome()
    step = next((step for step in steps if step.slug == slug), None)
    if step is None:
        raise Http404
    shown = step.answer(request)
    if shown is None:
        finish_steps([step.slug], by=request.user)
        if step_after(step) is None and way_back(request) == reverse("my_page"):
            messages.success(request, _("Thank you. This is your page: from here you find your way."))
        return redirect(address_after(step, request))
    to_do = {other.slug for other in open_steps(request.user)}
    path = [(other, reverse("welcome_step", args=(other.slug,)), other.slug not in to_do) for other in steps]
    frame = {"title": step.title, "step": step, "path": path, "next": address_after(step, request)}
    return render(request, step.template, {**frame, **shown})


def address_after(step: WelcomeStep, request: MemberRequest) -> str:
    """Where one goes on: the next step, else where one was when signing up, or one's own page."""
    following = step_after(step)
    return reverse("welcome_step", args=(following.slug,)) if following else way_back(request)
