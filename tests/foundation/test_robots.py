"""What robots ask for."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.factories import OrdinaryPageFactory

pytestmark = pytest.mark.django_db


def listed() -> list[str]:
    """The paths in the sitemap."""
    response = Client().get("/sitemap.xml")
    assert response.status_code == 200
    tree = ET.fromstring(response.content)
    return [
        location.text.split("/", 3)[3] for location in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_robots_are_told_where_the_sitemap_is() -> None:
    """And kept out of the admin."""
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Sitemap: http://testserver/sitemap.xml"} <= set(lines)


def test_sitemap_lists_what_is_public() -> None:
    """Not a draft, not what was withdrawn, not what is private."""
    pages = {title: OrdinaryPageFactory(title=title) for title in ("Open", "Ingetrokken", "Besloten")}
    OrdinaryPageFactory(title="Klad", published=False)
    pages["Ingetrokken"].unpublish()
    for version in Page.objects.filter(translation_key=pages["Besloten"].translation_key):
        PageViewRestriction.objects.create(page=version, restriction_type=PageViewRestriction.LOGIN)
    names = {path.strip("/").split("/")[-1] for path in listed()}
    assert names & {"open", "ingetrokken", "besloten", "klad"} == {"open"}


def test_sitemap_lists_nothing_twice() -> None:
    """Every address once."""
    OrdinaryPageFactory(title="Open")
    paths = listed()
    assert sorted(set(paths)) == sorted(paths)


def test_favicon_leads_to_the_picture() -> None:
    """For browsers that ask for an .ico."""
    response = Client().get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/icons/favicon-32.png")
