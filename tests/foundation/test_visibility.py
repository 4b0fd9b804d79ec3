"""Private pages show nowhere to strangers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from foundation.page_cache import STATUS_HEADER
from tests.conftest import Network
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
)

pytestmark = pytest.mark.django_db

SECRET = "Zwijgzame"
KINDS = [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS]


@pytest.fixture(scope="module")
def keys(made_once: Callable[[], AbstractContextManager[None]]) -> dict[str, int]:
    """One page of each type with a telling title, beside a public one; the theme they share is public."""
    with made_once():
        theme = ThemeFactory(title="Zorg")
        host = InitiativeFactory(title="Open buurthuis", themes=[theme])
        parent = OrdinaryPageFactory(title="Open bladzijde")
        pages = {
            "theme": theme,
            "host": host,
            "parent": parent,
            "open": ToolFactory(title="Open tool", themes=[theme], author=host),
            "initiative": InitiativeFactory(title=f"{SECRET} zorgtuin", themes=[theme], tags=["soep"], place="Kamerik"),
            "tool": ToolFactory(title=f"{SECRET} tool", themes=[theme], tags=["soep"], author=host),
            "event": EventFactory(title=f"{SECRET} avond", themes=[theme], tags=["soep"], host=host),
            "stakeholder": StakeholderFactory(title=f"{SECRET} partner", themes=[theme]),
            "page": OrdinaryPageFactory(title=f"{SECRET} bladzijde", parent=parent, show_in_menus=True),
        }
        return {name: made.pk for name, made in pages.items()}


@pytest.fixture
def secrets(network: Network, keys: dict[str, int]) -> dict[str, Page]:
    """The pages, fresh from the database."""
    return {name: Page.objects.get(pk=pk).specific for name, pk in keys.items()}


def hide(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    """Make a page private, as its form in the admin does; the translated page as well."""
    for version in (page, *page.get_translations()):
        restriction = PageViewRestriction.objects.create(page=version, restriction_type=kind, password="open")
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.get(name="Redactie"))


def everywhere(network: Network, secrets: dict[str, Page]) -> list[str]:
    """Every address on which a private page might show, in both languages."""
    pages = [
        network.front,
        network.directory,
        network.library,
        network.calendar,
        network.overview,
        network.stakeholders,
        secrets["theme"],
        secrets["host"],
        secrets["parent"],
        secrets["open"],
    ]
    addresses = [version.url for page in pages for version in (page, *page.get_translations())]
    return [*addresses, "/map/initiatives.json", "/en/map/initiatives.json", "/sitemap.xml", "/map/initiatives.svg"]


def found(addresses: list[str], word: str) -> list[str]:
    """Where a stranger reads this word."""
    client = Client()
    texts = {address: client.get(address).content.decode() for address in addresses}
    return [address for address, text in texts.items() if word.lower() in text.lower()]


def test_control_public_pages_show_where_they_are_looked_for(network: Network, secrets: dict[str, Page]) -> None:
    """The control: unhidden, the same pages show in listings, with their theme, on the map, in the sitemap."""
    shown = found(everywhere(network, secrets), SECRET)
    for page in (network.front, network.directory, network.library, network.calendar, network.stakeholders):
        assert page.url in shown
    for page in (secrets["theme"], secrets["host"], secrets["parent"]):
        assert page.url in shown
    assert {"/map/initiatives.json", "/en/map/initiatives.json", "/sitemap.xml"} <= set(shown)


@pytest.mark.parametrize("kind", KINDS)
def test_private_pages_show_nowhere_to_strangers(network: Network, secrets: dict[str, Page], kind: str) -> None:
    """Not in a listing, the map's data, the sitemap, a theme, related tools, a profile, the front page, a menu."""
    for name in ("initiative", "tool", "event", "stakeholder", "page"):
        hide(secrets[name], kind)
    assert found(everywhere(network, secrets), SECRET) == []


@pytest.mark.parametrize("kind", KINDS)
def test_private_page_itself_is_closed_to_strangers(secrets: dict[str, Page], kind: str) -> None:
    """And its closed door is kept for nobody else."""
    hide(secrets["tool"], kind)
    response = Client().get(secrets["tool"].url)
    assert STATUS_HEADER not in response.headers
    assert SECRET not in response.content.decode()
    assert response.status_code == (200 if kind == PageViewRestriction.PASSWORD else 302)


def test_private_page_opens_for_who_may_see_it(secrets: dict[str, Page], signed_in: Callable[[str], Client]) -> None:
    """The control of the closed door: signed in, with the group, or with the password."""
    hide(secrets["tool"], PageViewRestriction.GROUPS)
    hide(secrets["event"], PageViewRestriction.LOGIN)
    hide(secrets["page"], PageViewRestriction.PASSWORD)
    assert SECRET in signed_in("editor").get(secrets["tool"].url).content.decode()
    assert signed_in("member").get(secrets["tool"].url).status_code == 302
    assert SECRET in signed_in("member").get(secrets["event"].url).content.decode()


def test_page_seen_by_who_may_see_it_is_not_kept_for_strangers(
    secrets: dict[str, Page], signed_in: Callable[[str], Client]
) -> None:
    """The cache holds nothing of it."""
    hide(secrets["tool"])
    assert SECRET in signed_in("member").get(secrets["tool"].url).content.decode()
    assert SECRET not in Client().get(secrets["tool"].url).content.decode()


def test_private_section_hides_all_below_it(network: Network, secrets: dict[str, Page]) -> None:
    """A restriction counts for the whole branch."""
    hide(network.directory)
    assert Client().get(secrets["initiative"].url).status_code == 302
    elsewhere = [address for address in everywhere(network, secrets) if "initiatie" not in address or "map" in address]
    client = Client()
    assert [address for address in elsewhere if f"{SECRET} zorgtuin" in client.get(address).content.decode()] == []
    assert found(["/map/initiatives.json"], "Open buurthuis") == []


def test_counts_leave_private_pages_out(network: Network, secrets: dict[str, Page]) -> None:
    """The number beside a facet, the total, and the counts of the front page and the themes."""

    def numbers() -> dict[str, Any]:
        listing = Client().get(network.directory.url).context["listing"]
        theme = next(field for field in listing.fields if field.name == "thema").options[0].count
        tags = [option.value for field in listing.fields if field.name == "trefwoord" for option in field.options]
        front = Client().get("/").context
        overview = Client().get(network.overview.url).context["themes"][0].count_text
        return {
            "total": listing.total,
            "theme": theme,
            "tags": tags,
            "front": front["initiative_count"],
            "tools": front["tool_count"],
            "overview": overview.split(",")[0].split(" ")[0],
        }

    before = numbers()
    for name in ("initiative", "tool"):
        hide(secrets[name])
    assert before == {"total": 2, "theme": 2, "tags": ["soep"], "front": 2, "tools": 2, "overview": "2"}
    assert numbers() == {"total": 1, "theme": 1, "tags": [], "front": 1, "tools": 1, "overview": "1"}


@pytest.mark.parametrize("name", ["initiative", "tool", "event", "stakeholder", "page"])
def test_unpublished_pages_show_nowhere(network: Network, secrets: dict[str, Page], name: str) -> None:
    """Withdrawn is withdrawn, in both languages."""
    title = secrets[name].title
    addresses = everywhere(network, secrets)
    assert found(addresses, title) != []
    secrets[name].unpublish()
    assert found(addresses, title) == []


def test_draft_shows_nowhere(network: Network, secrets: dict[str, Page]) -> None:
    """A page that was never published, and the new text of one that was."""
    InitiativeFactory(title="Klad van een idee", themes=[secrets["theme"]], published=False)
    secrets["tool"].title = "Klad van een tool"
    secrets["tool"].save_revision()
    assert found(everywhere(network, secrets), "Klad van") == []
