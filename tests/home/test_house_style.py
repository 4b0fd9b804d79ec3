"""The network's own colours as a stylesheet."""

import re

import pytest
from django.test import Client
from wagtail.models import Site

from foundation.models import NetworkIdentity
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


def address() -> str:
    """Where the front page says the stylesheet is."""
    return re.search(r'href="(/house-style/[^"]+)"', Client().get("/").content.decode())[1]


def test_stylesheet_is_kept_by_browsers_under_its_name() -> None:
    """A year, since other colours get another name."""
    response = Client().get(address())
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_stylesheet_colours_every_theme_by_day_and_by_night() -> None:
    """Under its own class."""
    ThemeFactory(title="Zorg", colour="#E59AA6")
    day, night = Client().get(address()).content.decode().split("@media (prefers-color-scheme:dark)")
    assert [part.count(".t-zorg{") for part in (day, night)] == [1, 1]


def test_other_colour_gives_another_name_and_the_old_one_still_dresses_the_page() -> None:
    """A page from somebody's browser cache asks for the old name."""
    old = address()
    identity = NetworkIdentity.for_site(Site.objects.get())
    identity.brand_colour = "#702F8A"
    identity.save()
    new = address()
    assert new != old
    response = Client().get(old)
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=60")
    assert response.content == Client().get(new).content


def test_stylesheet_holds_nothing_but_colours() -> None:
    """What administrators type cannot end the rule."""
    identity = NetworkIdentity.for_site(Site.objects.get())
    NetworkIdentity.objects.filter(pk=identity.pk).update(name="}</style><script>")
    assert "<" not in Client().get(address()).content.decode()
