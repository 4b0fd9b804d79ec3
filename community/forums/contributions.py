"""What the forum shows on the pages of other apps."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from community.forums.models import Audience, Post, Topic, Visibility
from community.forums.reading.addresses import THEME_PARAMETER
from community.forums.reading.topics import readable_topics
from community.forums.talk import address_to_ask, cards_of, cards_with_askers, open_questions, topics_about
from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from foundation.cards import Card, Section
from foundation.gathering import contributes_to
from foundation.generation import GenerationMemory, next_generation, per_generation

SHOWN, SHOWN_ON_FRONT = 4, 4
LATELY = timedelta(days=90)
# Fields of a topic that other pages show, or show it by.
SHOWN_ELSEWHERE = frozenset({"title", "kind", "forum", "theme", "about", "visibility", "answer", "is_locked"})
FIRST_ANSWER = 2  # the number of the post

_themes_worn: GenerationMemory[tuple[int, ...]] = GenerationMemory()


@contributes_to("theme")
def talk_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """What is said about a theme, newest first."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    topics = readable_topics(request.user).filter(theme=theme_id).order_by("-last_posted", "-pk")
    return Section(
        title=_("Conversations"),
        style="links",
        items=cards_of(topics[:SHOWN]),
        more_url=f"{reverse('forum_topics')}?{THEME_PARAMETER}={badge.slug}" if badge else "",
        more_text=_("All conversations of this theme"),
        action_url=address_to_ask(theme, [theme_id]),
        action_text=_("Ask a question about this"),
        feed_url=reverse("theme_feed", args=(badge.slug,)) if badge else "",
        order=25,
    )


def talk_about(page: Any, *, request: HttpRequest) -> Section:
    """What is said about a page, newest first, and where to ask something; at most two queries."""
    topics = topics_about(page, for_user=request.user)
    shown = list(topics[: SHOWN + 1])
    number = len(shown) if len(shown) <= SHOWN else topics.count()
    return Section(
        title=(
            ngettext("%(n)s conversation about this", "%(n)s conversations about this", number) % {"n": number}
            if number
            else _("Do you have a question?")
        ),
        style="links",
        items=cards_of(shown[:SHOWN]),
        action_url=address_to_ask(page, themes_worn(page)),
        action_text=_("Ask a question about this"),
        order=50,
    )


for place in ("tool", "event", "initiative"):
    contributes_to(place)(talk_about)


@per_generation
def most_talked_of() -> tuple[tuple[int, int], ...]:
    """The themes that everybody's forums talk of most these months, with their number of conversations."""
    recent = readable_topics(AnonymousUser()).filter(last_posted__gte=timezone.now() - LATELY, theme__isnull=False)
    counted = recent.order_by().values("theme").annotate(number=Count("pk")).order_by("-number", "theme")
    return tuple(counted.values_list("theme", "number")[:SHOWN_ON_FRONT])


@contributes_to("front")
def themes_talked_of(page: Page, *, request: HttpRequest) -> Section:
    """What people talk about now."""
    signs = badges(page.locale_id)
    return Section(
        title=_("What people talk about now"),
        style="links",
        items=tuple(
            Card(title=signs[pk].name, url=signs[pk].url, themes=(signs[pk],), notes=(conversations(number),))
            for pk, number in most_talked_of()
            if pk in signs
        ),
        order=10,
    )


def conversations(number: int) -> str:
    """Write "6 gesprekken"."""
    return ngettext("%(n)s conversation", "%(n)s conversations", number) % {"n": number}


@contributes_to("front")
def questions_that_wait(_page: Page, *, request: HttpRequest) -> Section:
    """Questions that nobody answered yet."""
    questions = list(open_questions(request.user)[:SHOWN_ON_FRONT])
    return Section(
        title=_("Do you know this?"),
        style="links",
        items=cards_with_askers(questions, to=request.user),
        more_url=reverse("forum_index"),
        more_text=_("To the forum"),
        order=20,
    )


def themes_worn(page: Any) -> tuple[int, ...]:
    """The themes of a page in their order; remembered."""

    def read() -> tuple[int, ...]:
        return tuple(page.theme_links.order_by("sort_order").values_list("theme_id", flat=True))

    return _themes_worn.get((page._meta.label, page.pk), read)


def topic_changed(instance: Topic, **kwargs: Any) -> None:
    """Begin a new generation where other pages show something else of a topic that everybody reads."""
    fields = kwargs.get("update_fields")
    if (fields is None or not SHOWN_ELSEWHERE.isdisjoint(fields)) and instance.forum.read_by == Audience.EVERYONE:
        next_generation()


def post_made(instance: Post, **kwargs: Any) -> None:
    """Begin a new generation with the first answer; how many more there are is as old as the page."""
    is_first = bool(kwargs.get("created")) and instance.number == FIRST_ANSWER
    if is_first and instance.visibility == Visibility.VISIBLE and instance.topic.forum.read_by == Audience.EVERYONE:
        next_generation()


def connect() -> None:
    """Listen to what changes."""
    to = partial(post_save.connect, dispatch_uid="forum-elsewhere")
    to(topic_changed, sender=Topic)
    to(post_made, sender=Post)
    post_delete.connect(topic_changed, sender=Topic, dispatch_uid="forum-elsewhere")


connect()
