"""What browser tests share. They are marked `browser`, and skipped where there is no Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from community.members.models import User
from tests.databases import Databases

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the browser where it is missing."""
    if CHROMIUM.exists():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"needs Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, without asking anybody for anything."""
    return {"executable_path": str(CHROMIUM), "args": FLAGS}


@pytest.fixture
def page_of(home: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own in which somebody is signed in."""
    opened: list[BrowserContext] = []

    def sign_in(user: User, **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": home}])
        opened.append(context)
        return context.new_page()

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture
def quiet(page: Page) -> Iterator[None]:
    """No page says anything on the console, where breaches of the content policy would show."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert said == []


@pytest.fixture(scope="module")
def demo_address(demo: None, databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Where the demo is served to the tests of one module; what they changed in it is thrown away after the last."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()
    databases.restore()
