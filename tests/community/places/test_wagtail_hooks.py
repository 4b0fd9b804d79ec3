"""The map in the page editor."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Network
from tests.factories import EventFactory, InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [InitiativeFactory, EventFactory])
def test_editor_of_a_place_gets_the_map(
    network: Network, signed_in: Callable[[str], Client], factory: Callable[[], object]
) -> None:
    """The panel with the two fields is there, and the script knows where everything is."""
    page = factory()
    html = signed_in("editor").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()  # type: ignore[attr-defined]

    assert len(re.findall(r'<section class="w-panel [^"]*\bmap-point\b', html)) == 1
    settings = re.search(r'<script id="map-point-settings" type="application/json">(.*?)</script>', html)
    assert settings is not None
    known = json.loads(settings[1])
    assert known["area"] == reverse("map_area")
    assert known["leaflet"] == "/static/vendor/leaflet/leaflet.js"
    assert all(known["words"].values())
