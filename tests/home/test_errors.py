"""Error pages in the house style, in both languages; the last one without the database."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from home.models import OrdinaryPage
from tests.factories import OrdinaryPageFactory


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
@pytest.mark.parametrize(("address", "status"), [("/bestaat-niet/", 404), ("/initiatieven/?zoek=%00", 400)])
def test_error_page_wears_the_frame_of_the_site(prefix: str, language: str, address: str, status: int) -> None:
    """A heading, the menu of its language, the way home; nothing of it is kept."""
    if prefix:
        address = address.replace("initiatieven", "initiatives")
    response = Client().get(f"{prefix}{address}")
    assert response.status_code == status
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == language
    assert len(soup.select("main h1")) == 1
    home = f"{prefix}/"
    assert home in {link["href"] for link in soup.select("header a")}
    assert len(soup.select("header nav a")) >= 4
    assert "X-Page-Cache" not in response.headers


@pytest.mark.django_db
def test_forbidden_page_wears_the_frame_of_the_site(rf: RequestFactory) -> None:
    """403, as the site answers a refusal."""
    response = defaults.permission_denied(rf.get("/"), PermissionDenied("nee"))
    soup = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, len(soup.select("main h1")), len(soup.select("header"))) == (403, 1, 1)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_of_a_broken_site_needs_no_database(rf: RequestFactory, language: str) -> None:
    """500: this test may not use the database, so a query would fail it."""
    with translation.override(language):
        response = defaults.server_error(rf.get("/"))
    soup = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, len(soup.select("h1"))) == (500, 1)
    assert soup.html.get("lang") in ("nl", "en")
    assert soup.select("script:not([src]), style, [style]") == []
    assert soup.select_one("link[rel=stylesheet]")["href"].startswith("/static/")


@pytest.mark.django_db
def test_exception_in_a_page_gives_the_page_of_a_broken_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not the exception's words."""
    page = OrdinaryPageFactory()

    def broken(*_args: Any, **_kwargs: Any) -> None:
        message = "geheim van de server"
        raise RuntimeError(message)

    monkeypatch.setattr(OrdinaryPage, "get_context", broken)
    response = Client(raise_request_exception=False).get(page.url)
    assert response.status_code == 500
    assert "geheim" not in response.content.decode()
    assert "<h1" in response.content.decode()
