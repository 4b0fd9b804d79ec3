"""The queue: what waits for a moderator, and the decisions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.forums.models import Report, ReviewRequest
from community.forums.moderating import actions
from community.forums.moderating.access import for_moderators, one_of
from community.forums.moderating.cases import queue_after, waiting_count
from community.forums.moderating.forms import AnswerForm, open_forums
from community.forums.moderating.forms import DecisionForm as Decision
from community.forums.moderating.places import Place
from community.members.requests import MemberRequest

FIRST_CASE = "#eerste"  # where who works with the keyboard goes on


@for_moderators
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """What waits, oldest first."""
    context = {
        "title": _("Moderation"),
        "queue": queue_after(Place.asked(request), to=request.user),
        "count": waiting_count(),
        "forums": list(open_forums()),
        "here": request.get_full_path(),
    }
    return render(request, "forums/moderating/queue.html", context)


@for_moderators
@require_POST
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Decide about a report, and go on with the queue."""
    report = one_of(Report.objects.select_related("post"), pk)
    form = Decision(request.POST)
    if not form.is_valid():
        tell_errors(request, form.errors.values())
        return back(request)
    try:
        decided = actions.decide_report(report, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back(request)
    if decided.decided_by_id != request.user.pk or decided.outcome != form.cleaned_data["outcome"]:
        messages.info(request, _("Somebody decided about this already: %(outcome)s.") % {"outcome": outcome(decided)})
    else:
        messages.success(request, _("Decided: %(outcome)s.") % {"outcome": outcome(decided)})
    return back(request)


@for_moderators
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a request for review, and go on with the queue."""
    asked = one_of(ReviewRequest.objects.select_related("action"), pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        tell_errors(request, form.errors.values())
        return back(request)
    granted = request.POST.get("granted") == "1"
    try:
        actions.decide_review(asked, by=request.user, granted=granted, answer=form.cleaned_data["answer"])
    except PermissionDenied:
        messages.error(request, _("You took this decision yourself: let another moderator look at it."))
        return back(request)
    messages.success(request, _("Your answer is sent."))
    return back(request)


def outcome(report: Report) -> str:
    """What was decided, in words."""
    return str(report.get_outcome_display())


def tell_errors(request: MemberRequest, errors: object) -> None:
    """Say what is the matter with a form that is not shown again."""
    for error in {message for group in errors for message in group}:  # type: ignore[attr-defined]  # lists of messages
        messages.error(request, error)


def back(request: MemberRequest) -> HttpResponse:
    """To where the moderator was."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return redirect((address if is_ours else reverse("moderation_queue")) + FIRST_CASE)
