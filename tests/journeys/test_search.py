"""Searching in a browser: with keys only, without scripts, at every width, and without telling anybody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.demo_site import CUT_OFF, Watched, too_wide
from tests.search.indexing import index_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
PHONE, DESK = 390, 1280
WIDTHS = (320, 390, 640, 768, 1024, 1152, 1280, 1600)
STEADY = 0.02
AXE = Axe()
SEARCHES = {
    "empty": "",
    "many": "?q=dorpshuis",
    "corrected and narrowed": "?q=subsidei+dorpshuis&soort=kennistool",
    "nothing": "?q=subsidie+qqqqzz",
    "nothing with choices": "?q=subsidie&gemeente=renswoude",
    "one long word": f"?q={'w' * 200}",
}


@pytest.fixture(scope="module")
def home(demo_address: str) -> str:
    """The address of the demo, all of which can be found."""
    index_everything()
    return demo_address


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """What axe finds, in one line each."""
    options = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if contrast_only else {}
    found = AXE.run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_search_page_keeps_its_promises(page: Page, home: str, name: str, language: str) -> None:
    """At the width of a phone and of a desk, by day and by night, with large letters, quiet and of its own."""
    watched = Watched(page, home)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": DESK, "height": 900})
    path = {"nl": "/zoeken/", "en": "/en/search/"}[language]
    assert page.goto(f"{home}{path}{SEARCHES[name]}", wait_until="load").status == 200
    page.evaluate("document.fonts.ready")
    problems: dict[str, object] = {}
    if (shift := page.evaluate("window.shift")) > STEADY:
        problems["shift"] = shift
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        problems[f"axe {width} light"] = violations(page)
        page.emulate_media(color_scheme="dark")
        problems[f"axe {width} dark"] = violations(page, contrast_only=True)
        page.emulate_media(color_scheme="light")
    problems["scrolls sideways"] = too_wide(page, WIDTHS)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    problems["scrolls sideways with large text"] = too_wide(page, (DESK, 768))
    problems["cut off with large text"] = page.evaluate(CUT_OFF)
    problems |= watched.misdeeds()
    assert {what: found for what, found in problems.items() if found} == {}


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["/", "/zoeken/", "/en/search/", "/bestaat-niet/"])
def test_suggestions_are_accessible(page: Page, home: str, path: str, width: int) -> None:
    """While they are open, with one chosen."""
    watched = Watched(page, home)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{home}{path}")
    field = page.locator("main input[type=search]")
    field.press_sequentially("re")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    assert violations(page) == []
    assert too_wide(page, (width,)) == []
    assert {what: found for what, found in watched.misdeeds().items() if found} == {}


def test_suggestions_are_chosen_with_keys(page: Page, home: str) -> None:
    """Down and up go round by way of the field, Home and End to the ends; Enter goes there."""
    page.goto(f"{home}/zoeken/")
    field = page.get_by_role("combobox")
    field.focus()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("dorps")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main form [role=status]")).to_contain_text(str(options.count()))
    last = options.count() - 1

    def chosen() -> int | None:
        active = field.get_attribute("aria-activedescendant")
        marked = page.locator("[role=option][aria-selected=true]")
        assert marked.count() == (1 if active else 0)
        return int(active.rpartition("-")[2]) if active else None

    seen = [chosen()]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowUp", "Home", "End"):
        page.keyboard.press(key)
        seen.append(chosen())
    assert seen == [None, 0, 1, 0, None, last, None, last, 0, last]
    expect(field).to_be_focused()
    page.keyboard.press("Home")
    address = options.first.get_attribute("data-url")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page, home: str) -> None:
    page.goto(f"{home}/zoeken/")
    field = page.get_by_role("combobox")
    field.press_sequentially("dorps")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("dorps")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_without_a_choice_searches_for_the_words(page: Page, home: str) -> None:
    """From the front page."""
    page.goto(home)
    page.get_by_role("combobox").press_sequentially("dorpshuis")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=dorpshuis")
    expect(page.locator("main .hits a").first).to_be_visible()


def test_suggestion_is_chosen_with_a_finger(page: Page, home: str) -> None:
    page.goto(f"{home}/zoeken/")
    page.get_by_role("combobox").press_sequentially("dorps")
    option = page.get_by_role("option").first
    address = option.get_attribute("data-url")
    option.click()
    page.wait_for_url(f"**{address}")


def test_only_the_last_letters_are_answered(page: Page, home: str) -> None:
    """Fast typing asks once."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/suggest/" in request.url else None)
    page.goto(f"{home}/zoeken/")
    page.get_by_role("combobox").press_sequentially("dorpshuis", delay=10)
    expect(page.get_by_role("listbox")).to_be_visible()
    assert [parse_qs(urlsplit(url).query)["q"] for url in asked] == [["dorpshuis"]]


def test_choice_works_at_once_and_keeps_the_focus(page: Page, home: str) -> None:
    """Where the choices stand beside the results."""
    page.set_viewport_size({"width": DESK, "height": 900})
    page.goto(f"{home}/zoeken/?q=dorpshuis")
    expect(page.get_by_role("button", name="Toon resultaten")).to_be_hidden()
    box = page.locator("#soort-kennistool")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**soort=kennistool**")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert set(page.locator(".hits .kind").all_inner_texts()) == {"Kennistool"}


def test_choices_of_a_phone_are_sent_together(page: Page, home: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto(f"{home}/zoeken/?q=dorpshuis")
    expect(page.locator("#soort-kennistool")).to_be_hidden()
    page.locator(".facets > summary").click()
    page.locator("#soort-kennistool").check()
    page.locator("#soort-initiatief").check()
    page.get_by_role("button", name="Toon resultaten").click()
    page.wait_for_url("**soort=**")
    assert sorted(parse_qs(urlsplit(page.url).query)["soort"]) == ["initiatief", "kennistool"]


def test_search_works_without_scripts(browser: Browser, home: str) -> None:
    """Words, choices, a page further, and a chip that goes out."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": DESK, "height": 900})
    page = context.new_page()
    page.goto(home)
    page.locator("main input[name=q]").fill("dorpshuis")
    page.locator("main form button").click()
    assert urlsplit(page.url).path == "/zoeken/"
    page.locator("#soort-kennistool").check()
    page.get_by_role("button", name="Toon resultaten").click()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["dorpshuis"], "soort": ["kennistool"]}
    page.locator("nav.pages a[rel=next]").click()
    assert parse_qs(urlsplit(page.url).query)["pagina"] == ["2"]
    page.locator("a.chip").first.click()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["dorpshuis"]}
    expect(page.locator("main .hits a").first).to_be_visible()
    context.close()


def test_opened_result_is_told(page: Page, home: str) -> None:
    """To this site, with the words and the language only."""
    told: list[Request] = []
    page.on("request", lambda request: told.append(request) if request.url.endswith("/zoeken/klik/") else None)
    page.goto(f"{home}/zoeken/?q=dorpshuis")
    page.locator(".hits .kind").first.click()
    assert told == []
    page.locator(".hits a").first.click()
    page.wait_for_load_state()
    assert [(each.method, parse_qs(each.post_data or "")) for each in told] == [
        ("POST", {"q": ["dorpshuis"], "language": ["nl"]})
    ]


def test_undone_correction_ends_with_other_words(page: Page, home: str) -> None:
    """Which are corrected again."""
    page.goto(f"{home}/zoeken/?q=subsidei&letterlijk=1")
    field = page.get_by_role("combobox")
    field.fill("dorpshius")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=dorpshius")
    expect(page.locator("main h1 b")).to_have_text("dorpshuis")
