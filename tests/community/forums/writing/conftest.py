"""The browser that some of these tests need."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.community.forums.writing.xss.watching import WATCH
from tests.journeys.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args"]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page that knows which functions were called, and fetches nothing."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://xss.example/")
    yield page
    context.close()
