"""Ways through the demo with keys only, with memory, and without scripts."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests.factories import OrdinaryPageFactory
from tests.journeys.demo_site import Watched

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
FILM = "https://www.youtube-nocookie.com"


@pytest.fixture(scope="module")
def home(demo_address: str) -> str:
    """The address of the demo."""
    return demo_address


def path_of(page: Page) -> str:
    """Where the browser is."""
    return urlsplit(page.url).path


def test_first_key_leads_past_the_menu(page: Page, home: str) -> None:
    """The skip link: visible when it has the focus, and it works."""
    page.goto(home)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_be_in_viewport()
    assert link.get_attribute("href").startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_visible_on_every_stop(page: Page, home: str) -> None:
    """An outline, or another mark, on whatever the keys reach first."""
    page.goto(home)
    for _stop in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, s.outlineWidth, s.boxShadow]; }"
        )
        assert style[0] != "none" or style[2] != "none", page.evaluate("document.activeElement.outerHTML")[:200]


def test_menu_of_a_phone_opens_and_closes_with_keys(page: Page, home: str) -> None:
    """Enter opens it, Escape closes it and gives the focus back; its links are reached with Tab."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(home)
    summary = page.locator("header summary")
    summary.focus()
    page.keyboard.press("Enter")
    library = page.locator("header details a[href='/kennistools/']")
    expect(library).to_be_visible()
    page.keyboard.press("Escape")
    expect(library).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details') !== null")
    library.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kennistools/")


def test_listing_is_filtered_and_paged_with_keys(page: Page, home: str) -> None:
    """Choose, send, page on; the choice stays in the address."""
    page.goto(f"{home}/kennistools/")
    page.locator("main form select[name=soort]").select_option("stappenplan")
    page.locator("main form select[name=soort]").focus()
    button = page.locator("main form:has(select[name=soort]) button[type=submit]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**soort=stappenplan**")
    expect(page.locator("main form select[name=soort]")).to_have_value("stappenplan")
    following = page.locator("main a[href*='pagina=2']").first
    following.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**pagina=2**")
    query = parse_qs(urlsplit(page.url).query)
    assert (query["soort"], query["pagina"]) == (["stappenplan"], ["2"])


def test_language_switch_lands_on_the_same_page_with_keys(page: Page, home: str) -> None:
    """And back."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}/over-ons/")
    for expected in ("/en/about-us/", "/over-ons/"):
        page.locator("header a[hreflang]:visible").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{expected}")


def test_checklist_remembers_ticks_on_this_device(page: Page, home: str) -> None:
    """After a reload; until they are all taken away."""
    address = f"{home}/kennistools/keuken-van-het-dorpshuis/"
    page.goto(address)
    first = page.locator("main input[type=checkbox]").first
    first.focus()
    page.keyboard.press("Space")
    page.reload()
    expect(first).to_be_checked()
    expect(page.locator("main input[type=checkbox]").nth(1)).not_to_be_checked()
    first.focus()
    page.keyboard.press("Space")
    page.reload()
    expect(first).not_to_be_checked()


def without_scripts(browser: Browser, *, width: int = 1280) -> Page:
    """A page in a browser that runs no scripts."""
    return browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()


def test_listing_works_without_scripts(browser: Browser, home: str) -> None:
    """Filters, words, and all items are there."""
    page = without_scripts(browser)
    page.goto(f"{home}/initiatieven/")
    page.locator("main form select[name=thema]").select_option("energie")
    page.locator("main form:has(select[name=thema]) button[type=submit]").click()
    assert parse_qs(urlsplit(page.url).query)["thema"] == ["energie"]
    expect(page.locator("main h2 a").first).to_be_visible()
    page.context.close()


def test_menu_of_a_phone_works_without_scripts(browser: Browser, home: str) -> None:
    """It folds open by itself."""
    page = without_scripts(browser, width=390)
    page.goto(home)
    page.locator("header summary").click()
    page.locator("header details a[href='/themas/']").click()
    assert path_of(page) == "/themas/"
    page.context.close()


def test_nothing_says_print_without_scripts(browser: Browser, home: str) -> None:
    """A button that cannot work is not there; the tool itself is."""
    page = without_scripts(browser)
    page.goto(f"{home}/kennistools/vereniging-oprichten/")
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("[data-print]:visible").count() == 0
    page.context.close()


def test_film_loads_only_after_a_click(page: Page, home: str, film: str) -> None:
    """Before it, nobody outside hears of the visit."""
    watched = Watched(page, home)
    page.route(f"{FILM}/**", lambda route: route.fulfill(body="film", content_type="text/html"))
    page.goto(f"{home}{film}")
    link = page.locator("[data-embed]").first
    link.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert watched.foreign == []
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe")).to_have_attribute("title", "Zo koken wij")
    assert [urlsplit(url).netloc for url in watched.foreign] == [urlsplit(FILM).netloc]


@pytest.fixture
def film(home: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a page with a film, published in this worker's copy of the demo for as long as the test takes."""
    with django_db_blocker.unblock():
        page = OrdinaryPageFactory(
            title="Film",
            body=[("video", {"title": "Zo koken wij", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"})],
        )
        yield page.url
        page.delete()


def test_language_of_the_page_is_that_of_its_address(page: Page, home: str) -> None:
    """Also for a browser in another language."""
    page.set_extra_http_headers({"Accept-Language": "de"})
    page.goto(f"{home}/en/")
    assert page.locator("html").get_attribute("lang") == "en"
    with translation.override("en"):
        expect(page.get_by_role("navigation", name=_("Main menu"))).to_have_count(1)
