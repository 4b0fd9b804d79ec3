"""What members have to do with moderators: reporting a post, reading what was decided, asking for another look."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.forums.access import post_for
from community.forums.models import ModerationAction, Report, ReviewRequest
from community.forums.moderating import actions
from community.forums.moderating.access import one_of
from community.forums.moderating.forms import ReportForm, ReviewForm
from community.forums.moderating.records import what_happened
from community.forums.moderating.reviewable import is_reviewable
from community.forums.permissions import is_there_for, may_read_forum, may_report
from community.forums.reading.moments import moment
from community.forums.writing.refusals import Refusal
from community.forums.writing.rendering import rendered
from community.members.queries import people_shown
from community.members.requests import MemberRequest

OK, TOO_MANY = 200, 429


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask a moderator to look at a post. Raises Http404, and PermissionDenied for one's own."""
    post = post_for(request.user, pk, may=may_report)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = OK
    if form.is_valid():
        try:
            data = form.cleaned_data
            actions.report_post(post, by=request.user, reason=Report.Reason(data["reason"]), text=data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        except Refusal as refused:
            form.add_error(None, refused.message)
            status = TOO_MANY
        else:
            messages.success(request, _("Thank you. A moderator looks at it."))
            return redirect(post)
    context = {
        "title": _("Report a post"),
        "post": post,
        "html": rendered({post.pk: post.body}, to=request.user)[post.pk],
        "author": people_shown([post.author_id], to=request.user)[post.author_id],
        "form": form,
    }
    return render(request, "forums/moderating/report.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """What was decided about somebody and why; asking for another look. Raises Http404 for everybody else."""
    rows = ModerationAction.objects.filter(person=request.user).select_related("post__topic__forum", "topic__forum")
    action: ModerationAction = one_of(rows, pk)
    asked = ReviewRequest.objects.filter(action=action).first()
    may_ask = asked is None and is_reviewable(action)
    if request.method == "POST" and not may_ask and asked is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" and may_ask else None)
    if form.is_valid():
        try:
            actions.ask_for_review(action, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. Another moderator looks at it, and you hear what comes of it."))
            return redirect("forum_decision", action.pk)
    context = {
        "title": _("What a moderator decided"),
        "what": what_happened(action),
        "at": moment(action.at),
        "reason": action.reason,
        "until": datetime.fromisoformat(action.details["until"]) if "until" in action.details else None,
        "link": link_of(action, request),
        "html": own_text(action, request),
        "form": form if may_ask else None,
        "asked": asked,
    }
    return render(request, "forums/moderating/decision.html", context)


def link_of(action: ModerationAction, request: MemberRequest) -> dict[str, str] | None:
    """Where the topic is, for who still reads it."""
    topic = action.post.topic if action.post else action.topic
    if topic is None or not may_read_forum(request.user, topic.forum) or not is_there_for(request.user, topic):
        return None
    return {"title": topic.title, "url": (action.post or topic).get_absolute_url()}


def own_text(action: ModerationAction, request: MemberRequest) -> str:
    """What they wrote themselves, to know what it is about."""
    if action.post is None or action.post.author_id != request.user.pk:
        return ""
    return rendered({action.post.pk: action.post.body}, to=request.user)[action.post.pk]
