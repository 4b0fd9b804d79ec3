"""Every public page type of the demo in a browser: accessible, quiet, of its own, steady, at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.demo_site import ADDRESSES, CUT_OFF, Watched, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
PHONE, DESK = 390, 1280
WIDTHS = (320, 360, 480, 640, 768, 900, 1024, 1152, 1280, 1600)
STEADY = 0.02
AXE = Axe()


@pytest.fixture(scope="module")
def home(demo_address: str) -> str:
    """The address of the demo."""
    return demo_address


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """What axe finds, in one line each."""
    options = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if contrast_only else {}
    found = AXE.run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_keeps_its_promises(page: Page, home: str, name: str, language: str) -> None:
    """One visit, at the width of a phone in Dutch and of a desk in English, then at all others, by day and by night."""
    widths = (PHONE, DESK) if language == "nl" else (DESK, PHONE)
    watched = Watched(page, home)
    page.set_viewport_size({"width": widths[0], "height": 900})
    # Colours fade where motion is welcome, and would be measured half-way.
    page.emulate_media(reduced_motion="reduce")
    response = page.goto(f"{home}{ADDRESSES[name][language == 'en']}", wait_until="load")
    assert response.status == (404 if name == "not found" else 200)
    page.evaluate("document.fonts.ready")
    problems: dict[str, object] = {}
    shift = page.evaluate("window.shift")
    if shift > STEADY:
        problems["shift"] = shift
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        problems[f"axe {width} light"] = violations(page)
        page.emulate_media(color_scheme="dark")
        problems[f"axe {width} dark"] = violations(page, contrast_only=True)
        page.emulate_media(color_scheme="light")
    problems["scrolls sideways"] = too_wide(page, WIDTHS)
    # Larger letters only: nothing may be cut off or pushed out.
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    problems["scrolls sideways with large text"] = too_wide(page, (DESK, 768))
    problems["cut off with large text"] = page.evaluate(CUT_OFF)
    problems |= watched.misdeeds()
    assert {what: found for what, found in problems.items() if found} == {}
