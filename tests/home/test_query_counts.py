"""How often public pages ask the database: as often for thirty rows as for one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from community.initiatives.models import Direction, Initiative, InitiativePhoto, InitiativeTheme, NeedOrOffer
from events.models import Event, EventTheme
from foundation.generation import next_generation
from home.models import OrdinaryPage, Stakeholder, StakeholderTheme
from knowledge.models import KnowledgeTool, ToolTheme
from tests.conftest import Network
from tests.factories import InitiativeFactory, PhotoFactory, ThemeFactory, ToolFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db
LISTING, DETAIL = 14, 10  # the most queries a page may take
MANY = 30


class Street:
    """A network that grows by rows of every type, put in the tree without being published one by one."""

    def __init__(self, network: Network) -> None:
        """Begin with a theme, a host with a photo, and a tool."""
        self.network = network
        self.theme = ThemeFactory(title="Zorg")
        self.photo = PhotoFactory()
        self.host = InitiativeFactory(title="Gastheer", themes=[self.theme], photo=self.photo)
        self.tool = ToolFactory(title="Eerste tool", themes=[self.theme], author=self.host)
        self.parent = self.add(network.front, OrdinaryPage(title="Boven", slug="boven"))
        self.rows = 0

    def add(self, parent: Page, page: Any) -> Any:
        """Put one page below its section, live."""
        page.locale = parent.locale
        page.first_published_at = timezone.now()
        Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
        return page

    def grow(self, rows: int) -> None:
        """Add so many of everything, all in the theme, with photo and tags, of and at the host."""
        network, town = self.network, municipality_named("Woerden")
        for number in range(self.rows, self.rows + rows):
            soon = timezone.now() + timedelta(days=number + 1)
            initiative = Initiative(
                title=f"Initiatief {number}", slug=f"i-{number}", tagline="x", municipality=town, photo=self.photo
            )
            initiative.theme_links = [InitiativeTheme(theme=self.theme)]
            initiative.needs_and_offers = [NeedOrOffer(direction=Direction.NEED, title="Handen")]
            initiative.tags.set(["soep", f"woord {number % 4}"])
            self.add(network.directory, initiative)
            tool = KnowledgeTool(
                title=f"Tool {number}", slug=f"t-{number}", summary="x", author=self.host, photo=self.photo
            )
            tool.theme_links = [ToolTheme(theme=self.theme)]
            tool.tags.set(["soep"])
            self.add(network.library, tool)
            event = Event(
                title=f"Avond {number}",
                slug=f"e-{number}",
                start=soon,
                end=soon + timedelta(hours=1),
                host=self.host,
                municipality=town,
            )
            event.theme_links = [EventTheme(theme=self.theme)]
            self.add(network.calendar, event)
            stakeholder = Stakeholder(title=f"Partner {number}", slug=f"s-{number}", kind="fonds")
            stakeholder.theme_links = [StakeholderTheme(theme=self.theme)]
            self.add(network.stakeholders, stakeholder)
            self.add(self.parent, OrdinaryPage(title=f"Kind {number}", slug=f"k-{number}"))
            InitiativePhoto.objects.create(page=self.host, photo=self.photo, caption="x")
        self.rows += rows


@pytest.fixture
def street(network: Network) -> Street:
    """A network with one row of everything."""
    street = Street(network)
    street.grow(1)
    return street


@pytest.fixture
def addresses(street: Street) -> dict[str, tuple[str, int]]:
    """Every public page type: its address, and how many queries it may take."""
    network = street.network
    event = Event.objects.get(slug="e-0")
    stakeholder = Stakeholder.objects.get(slug="s-0")
    return {
        "front page": ("/", LISTING),
        "directory": (network.directory.url, LISTING),
        "directory, filtered": (f"{network.directory.url}?thema=zorg&trefwoord=soep&zoek=i", LISTING),
        "library": (network.library.url, LISTING),
        "calendar": (network.calendar.url, LISTING),
        "stakeholders": (network.stakeholders.url, LISTING),
        "themes": (network.overview.url, LISTING),
        "theme": (street.theme.url, LISTING),
        "initiative": (street.host.url, DETAIL),
        "tool": (street.tool.url, DETAIL),
        "event": (event.url, DETAIL),
        "stakeholder": (stakeholder.url, DETAIL),
        "ordinary page": (street.parent.url, DETAIL),
        "map data": ("/map/initiatives.json", LISTING),
    }


def queries_of(address: str) -> list[str]:
    """The queries of an uncached page in a process that has served others before."""
    client = Client()
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}{'&' if '?' in address else '?'}utm=1").status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_pages_take_few_queries_however_many_rows(street: Street, addresses: dict[str, tuple[str, int]]) -> None:
    """Equal with one and with thirty, and within what the page may take."""
    with_one = {name: queries_of(address) for name, (address, _most) in addresses.items()}
    street.grow(MANY)
    next_generation()  # as publishing them would have done
    with_many = {name: queries_of(address) for name, (address, _most) in addresses.items()}
    numbers = {name: (len(with_one[name]), len(with_many[name])) for name in addresses}
    assert {name: pair for name, pair in numbers.items() if pair[0] != pair[1]} == {}
    assert {name: pair for name, pair in numbers.items() if pair[1] > addresses[name][1]} == {}
