"""Answering in a topic."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.forums.access import TopicMovedError, post_for, topic_for
from community.forums.models import FormerTopic, Post, Topic, Visibility
from community.forums.permissions import may_reply
from community.forums.reading.progress import post_address
from community.forums.writing.about import key_in
from community.forums.writing.actions import reply as post_reply
from community.forums.writing.composing import composer, initial_of, preview_of
from community.forums.writing.drafts import draft_below, draft_of, drop_draft
from community.forums.writing.forms import ReplyForm
from community.forums.writing.refusals import Refusal
from community.members.requests import MemberRequest

CONFLICT = 409  # something happened meanwhile
METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(METHODS)
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer in a topic. Raises Http404 for who may not know of it."""
    try:
        topic = topic_for(request.user, pk)
    except TopicMovedError as moved:
        topic = moved.topic
    except Http404:
        if request.method != "POST":
            raise
        return gone(request, pk)
    return answer(request, topic, name=draft_below(topic.pk))


@login_required
@never_cache
@require_http_methods(METHODS)
def reply_to_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer one post. Raises Http404 for who may not read it."""
    post = post_for(request.user, pk)
    return answer(request, post.topic, name=draft_below(post.topic_id), to=post)


def answer(request: MemberRequest, topic: Topic, *, name: str, to: Post | None = None) -> HttpResponse:
    """The form, or where the answer stands."""
    if request.method != "POST":
        if not may_reply(request.user, topic):
            raise PermissionDenied
        draft = draft_of(name, by=request.user)
        initial = initial_of(draft) | ({"reply_to": to.pk} if to else {})
        return show(request, topic, ReplyForm(user=request.user, initial=initial), name=name, draft=draft)
    form = ReplyForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return show(request, topic, form, name=name)
    text, initiative = form.cleaned_data["text"], form.cleaned_data.get("initiative")
    if request.POST.get("action") == "preview":
        view = preview_of(text, by=request.user, number=topic.last_number + 1, initiative=initiative)
        return show(request, topic, form, name=name, preview=view)
    try:
        post = post_reply(
            topic,
            by=request.user,
            text=text,
            initiative=initiative,
            reply_to=answered(form.cleaned_data.get("reply_to"), topic),
            form_key=form.cleaned_data.get("form_key"),
        )
    except Refusal as refused:
        form.add_error(None, refused.message)
        return show(request, topic, form, name=name, status=CONFLICT)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, topic, form, name=name)
    drop_draft(name, by=request.user)
    if post.visibility == Visibility.WAITING:
        messages.info(request, _("Your post waits for a moderator, who looks at it first."))
    return redirect(post_address(post.topic, post.number))


def answered(pk: int | None, topic: Topic) -> Post | None:
    """The post that is answered, where it stands in this topic."""
    return Post.objects.filter(pk=pk, topic=topic).first() if pk else None


def show(
    request: MemberRequest, topic: Topic, form: ReplyForm, *, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page with the form."""
    made = composer(
        form, action=reverse("reply", args=(topic.pk,)), name=name, user=request.user, is_whole_page=True, **more
    )
    quoted = answered(key_in(form["reply_to"].value()), topic)
    context = {
        "title": _("Answer in “%(title)s”") % {"title": topic.title},
        "topic": topic,
        "composer": made,
        "answered": reverse("post", args=(quoted.pk,)) if quoted else "",
    }
    return render(request, "forums/writing/reply.html", context, status=status)


def gone(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that the topic is not there any more, with what was typed. Raises Http404 for one that never was."""
    was_there = FormerTopic.objects.filter(pk=pk).exists() or pk <= newest_topic()
    if not was_there:
        raise Http404
    form = ReplyForm(request.POST, user=request.user)
    form.is_valid()
    form.add_error(None, _("This topic is not there any more: it was deleted or hidden. Your text is kept."))
    made = composer(form, action=request.path, name=draft_below(pk), user=request.user, is_whole_page=True)
    context = {"title": _("This topic is not there any more"), "composer": made}
    return render(request, "forums/writing/reply.html", context, status=404)


def newest_topic() -> int:
    """The highest key of a topic."""
    return Topic.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
