"""What a new network starts with, and that starting twice changes nothing."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Locale, Page, Site, Workflow

from community.places.models import Municipality
from home.models import FrontPage
from home.setup import EDITORS, MODERATORS, PARTNERS, SUPPORT_WORKERS, WRITERS, set_up_network
from tests.conftest import Network

pytestmark = pytest.mark.django_db
CHANGING = {"Generation", "ModelLogEntry", "PageLogEntry"}  # a new stamp; logs


def counted() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__name__ not in CHANGING and model._meta.managed
    }


def test_setting_up_twice_makes_no_doubles() -> None:
    """Not one row in any table."""
    before = counted()
    call_command("setup_network")
    set_up_network()
    assert counted() == before


def test_setting_up_again_keeps_what_editors_changed(network: Network) -> None:
    """Titles, places in the tree, and rights that were added."""
    network.library.title = "Onze kennis"
    network.library.save_revision().publish()
    writers = Group.objects.get(name=WRITERS)
    editors_only = Group.objects.get(name=EDITORS).permissions.first()
    writers.permissions.add(editors_only)
    set_up_network()
    assert Page.objects.get(pk=network.library.pk).title == "Onze kennis"
    assert writers.permissions.filter(pk=editors_only.pk).exists()


def test_network_has_every_section_in_both_languages(network: Network) -> None:
    """Live, below the front page of its language, in one sound tree."""
    assert {locale.language_code for locale in Locale.objects.all()} == {"nl", "en"}
    for front in FrontPage.objects.all():
        assert [page.live for page in front.get_children()] == [True] * 5
        assert front.numchild == 5
    assert Page.find_problems() == ([], [], [], [], [])


def test_wagtails_welcome_is_gone(network: Network) -> None:
    """The front page is what the site shows."""
    assert Site.objects.get().root_page_id == network.front.pk
    assert list(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["voorpagina", "front-page"]


def test_network_has_roles_workflow_and_municipalities() -> None:
    """Ours in place of Wagtail's."""
    roles = {EDITORS, WRITERS, MODERATORS, SUPPORT_WORKERS, PARTNERS}
    assert set(Group.objects.values_list("name", flat=True)) == roles
    assert Workflow.objects.filter(active=True).count() == 1
    assert Municipality.objects.count() == 26
