"""Beginning a topic."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.forums.access import forum_for
from community.forums.models import Forum, Visibility
from community.forums.permissions import may_post_in
from community.forums.reading.pages import links_to
from community.forums.similar import similar_to
from community.forums.writing.about import key_in, page_about
from community.forums.writing.actions import start_topic
from community.forums.writing.completing import TooOftenError, refuse_too_often
from community.forums.writing.composing import composer, initial_of, preview_of
from community.forums.writing.drafts import draft_of, drop_draft
from community.forums.writing.forms import TopicForm
from community.forums.writing.refusals import Refusal
from community.forums.writing.views.answering import CONFLICT, METHODS
from community.members.requests import MemberRequest
from community.notifications.addresses import new_topic_address

TOO_MANY = 429
SHORTEST_TITLE = 8  # characters, before it says anything


@login_required
@never_cache
@require_http_methods(METHODS)
def new_topic(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a topic in a forum. Raises Http404 for who may not know of it, PermissionDenied for who may not post."""
    if request.method != "POST":
        forum = forum_for(request.user, slug, may=may_post_in)
        draft = draft_of(name_of(forum), by=request.user)
        form = TopicForm(user=request.user, initial=initial_of(draft) | asked(request, forum))
        return show(request, forum, form, draft=draft)
    forum = forum_for(request.user, slug)
    form = TopicForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return show(request, forum, form)
    action = request.POST.get("action")
    if action == "preview":
        view = preview_of(
            form.cleaned_data["text"], by=request.user, number=1, initiative=form.cleaned_data.get("initiative")
        )
        return show(request, forum, form, preview=view, preview_title=form.cleaned_data["title"])
    if "checked" not in request.POST:
        found = similar_to(form.cleaned_data["title"], to=request.user)
        if found:
            return show(request, forum, form, similar=found)
    return begun(request, forum, form)


def begun(request: MemberRequest, forum: Forum, form: TopicForm) -> HttpResponse:
    """The new topic, or the form that says why not."""
    names = ("kind", "title", "text", "theme", "tags", "about", "form_key", "initiative")
    sent: dict[str, Any] = {name: form.cleaned_data.get(name) for name in names}
    try:
        topic = start_topic(forum, by=request.user, **sent)
    except Refusal as refused:
        form.add_error(None, refused.message)
        return show(request, forum, form, status=CONFLICT)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, forum, form)
    drop_draft(name_of(forum), by=request.user)
    if topic.visibility == Visibility.WAITING:
        messages.info(request, _("Your topic waits for a moderator, who looks at it first."))
    else:
        messages.success(request, _("Your topic is there. You hear of it when somebody answers."))
    return redirect(topic)


def asked(request: MemberRequest, forum: Forum) -> dict[str, Any]:
    """What the address says: the page it is about, a title; and the theme of the forum."""
    preset: dict[str, Any] = {}
    about = page_about(key_in(request.GET.get("over")))
    if about is not None:
        preset["about"] = about.pk
    if request.GET.get("titel"):
        preset["title"] = request.GET["titel"][:150].replace("\x00", "")
    if forum.theme_id:
        preset.setdefault("theme", forum.theme_id)
    return preset


def show(request: MemberRequest, forum: Forum, form: TopicForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page with the form."""
    extra: dict[str, Any] = {name: more.pop(name) for name in ("similar", "preview_title") if name in more}
    made = composer(form, action=request.path, name=name_of(forum), user=request.user, is_whole_page=True, **more)
    page = page_about(key_in(form["about"].value()))
    context: dict[str, Any] = {
        "title": _("Begin a topic in %(forum)s") % {"forum": forum.shown_name},
        "forum": forum,
        "composer": made,
        "about": links_to([page.pk]).get(page.pk) if page else None,
        "checked": "checked" in request.POST,
        "mail_address": new_topic_address(request.user, forum),
        **extra,
    }
    return render(request, "forums/writing/new_topic.html", context, status=status)


def name_of(forum: Forum) -> str:
    """The name of the draft of a new topic."""
    return f"forum:{forum.pk}"


@login_required
@never_cache
@require_safe
def similar(request: MemberRequest) -> JsonResponse:
    """What is there already about a title (?title=) that somebody types."""
    try:
        refuse_too_often(request.user, "similar")
    except TooOftenError:
        return JsonResponse({"similar": []}, status=TOO_MANY)
    title = request.GET.get("title", "").strip()
    found = similar_to(title, to=request.user) if len(title) >= SHORTEST_TITLE else []
    told = [
        {"title": each.title, "url": each.url, "kind": each.kind, "answers": answers(each.answers)} for each in found
    ]
    return JsonResponse({"similar": told})


def answers(number: int) -> str:
    """How many answers, in words; "" for none."""
    if not number:
        return ""
    return _("%(n)s answer") % {"n": number} if number == 1 else _("%(n)s answers") % {"n": number}
