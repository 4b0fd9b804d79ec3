"""The map in the page editor, on which an editor points out a place."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import InitiativeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("network", "quiet")
def test_editor_points_out_a_place(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    signed_in: Callable[[str], Client],
) -> None:
    """A click, the arrow keys and typed numbers all say the same place."""
    initiative = InitiativeFactory(title="Huis", latitude=None, longitude=None)
    session = signed_in("administrator").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{live_server.url}/admin/pages/{initiative.pk}/edit/")
    element, pin = page.locator(".map-point-map"), page.locator(".map-point-pin")
    latitude, longitude = page.locator("input[name=latitude]"), page.locator("input[name=longitude]")
    tab = page.locator(".map-point").evaluate(
        "panel => panel.closest('[role=tabpanel]').getAttribute('aria-labelledby')"
    )
    page.locator(f"#{tab}").click()
    element.scroll_into_view_if_needed()
    # Nothing is pointed out yet: the map shows the municipality, so that others may lie outside it.
    expect(element.locator(".map-point-land:not([d='M0 0'])").first).to_be_visible()
    expect(pin).to_have_count(0)

    element.click(position={"x": 200, "y": 150})
    expect(pin).to_have_count(1)
    north, east = float(latitude.input_value()), float(longitude.input_value())
    element.focus()
    page.keyboard.press("ArrowUp")
    assert float(latitude.input_value()) > north
    assert float(longitude.input_value()) == east
    page.keyboard.press("ArrowRight")
    assert float(longitude.input_value()) > east

    latitude.fill("52.09")
    longitude.fill("5.12")
    middle, tip = (place.bounding_box() for place in (element, pin))
    assert middle is not None
    assert tip is not None
    assert abs(middle["x"] + middle["width"] / 2 - tip["x"] - tip["width"] / 2) <= 2
    latitude.fill("")
    expect(pin).to_have_count(0)
