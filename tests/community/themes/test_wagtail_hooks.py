"""Themes in use and their order, in the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from community.themes.models import Theme
from community.themes.queries import source_badges, themes_in_use
from foundation.generation import read_generation
from tests.conftest import Network
from tests.factories import EventFactory, InitiativeFactory, StakeholderFactory, ThemeFactory, ToolFactory

pytestmark = pytest.mark.django_db


def messages_of(response: Any) -> str:
    """The messages somebody gets with this answer."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def worn() -> Theme:
    """A theme on four pages; the aliases of these in the other language wear it too."""
    theme = ThemeFactory(title="Energie")
    for factory in (EventFactory, InitiativeFactory, StakeholderFactory, ToolFactory):
        factory(themes=[theme])
    return theme


def test_themes_in_use_counts_every_kind_of_page(worn: Theme, network: Network) -> None:
    ThemeFactory(title="Wonen")
    assert themes_in_use([network.overview]) == [(worn, 8)]
    assert themes_in_use([network.library]) == []


class TestDelete:
    """Deleting a theme that pages wear."""

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("what", ["theme", "overview"])
    def test_is_refused_with_words(
        self, worn: Theme, network: Network, signed_in: Callable[[str], Client], method: str, what: str
    ) -> None:
        page = worn if what == "theme" else network.overview
        answer = getattr(signed_in("editor"), method)(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            reverse("wagtailadmin_explore", args=(page.get_parent().pk,)),
        )
        assert "Energie" in messages_of(answer)
        assert reverse("wagtailadmin_pages:usage", args=(worn.pk,)) in messages_of(answer)
        assert Theme.objects.filter(pk=worn.pk).exists()

    def test_in_bulk_is_refused_with_words(self, worn: Theme, signed_in: Callable[[str], Client]) -> None:
        other = ThemeFactory(title="Wonen")
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
        answer = signed_in("editor").post(f"{url}?id={other.pk}&id={worn.pk}")
        assert answer.status_code == 302
        assert "Energie" in messages_of(answer)
        assert Theme.objects.filter(pk__in=[worn.pk, other.pk]).count() == 2

    def test_of_an_unused_theme_works(self, worn: Theme, signed_in: Callable[[str], Client]) -> None:
        other = ThemeFactory(title="Wonen")
        signed_in("editor").post(reverse("wagtailadmin_pages:delete", args=(other.pk,)))
        assert not Theme.objects.filter(pk=other.pk).exists()


class TestUnpublish:
    """Unpublishing is allowed, but never by surprise."""

    def test_says_how_often_it_is_used(self, worn: Theme, signed_in: Callable[[str], Client]) -> None:
        call_command("rebuild_references_index", verbosity=0)
        answer = signed_in("editor").get(reverse("wagtailadmin_pages:unpublish", args=(worn.pk,)))
        assert answer.context["usage_count"] == 8

    def test_in_bulk_warns(self, worn: Theme, signed_in: Callable[[str], Client]) -> None:
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
        answer = signed_in("editor").post(f"{url}?id={worn.pk}")
        assert "Energie" in messages_of(answer)
        assert not Theme.objects.get(pk=worn.pk).live


def test_order_of_the_tree_is_the_order_of_the_street(signed_in: Callable[[str], Client]) -> None:
    """Dragging a theme in the list reorders it everywhere, at once."""
    themes = [ThemeFactory(title=title) for title in ("Energie", "Wonen", "Zorg")]
    assert [badge.name for badge in source_badges()] == ["Energie", "Wonen", "Zorg"]
    before = read_generation()
    url = reverse("wagtailadmin_pages:set_page_position", args=(themes[2].pk,))
    assert signed_in("editor").post(f"{url}?position=0").status_code == 200
    assert read_generation() != before
    assert [badge.name for badge in source_badges()] == ["Zorg", "Energie", "Wonen"]
    assert Page.objects.get(pk=themes[2].pk).path < Page.objects.get(pk=themes[0].pk).path
