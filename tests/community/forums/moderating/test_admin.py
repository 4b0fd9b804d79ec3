"""Forums and watched words in the admin, and the way to what waits."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from community.forums.models import Forum, Report, WatchedWord
from community.forums.viewsets import RESERVED_SLUGS
from tests.factories import InitiativeFactory, ThemeFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Geld",
    "slug": "geld",
    "description": "Over geld.",
    "order": "10",
    "read_by": "everyone",
    "post_by": "members",
}


def test_a_moderator_makes_and_archives_a_forum(signed_in: Callable[[str], Client]) -> None:
    """With its theme in the source language."""
    client, theme = signed_in("moderator"), ThemeFactory()
    client.post(reverse("forums_forum:add"), {**FIELDS, "theme": str(theme.pk)})
    forum = Forum.objects.get()
    assert (forum.name, forum.theme, forum.order) == ("Geld", theme, 10)
    client.post(reverse("forums_forum:edit", args=(forum.pk,)), {**FIELDS, "is_archived": "on"})
    forum.refresh_from_db()
    assert forum.is_archived
    assert "Geld" in client.get(reverse("forums_forum:index")).content.decode()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_forum_takes_no_address_of_ours(signed_in: Callable[[str], Client], slug: str) -> None:
    """It would never be reached."""
    signed_in("moderator").post(reverse("forums_forum:add"), {**FIELDS, "slug": slug})
    assert Forum.objects.count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_below_the_forum_is_reserved(language: str) -> None:
    """Also those of pages that are made later: this fails until they are on the list."""
    with translation.override(language):
        routes = [str(entry.pattern) for entry in get_resolver().url_patterns]
        for entry in get_resolver().url_patterns:
            routes += [str(entry.pattern) + str(inner.pattern) for inner in getattr(entry, "url_patterns", ())]
        words = {found[1] for route in routes if (found := re.match(r"(?:en/)?forum/([a-z-]+)/", route))}
    assert {"beheer", "moderation"} & words
    assert words - RESERVED_SLUGS == set()


def test_who_belongs_to_one_initiative_needs_it(signed_in: Callable[[str], Client]) -> None:
    """The form says so."""
    client = signed_in("moderator")
    page = client.post(reverse("forums_forum:add"), {**FIELDS, "read_by": "initiative"}).content.decode()
    assert "Kies het initiatief waarvan de mensen lezen of schrijven." in page
    client.post(reverse("forums_forum:add"), {**FIELDS, "read_by": "initiative", "initiative": InitiativeFactory().pk})
    assert Forum.objects.get().read_by == "initiative"


def test_a_forum_with_topics_is_not_deleted(signed_in: Callable[[str], Client]) -> None:
    """Not by an administrator either, and by moderators none at all."""
    empty, full = ForumFactory(), TopicFactory().forum
    urls = [reverse("forums_forum:delete", args=(forum.pk,)) for forum in (empty, full)]
    for url in urls:
        signed_in("moderator").post(url)
    assert Forum.objects.count() == 2
    for url in urls:
        signed_in("administrator").post(url)
    assert list(Forum.objects.all()) == [full]


def test_a_watched_word_can_be_found(signed_in: Callable[[str], Client]) -> None:
    """One without a letter is refused."""
    client = signed_in("moderator")
    for text in ("gokken", "!!"):
        client.post(reverse("forums_watchedword:add"), {"text": text, "effect": "hold"})
    assert list(WatchedWord.objects.values_list("text", "effect")) == [("gokken", "hold")]


def test_the_menu_says_how_much_waits(signed_in: Callable[[str], Client]) -> None:
    """For moderators."""
    Report.objects.create(post=PostFactory(), reason=Report.Reason.SPAM)
    shown = {role: signed_in(role).get("/admin/").content.decode() for role in ("moderator", "editor")}
    assert ["Forum: wat wacht (1)" in page for page in shown.values()] == [True, False]
