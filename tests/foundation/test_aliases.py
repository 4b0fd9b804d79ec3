"""The English tree follows the Dutch one: aliases stand for what is not translated yet."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from foundation.aliases import foreign_language, make_missing_aliases
from foundation.translating import translate
from home.models import OrdinaryPage
from tests.conftest import Network
from tests.factories import InitiativeFactory, OrdinaryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(network: Network) -> OrdinaryPage:
    """A published page without translation."""
    return OrdinaryPageFactory(title="Over ons", slug="over-ons", tagline="Wie wij zijn.")


def english_of(page: Page, network: Network) -> Page | None:
    """What stands for the page in the English tree, read anew."""
    return Page.objects.filter(translation_key=page.translation_key, locale=network.english).first()


def translated(page: OrdinaryPage, network: Network) -> Page:
    """Translate it, as an editor would."""
    return translate(page, {"title": "About us", "slug": "about-us", "tagline": "Who we are."}, network.english)


def test_publishing_makes_an_alias_below_the_parent_there(about: OrdinaryPage, network: Network) -> None:
    """With the same title and slug, live."""
    alias = english_of(about, network)
    assert alias is not None
    assert (alias.alias_of_id, alias.live, alias.title, alias.slug) == (about.pk, True, "Over ons", "over-ons")
    assert alias.get_parent() == network.front.get_translation(network.english).page_ptr


def test_publishing_again_makes_no_second_alias(about: OrdinaryPage, network: Network) -> None:
    """However often."""
    about.save_revision().publish()
    assert make_missing_aliases(about) == []
    assert Page.objects.filter(translation_key=about.translation_key).count() == 2


def test_draft_has_no_alias(network: Network) -> None:
    """The control: it is publishing that makes one."""
    assert english_of(OrdinaryPageFactory(title="Klad", published=False), network) is None


def test_alias_follows_the_text_of_its_source(about: OrdinaryPage, network: Network) -> None:
    """Published text, not a draft."""
    about.tagline = "Nieuw."
    revision = about.save_revision()
    assert english_of(about, network).specific.tagline == "Wie wij zijn."
    revision.publish()
    assert english_of(about, network).specific.tagline == "Nieuw."


def test_alias_moves_with_its_source(about: OrdinaryPage, network: Network) -> None:
    """Below the counterpart of the new parent; back again as well."""
    parent = OrdinaryPageFactory(title="Boven")
    about.move(parent, pos="last-child")
    assert english_of(about, network).get_parent().pk == english_of(parent, network).pk
    Page.objects.get(pk=about.pk).move(Page.objects.get(pk=network.front.pk), pos="last-child")
    assert english_of(about, network).depth == 3
    assert Page.find_problems() == ([], [], [], [], [])


def test_translation_moves_with_its_source(about: OrdinaryPage, network: Network) -> None:
    """A translation is no alias, and stands where its source stands."""
    parent = OrdinaryPageFactory(title="Boven")
    translated(about, network)
    Page.objects.get(pk=about.pk).move(parent, pos="last-child")
    assert english_of(about, network).get_parent().pk == english_of(parent, network).pk


def test_alias_is_deleted_with_its_source(about: OrdinaryPage, network: Network) -> None:
    """No orphan stays in the English tree."""
    about.delete()
    assert Page.objects.filter(translation_key=about.translation_key).count() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_translation_survives_its_source(about: OrdinaryPage, network: Network) -> None:
    """Somebody wrote it."""
    translated(about, network)
    Page.objects.get(pk=about.pk).specific.delete()
    kept = english_of(about, network)
    assert kept is not None
    assert (kept.title, kept.live) == ("About us", True)


def test_alias_is_withdrawn_with_its_source(about: OrdinaryPage, network: Network) -> None:
    """And comes back with it."""
    about.unpublish()
    assert english_of(about, network).live is False
    about.save_revision().publish()
    assert english_of(about, network).live is True


def test_translating_turns_the_alias_into_a_page(about: OrdinaryPage, network: Network) -> None:
    """In the same place, once, live, with its own words."""
    alias = english_of(about, network)
    page = translated(about, network)
    assert page.pk == alias.pk
    assert (page.alias_of_id, page.live, page.title, page.slug) == (None, True, "About us", "about-us")
    assert Client().get(page.url).status_code == 200
    assert Page.find_problems() == ([], [], [], [], [])


def test_source_does_not_overwrite_a_translation(about: OrdinaryPage, network: Network) -> None:
    """Publishing the source again leaves the English words."""
    translated(about, network)
    source = OrdinaryPage.objects.get(pk=about.pk)
    source.title = "Over ons allemaal"
    source.save_revision().publish()
    assert english_of(about, network).title == "About us"


def test_foreign_language_is_that_of_the_text(about: OrdinaryPage, network: Network) -> None:
    """Dutch in the English tree; nothing to say of a source or a translation."""
    assert foreign_language(about) == ""
    assert foreign_language(english_of(about, network)) == "nl"
    assert foreign_language(translated(about, network)) == ""


@pytest.mark.parametrize("make", [InitiativeFactory, OrdinaryPageFactory])
def test_tree_has_no_problems_after_publishing(network: Network, make: Callable[[], Page]) -> None:
    """Numbers of children are right in both trees, so that the next page finds its place."""
    make()
    make()
    assert Page.find_problems() == ([], [], [], [], [])
