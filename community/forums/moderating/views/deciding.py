"""What moderators do with one topic or post, each act a plain form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.forums.access import TopicMovedError, post_for, topic_for
from community.forums.models import Post, Topic, Visibility
from community.forums.moderating import actions
from community.forums.moderating.access import for_moderators
from community.forums.moderating.cases import person_url
from community.forums.moderating.forms import MergeForm, MoveForm, ReasonForm, RenameForm, SplitForm, WithReason
from community.forums.moderating.naming import topic_named
from community.forums.moderating.records import shown_records
from community.forums.writing.rendering import rendered
from community.forums.writing.telling import FIRST
from community.members.queries import people_shown
from community.members.requests import MemberRequest

Act = Callable[..., object]


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def moderate_topic(request: MemberRequest, pk: int) -> HttpResponse:
    """All that can be done with a topic; with a POST one of it. Raises Http404 for an act that cannot be done now."""
    try:
        topic = topic_for(request.user, pk)
    except TopicMovedError as moved:
        return redirect("moderate_topic", moved.topic.pk)
    forms = topic_forms(topic)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in forms:
            raise Http404
        forms[act] = type(forms[act])(request.POST)
        made = done(request, forms[act], topic_act(act), topic)
        if made is not None:
            return redirect("moderate_topic", made.pk if isinstance(made, Topic) else topic.pk)
    context = {
        "title": topic.title,
        "topic": topic,
        "author": people_shown([topic.author_id], to=request.user)[topic.author_id],
        "author_url": person_url(topic.author_id),
        "forms": forms,
        "records": shown_records(topic.moderation.all(), None, to=request.user).records,
    }
    return render(request, "forums/moderating/topic.html", context)


def topic_forms(topic: Topic) -> dict[str, Form]:
    """The acts that can be done with a topic as it is, each with its form."""
    forms: dict[str, Form] = {
        "rename": RenameForm(initial={"title": topic.title}),
        "move": MoveForm(initial={"to": topic.forum_id}),
        "unlock" if topic.is_locked else "lock": WithReason(),
        "unpin" if topic.is_pinned else "pin": Form(),
    }
    if topic.visibility == Visibility.VISIBLE:
        forms |= {"merge": MergeForm(), "hide": ReasonForm()}
    elif topic.visibility == Visibility.HIDDEN:
        forms["restore"] = WithReason()
    elif topic.visibility == Visibility.WAITING:
        forms |= {"approve": WithReason(), "hide": ReasonForm()}
    return forms


def topic_act(act: str) -> Act:
    """What does it."""
    acts: dict[str, Act] = {
        "rename": actions.rename_topic,
        "move": actions.move_topic,
        "lock": lambda topic, **data: actions.set_locked(topic, locked=True, **data),
        "unlock": lambda topic, **data: actions.set_locked(topic, locked=False, **data),
        "pin": lambda topic, **data: actions.set_pinned(topic, pinned=True, **data),
        "unpin": lambda topic, **data: actions.set_pinned(topic, pinned=False, **data),
        "hide": actions.hide_topic,
        "restore": actions.restore_topic,
        "approve": lambda topic, **data: actions.approve_post(topic.posts.get(number=FIRST), **data),
        "merge": merge_named,
    }
    return acts[act]


def merge_named(topic: Topic, *, by: Any, into: str, reason: str) -> Topic:
    """Merge a topic into the one that somebody typed. Raises ValidationError."""
    return actions.merge_topics(topic, by=by, into=topic_named(into, to=by), reason=reason)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def moderate_post(request: MemberRequest, pk: int) -> HttpResponse:
    """All that can be done with a post; with a POST one of it. Raises Http404 for an act that cannot be done now."""
    post = post_for(request.user, pk)
    forms = post_forms(post)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in forms:
            raise Http404
        forms[act] = type(forms[act])(request.POST)
        made = done(request, forms[act], post_act(act), post)
        if isinstance(made, Topic):
            return redirect("moderate_topic", made.pk)
        if made is not None:
            return redirect("moderate_post", post.pk)
    context = {
        "title": _("A post in “%(topic)s”") % {"topic": post.topic.title},
        "post": post,
        "html": rendered({post.pk: post.body}, to=request.user)[post.pk],
        "author": people_shown([post.author_id], to=request.user)[post.author_id],
        "author_url": person_url(post.author_id),
        "forms": forms,
        "records": shown_records(post.moderation.all(), None, to=request.user).records,
    }
    return render(request, "forums/moderating/post.html", context)


def post_forms(post: Post) -> dict[str, Form]:
    """The acts that can be done with a post as it is, each with its form."""
    forms: dict[str, Form] = {}
    if post.visibility in (Visibility.VISIBLE, Visibility.WAITING):
        forms["hide"] = ReasonForm()
    if post.visibility == Visibility.HIDDEN:
        forms["restore"] = WithReason()
    if post.visibility == Visibility.WAITING:
        forms["approve"] = WithReason()
    if post.visibility == Visibility.VISIBLE and post.number != FIRST:
        forms["split"] = SplitForm()
    if post.author_id is not None:
        forms["warn"] = ReasonForm()
    return forms


def post_act(act: str) -> Act:
    """What does it."""
    acts: dict[str, Act] = {
        "hide": actions.hide_post,
        "restore": actions.restore_post,
        "approve": actions.approve_post,
        "split": actions.split_topic,
        "warn": lambda post, **data: actions.warn(post.author, post=post, **data),
    }
    return acts[act]


def done(request: MemberRequest, form: Form, act: Act, thing: Any) -> object | None:
    """Do it, and say so; gives what came of it, or None where the form says why not."""
    if not form.is_valid():
        return None
    try:
        made = act(thing, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    messages.success(request, _("Done. It stands in the log."))
    return made or thing
