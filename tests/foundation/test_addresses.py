"""Addresses that no form of ours makes."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/%00/", "/?zoek=%00", "/admin/?q=a%00b", "/map/initiatives.json?thema=%00", "/en/?x=%00"]
)
def test_address_with_a_nul_is_refused(network: object, client: Client, address: str) -> None:
    """A 400 in the house style, wherever it was sent."""
    response = client.get(address)

    assert response.status_code == 400


def test_address_with_a_percent_sign_is_taken(network: object, client: Client) -> None:
    """The control: only NUL is refused."""
    assert client.get("/?x=%2500").status_code == 200
