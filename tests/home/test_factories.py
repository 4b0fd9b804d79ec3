"""The shared fixtures and factories do what they say."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from tests.conftest import Network
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    PhotoFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
)

EVERY_PAGE = [InitiativeFactory, ToolFactory, EventFactory, StakeholderFactory, ThemeFactory, OrdinaryPageFactory]


@pytest.mark.parametrize("factory", EVERY_PAGE)
def test_factory_publishes_in_both_languages(network: Network, factory: Callable[[], Page]) -> None:
    """With a revision and an alias, as an editor would."""
    page = factory()
    assert page.live_revision is not None
    addresses = [page.url, page.get_translation(network.english).url]
    assert [Client().get(address).status_code for address in addresses] == [200, 200]


@pytest.mark.django_db
def test_factory_gives_a_page_what_it_is_asked_for() -> None:
    """Themes in order, tags, needs, a photo."""
    themes = [ThemeFactory(), ThemeFactory()]
    page = InitiativeFactory(themes=themes, tags=["soep"], needs=["handen"], offers=["zaal"], photo=PhotoFactory())
    assert [link.theme for link in page.theme_links.all()] == themes
    assert [tag.name for tag in page.tags.all()] == ["soep"]
    assert [entry.title for entry in page.needs_and_offers.all()] == ["handen", "zaal"]
    assert page.photo is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(_time: int) -> None:
    """The database goes back to the network as it was set up."""
    assert Page.objects.filter(title="Blijft").count() == 0
    InitiativeFactory(title="Blijft")


@pytest.mark.parametrize(
    ("role", "group"), [("editor", ["Redactie"]), ("writer", ["Schrijvers"]), ("member", []), ("administrator", [])]
)
def test_person_has_the_role_asked_for(person_with_role: Callable[[str], object], role: str, group: list[str]) -> None:
    """And no other."""
    user = person_with_role(role)
    assert [entry.name for entry in user.groups.all()] == group
    assert user.is_superuser is (role == "administrator")
