"""No address, however odd, makes a listing fail."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Network
from tests.factories import EventFactory, InitiativeFactory, StakeholderFactory, ThemeFactory, ToolFactory

NAMES = ["thema", "gemeente", "soort", "fase", "vraag", "trefwoord", "periode", "zoek", "volgorde", "pagina"]
KNOWN = ["zorg", "woerden", "draait", "zoekt", "geweest", "soep", "stappenplan", "naam", "nieuw", "1", "2", "fonds"]
VALUES = st.one_of(
    st.sampled_from(KNOWN),
    st.text(max_size=30),
    st.integers(-5, 10**30).map(str),
    st.sampled_from(["\x00", "'", '"', "%", "' OR 1=1 --", "x" * 201, "\ud800", "٣", "%00", "[]", "{}", "a" * 5000]),
)
QUERIES = st.lists(st.tuples(st.sampled_from([*NAMES, "utm_source", "thema[]"]), VALUES), max_size=5).map(
    lambda pairs: urlencode([(name, value.encode(errors="surrogatepass")) for name, value in pairs])
)
RAW = st.binary(max_size=60).map(lambda raw: quote(raw, safe="&=%+;?/"))


@pytest.fixture
def every_listing(network: Network) -> list[str]:
    """Every listing, with a row in it, in both languages; and the data of the map."""
    theme = ThemeFactory(title="Zorg")
    for factory in (InitiativeFactory, ToolFactory, EventFactory):
        factory(themes=[theme], tags=["soep"])
    StakeholderFactory(themes=[theme])
    dutch = [page.url for page in (network.directory, network.library, network.calendar, network.stakeholders)]
    english = [
        page.get_translation(network.english).url
        for page in (network.directory, network.library, network.calendar, network.stakeholders)
    ]
    return [*dutch, *english, "/map/initiatives.json", "/en/map/initiatives.json", "/map/initiatives.svg"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(query=st.one_of(QUERIES, RAW))
@example(query="pagina=%D9%A3")
@example(query="zoek=%00")
@example(query="thema=%FF%FE")
@example(query="&&&===")
@example(query="zoek=" + "a+" * 90)
def test_listing_answers_every_address(every_listing: list[str], query: str) -> None:
    """200, 400 or 404; never an exception (which the test client raises) and never a 500."""
    client: Any = Client()
    for address in every_listing:
        response = client.get(f"{address}?{query}")
        assert response.status_code in (200, 400, 404), f"{address}?{query}"
