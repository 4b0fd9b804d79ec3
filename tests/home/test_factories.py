"""The shared fixtures and factories do what they say."""

import pytest
from django.test import Client

from tests.conftest import Network
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
    PhotoFactory,
    DocumentFactory,
)
from wagtail.models import Page
from home.models import FrontPage


@pytest.mark.parametrize(
    "factory", [InitiativeFactory, ToolFactory, EventFactory, StakeholderFactory, ThemeFactory, OrdinaryPageFactory]
)
def test_factory_publishes_in_both_languages(network, client, factory):
    page = factory()
    assert client.get(page.url).status_code == 200
    alias = page.get_translation(network.english)
    assert client.get(alias.url).status_code == 200

@pytest.mark.django_db
def test_factory_extras():
    theme = ThemeFactory()
    page = InitiativeFactory(themes=[theme], tags=["soep"], needs=["handen"], photo=PhotoFactory())
    DocumentFactory()
    assert [t.name for t in page.tags.all()] == ["soep"]

@pytest.mark.django_db(transaction=True)
def test_a_committed():
    InitiativeFactory(title="Blijft")

@pytest.mark.django_db
def test_b_not_there():
    assert not Page.objects.filter(title="Blijft").exists()
    assert FrontPage.objects.count() == 2
