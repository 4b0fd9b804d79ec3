"""Changing, deleting, thanking, choosing the answer, and looking at what a post said before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forums.access import post_for
from community.forums.models import Post
from community.forums.permissions import may_choose_answer, may_delete_post, may_edit_post
from community.forums.reading.progress import post_address
from community.forums.writing import actions
from community.forums.writing.composing import composer, initial_of, preview_of
from community.forums.writing.drafts import draft_of, drop_draft
from community.forums.writing.forms import EditForm
from community.forums.writing.history import versions_of
from community.forums.writing.refusals import ChangedMeanwhileError, Refusal
from community.forums.writing.views.answering import CONFLICT, METHODS
from community.members.requests import MemberRequest


@login_required
@never_cache
@require_http_methods(METHODS)
def edit_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a post. Raises Http404 for who may not read it, PermissionDenied for who may not change it."""
    post = post_for(request.user, pk)
    name = f"post:{post.pk}"
    if request.method != "POST":
        if not may_edit_post(request.user, post):
            raise PermissionDenied
        draft = draft_of(name, by=request.user)
        initial = {"text": post.body, **initial_of(draft), "seen_version": actions.version_of(post)}
        form = EditForm(user=request.user, post=post, initial=initial)
        return show(request, post, form, draft=draft)
    if post.author_id != request.user.pk and not may_edit_post(request.user, post):
        raise PermissionDenied  # its writer, who may be too late, hears why and keeps the text
    form = EditForm(request.POST, request.FILES, user=request.user, post=post)
    if not form.is_valid():
        return show(request, post, form)
    text = form.cleaned_data["text"]
    if request.POST.get("action") == "preview":
        return show(request, post, form, preview=preview_of(text, by=request.user, number=post.number))
    try:
        post = actions.edit_post(
            post,
            by=request.user,
            text=text,
            seen_version=form.cleaned_data["seen_version"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refused:
        form.add_error(None, refused.message)
        latest = None
        if isinstance(refused, ChangedMeanwhileError):
            post = post_for(request.user, pk)
            seen = request.POST.copy()
            seen["seen_version"] = str(actions.version_of(post))
            form.data = seen
            latest = versions_of(post, to=request.user)[0]
        return show(request, post, form, status=CONFLICT, latest=latest)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, post, form)
    drop_draft(name, by=request.user)
    messages.success(request, _("Your change is saved."))
    return redirect(post_address(post.topic, post.number))


def show(
    request: MemberRequest, post: Post, form: EditForm, *, status: int = 200, latest: Any = None, **more: Any
) -> HttpResponse:
    """A page with the form."""
    made = composer(form, action=request.path, name=f"post:{post.pk}", user=request.user, is_whole_page=True, **more)
    context = {"title": _("Change your post"), "post": post, "topic": post.topic, "composer": made, "latest": latest}
    return render(request, "forums/writing/edit.html", context, status=status)


@login_required
@never_cache
@require_http_methods(METHODS)
def delete_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a post, after asking. Raises as `edit_post`."""
    post = post_for(request.user, pk, may=may_delete_post)
    if request.method != "POST":
        context = {"title": _("Delete your post?"), "post": post, "topic": post.topic, "is_topic": post.number == 1}
        return render(request, "forums/writing/delete.html", context)
    actions.delete_post(post, by=request.user)
    if post.number == 1:
        messages.success(request, _("Your topic is deleted."))
        return redirect("forum", post.topic.forum.slug)
    messages.success(request, _("Your post is deleted."))
    return redirect(post_address(post.topic, post.number))


@login_required
@require_POST
def thank_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Thank for a post (thankful=1), or no longer (0). Raises Http404 for who may not read it."""
    post = post_for(request.user, pk)
    thankful = request.POST.get("thankful") != "0"
    number = actions.set_thanks(post, by=request.user, thankful=thankful)
    if request.accepts("text/html"):
        return redirect(post_address(post.topic, post.number))
    return JsonResponse({"thanks": number, "thankful": thankful})


@login_required
@require_POST
def choose_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that this post helped; an empty `post` takes that back. Raises Http404, PermissionDenied."""
    post = post_for(request.user, pk)
    if not may_choose_answer(request.user, post.topic):
        raise PermissionDenied
    helped = bool(request.POST.get("post", str(post.pk)))
    try:
        actions.choose_answer(post.topic, post if helped else None, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        word = _("Thank you. This answer now stands on top.") if helped else _("No post is the answer now.")
        messages.success(request, word)
    return redirect(post_address(post.topic, post.number))


@require_safe
@never_cache
def post_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a post said before, for who may read it. Raises Http404."""
    post = post_for(request.user, pk)
    context = {
        "title": _("How this post changed"),
        "post": post,
        "topic": post.topic,
        "versions": versions_of(post, to=request.user),
        "post_url": reverse("post", args=(post.pk,)),
    }
    return render(request, "forums/writing/history.html", context)
