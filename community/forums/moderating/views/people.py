"""What moderators see of a person, and what they say to them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.forums.models import Post, Report, Sanction, Standing
from community.forums.moderating import actions
from community.forums.moderating.access import for_moderators, person_for
from community.forums.moderating.forms import MeasureForm, ReasonForm, TrustForm, WithReason
from community.forums.moderating.records import records_after
from community.forums.moderating.trust import standing_of, trust_of
from community.forums.readers import read_anew, sanctions_in_force
from community.forums.reading.moments import moment
from community.forums.writing.text import plain_text
from community.members.models import User
from community.members.queries import people_shown
from community.members.requests import MemberRequest

SHOWN = 20  # posts, and reports


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: MemberRequest, pk: int) -> HttpResponse:
    """Posts, reports, measures and trust of somebody; with a POST, one of the acts. Raises Http404."""
    somebody = person_for(pk)
    forms = forms_for(somebody)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in forms:
            raise Http404
        forms[act] = type(forms[act])(request.POST)
        if done(forms[act], act, somebody, request):
            return redirect("moderation_person", somebody.pk)
    return render(request, "forums/moderating/person.html", context_of(somebody, forms, request))


def forms_for(somebody: User) -> dict[str, Form]:
    """A form for each act, by its name."""
    standing = standing_of(somebody)
    return {
        "warn": ReasonForm(),
        "silence": MeasureForm(),
        "block": MeasureForm(),
        "lift": WithReason(),
        "trust": TrustForm(initial={"trust": standing.fixed}),
    }


def done(form: Form, act: str, somebody: User, request: MemberRequest) -> bool:
    """Do it; False where the form says why not."""
    if not form.is_valid():
        return False
    data: dict[str, Any] = form.cleaned_data
    if act == "trust" and data["trust"] is not None:
        data["trust"] = Standing.Trust(data["trust"])
    act_of = {
        "warn": actions.warn,
        "silence": actions.silence,
        "block": actions.block,
        "lift": actions.lift,
        "trust": actions.set_trust,
    }[act]
    try:
        act_of(somebody, by=request.user, **data)  # type: ignore[operator]  # each takes the fields of its form
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except PermissionDenied:
        form.add_error(None, _("No measures against moderators: ask an administrator."))
        return False
    messages.success(request, _("Done. It stands in the log."))
    return True


def context_of(somebody: User, forms: dict[str, Form], request: MemberRequest) -> dict[str, Any]:
    """What the page shows."""
    shown = people_shown([somebody.pk], to=request.user)[somebody.pk]
    posts = Post.objects.filter(author=somebody).select_related("topic__forum").order_by("-written", "-pk")[:SHOWN]
    reports = (
        Report.objects.filter(post__author=somebody).select_related("post__topic").order_by("-made", "-pk")[:SHOWN]
    )
    standing = standing_of(somebody)
    return {
        "title": shown.name,
        "shown": shown,
        "somebody": somebody,
        "is_moderator": read_anew(somebody).is_moderator,
        "posts": [
            {"post": post, "text": plain_text(post.body)[:200], "written": moment(post.written)} for post in posts
        ],
        "reports": reports,
        "in_force": sanctions_in_force().filter(person=somebody),
        "measures": Sanction.objects.filter(person=somebody),
        "standing": standing,
        "trust": trust_of(standing).label,
        "records": records_after(None, to=request.user, person=somebody.pk).records[:SHOWN],
        "forms": forms,
    }
