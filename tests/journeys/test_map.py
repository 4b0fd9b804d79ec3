"""The map of initiatives, as people use it: with keys, fingers and a mouse."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from community.initiatives.map_tiles import TILES_HOST
from community.initiatives.models import Initiative
from foundation.models import NetworkIdentity
from tests.conftest import Network
from tests.factories import InitiativeFactory
from tests.factories.pages import municipality_named

PAGE_SIZE = 12
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def asked(context: BrowserContext, live_server: LiveServer) -> list[str]:
    """Addresses outside the site that pages ask for; they get a picture of one pixel."""
    elsewhere: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith(live_server.url):
            route.fallback()
            return
        elsewhere.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    context.route(re.compile("^https?:"), answer)
    return elsewhere


@pytest.fixture
def initiatives(network: Network) -> list[Initiative]:
    """Two more than a page of the list holds: twelve in a row from west to east, and two together in Utrecht."""
    row = [
        InitiativeFactory(title=f"Huis {number:02}", latitude=52.0, longitude=4.85 + number * 0.05)
        for number in range(1, PAGE_SIZE + 1)
    ]
    pair = [
        InitiativeFactory(title=title, latitude=52.1, longitude=5.1, municipality=municipality_named("Utrecht"))
        for title in ("Zaal A", "Zaal B")
    ]
    return row + pair


@pytest.fixture
def open_map(page: Page, live_server: LiveServer, network: Network, quiet: None) -> Callable[..., Locator]:
    """Open the directory and wait until its map has points."""

    def open_directory(query: str = "", *, width: int = 1280) -> Locator:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}{network.directory.url}{query}")
        if width < 992:  # where the columns begin
            page.locator("#tab-map").click()
        element = page.locator("#map")
        element.scroll_into_view_if_needed()
        expect(element.locator(".point").first).to_be_visible()
        return element

    return open_directory


def land_of(element: Locator) -> dict[str, float]:
    """Where the land lies on the screen, in pixels: it tells how the map was moved and zoomed."""
    return element.locator(".land").first.evaluate("land => land.getBoundingClientRect().toJSON()")


def widest_of(element: Locator) -> float:
    """The width of the widest municipality, in pixels; those out of sight have none."""
    return element.evaluate(
        "map => Math.max(...[...map.querySelectorAll('.land')].map(land => land.getBoundingClientRect().width))"
    )


def settled(page: Page) -> None:
    """Wait until the map has stopped moving."""
    page.evaluate("window.landWas = null")
    page.wait_for_function(
        """() => {
            const land = document.querySelector('.land').getBoundingClientRect();
            const now = `${land.x} ${land.y} ${land.width}`;
            const still = window.landWas === now;
            window.landWas = now;
            return still;
        }""",
        polling=150,
    )


@pytest.mark.usefixtures("initiatives")
def test_map_shows_what_the_list_shows(page: Page, open_map: Callable[..., Locator]) -> None:
    """Rows of the list are houses with their numbers, all others are in groups; filters count for both."""
    element = open_map()
    numbers = page.locator("#panel-list .num").all_inner_texts()
    assert sorted(element.locator(".point-row").all_inner_texts(), key=int) == numbers
    assert element.locator(".point-ring").all_inner_texts() == ["2"]
    assert element.locator(".point-house").count() == 0

    element = open_map("?gemeente=utrecht")
    assert page.locator("#panel-list .num").all_inner_texts() == ["1", "2"]
    assert sorted(element.locator(".point-row").all_inner_texts()) == ["1", "2"]
    assert element.locator(".point").count() == 2


@pytest.mark.usefixtures("initiatives")
def test_map_works_with_keys_alone(page: Page, open_map: Callable[..., Locator]) -> None:
    """Arrow keys move, plus and minus zoom, Tab reaches buttons and points, Enter opens and Escape closes."""
    element = open_map()
    before = land_of(element)
    element.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert round(before["x"] - land_of(element)["x"]) == 80
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    settled(page)
    assert round(land_of(element)["width"] / before["width"], 1) == 2
    page.keyboard.press("-")
    settled(page)

    page.keyboard.press("Tab")
    expect(element.locator(".zoom").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    first = element.locator(".point-row").first
    expect(first).to_be_focused()
    assert first.get_attribute("aria-label") == "1. Huis 01"

    page.keyboard.press("Enter")
    link = element.locator(".popup a")
    expect(link).to_be_focused()
    expect(link).to_have_text("Huis 01")
    page.keyboard.press("Escape")
    expect(element.locator(".popup")).to_have_count(0)
    expect(first).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/huis-01/")


@pytest.mark.usefixtures("initiatives")
def test_map_opens_a_group_at_one_address_as_a_list(page: Page, open_map: Callable[..., Locator]) -> None:
    """Initiatives that no zoom can part are named in one popup, and the focus comes back to the group."""
    element = open_map()
    group = element.locator(".point-ring")
    group.focus()
    page.keyboard.press("Enter")
    expect(element.locator(".popup a")).to_have_text(["Zaal A", "Zaal B"])
    page.keyboard.press("Escape")
    expect(group).to_be_focused()


@pytest.mark.usefixtures("initiatives")
def test_map_and_list_light_each_other(page: Page, open_map: Callable[..., Locator]) -> None:
    """The row under the mouse lights its house, the house with the focus lights its row."""
    element = open_map()
    lit_points, lit_rows = element.locator(".point.is-lit"), page.locator("#panel-list li.is-lit .num")
    page.locator("#panel-list li").nth(0).hover()
    expect(lit_points).to_have_text(["1"])
    element.locator(".point-row").nth(2).focus()
    expect(lit_rows).to_have_text(["1", "3"])
    page.mouse.move(0, 0)
    expect(lit_rows).to_have_text(["3"])
    expect(lit_points).to_have_text(["3"])


@pytest.mark.usefixtures("network")
def test_map_shows_a_title_as_text(page: Page, open_map: Callable[..., Locator]) -> None:
    """Mark-up in a title is shown as it was typed, on the point, in the popup and nowhere run."""
    title = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"
    InitiativeFactory(title=title, slug="opmaak")
    element = open_map()
    point = element.locator(".point-row")
    assert point.get_attribute("aria-label") == f"1. {title}"
    point.click()
    expect(element.locator(".popup a")).to_have_text(title)
    assert element.locator(".popup :is(img, script)").count() == 0
    assert page.title() != "run"


@pytest.mark.parametrize(("switched_on", "hosts"), [(False, set()), (True, {urlsplit(TILES_HOST).netloc})])
@pytest.mark.usefixtures("initiatives")
def test_map_asks_nobody_else_unless_tiles_are_on(
    page: Page, open_map: Callable[..., Locator], asked: list[str], switched_on: bool, hosts: set[str]
) -> None:
    """No request leaves the site, but for tiles where the network switched them on; those the page's policy lets in."""
    identity = NetworkIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.map_tiles = switched_on
    identity.save()
    open_map()
    page.wait_for_load_state("networkidle")
    assert {urlsplit(address).netloc for address in asked} == hosts


@pytest.mark.usefixtures("initiatives")
def test_map_leaves_the_bare_wheel_to_the_page(page: Page, open_map: Callable[..., Locator]) -> None:
    """Scrolling over the map scrolls the page; with Ctrl it zooms the map."""
    element = open_map()
    before, scrolled = land_of(element), page.evaluate("scrollY")
    widest = widest_of(element)
    element.hover(position={"x": 40, "y": 300})
    page.mouse.wheel(0, -100)
    page.wait_for_function("was => scrollY < was", arg=scrolled)
    assert land_of(element)["width"] == before["width"]
    expect(element.locator(".map-hint")).to_have_class("map-hint is-on")

    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    settled(page)
    assert widest_of(element) > widest


def drag(session: CDPSession, *fingers: tuple[int, int, int, int]) -> None:
    """Move fingers over the screen: each from x, y by so many pixels right and down."""
    steps = 10
    for step in range(steps + 1):
        points = [{"x": x + right * step / steps, "y": y + down * step / steps} for x, y, right, down in fingers]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.usefixtures("initiatives")
def test_map_on_a_phone_loads_when_its_tab_opens_and_leaves_one_finger_to_the_page(
    page: Page, context: BrowserContext, open_map: Callable[..., Locator]
) -> None:
    """Who reads the list only does not fetch the map; one finger scrolls the page, two zoom the map."""
    session = context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path.rsplit("/", 1)[-1]))
    page.on("load", lambda _page: fetched.append("page loaded"))
    element = open_map(width=390)
    assert "leaflet.js" in fetched
    assert fetched.index("page loaded") < fetched.index("leaflet.js")

    def measures() -> tuple[int, int, int]:
        """How far the page scrolled, where the land lies in the map, and how wide it is at most, in pixels."""
        land, box = land_of(element), element.bounding_box()
        assert box is not None
        return page.evaluate("Math.round(scrollY)"), round(land["y"] - box["y"]), round(widest_of(element))

    scrolled, place, width = measures()
    assert scrolled > 0
    drag(session, (190, 500, 0, 120))
    page.wait_for_function("was => scrollY < was", arg=scrolled)
    expect(element.locator(".map-hint")).to_have_class("map-hint is-on")
    settled(page)
    assert measures()[1:] == (place, width)

    now = measures()[0]
    drag(session, (180, 650, -60, 0), (200, 650, 60, 0))
    settled(page)
    assert measures()[0] == now
    assert measures()[2] > width * 1.5


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("initiatives")
def test_map_is_accessible(page: Page, open_map: Callable[..., Locator], width: int, scheme: Any) -> None:
    """Axe finds nothing on the map, with a popup open, in both colour schemes; nothing sticks out sideways."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    element = open_map(width=width)
    element.locator(".point-row").nth(4).focus()
    page.keyboard.press("Enter")
    expect(element.locator(".popup a")).to_be_focused()
    found = Axe().run(page, context="#panel-map")
    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
