"""The pages of the forum: all forums, lists of topics, a topic, and the permanent address of a post."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from community.forums.access import TopicMovedError, post_for, topic_for
from community.forums.models import Topic, Visibility
from community.forums.reading.addresses import ListAddress
from community.forums.reading.keeping import kept_briefly
from community.forums.reading.lists import list_context
from community.forums.reading.overview import overview_context
from community.forums.reading.progress import post_address
from community.forums.reading.rooms import room_for
from community.forums.reading.topic_page import topic_context
from community.forums.reading.topics import readable_topics
from foundation.listing import PAGE_PARAMETER, page_number


@require_safe
@kept_briefly
def forum_index(request: HttpRequest) -> HttpResponse:
    """All forums, with what was said last."""
    return render(request, "forums/index.html", overview_context(request))


@require_safe
@kept_briefly
def all_topics(request: HttpRequest) -> HttpResponse:
    """The topics of all forums."""
    return topic_list(request, "forums/topics.html", readable_topics(request.user))


@require_safe
@kept_briefly
def forum(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics of one forum. Raises Http404 for who may not know of it."""
    shown = room_for(request.user, slug)
    topics = Topic.objects.filter(visibility=Visibility.VISIBLE, forum=shown)
    return topic_list(request, "forums/forum.html", topics, forum=shown)


def topic_list(request: HttpRequest, template: str, topics: QuerySet[Topic], **context: Any) -> HttpResponse:
    """A list of topics; where its address asks for one's own, visitors sign in first."""
    address = ListAddress.of(request)
    if address.show.is_personal and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    found = list_context(request, topics, address, **context)
    return redirect(address.beginning()) if found is None else render(request, template, found)


@require_safe
@kept_briefly
def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One page of a topic. Raises Http404 for who may not know of it."""
    try:
        shown = topic_for(request.user, pk)
    except TopicMovedError as moved:
        return HttpResponsePermanentRedirect(moved.topic.get_absolute_url())
    if slug != shown.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(shown.get_absolute_url() + (f"?{query}" if query else ""))
    page = page_number(request.GET.get(PAGE_PARAMETER, "1"))
    return render(request, "forums/topic.html", topic_context(request, shown, page))


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where a post stands now. Raises Http404 for who may not read it."""
    found = post_for(request.user, pk)
    return redirect(post_address(found.topic, found.number))
