"""Addresses that only we can make."""

from typing import Any

import pytest

from community.members.models import User
from community.notifications.addresses import (
    Purpose,
    Signed,
    address_of,
    bounce_address,
    new_topic_address,
    read_address,
    reply_address,
)
from tests.community.notifications.incoming.letters import DOMAIN

LARGEST = 2**63 - 1
JOKE, TOPIC = User(pk=7), User(pk=300)


@pytest.fixture(autouse=True)
def domain(settings: Any) -> None:
    settings.INCOMING_MAIL_DOMAIN = DOMAIN


def test_address_says_whose_it_is_and_what_for() -> None:
    assert read_address(reply_address(JOKE, TOPIC)) == Signed(Purpose.REPLY, 7, 300)
    assert read_address(new_topic_address(JOKE, TOPIC)) == Signed(Purpose.NEW_TOPIC, 7, 300)
    assert read_address(bounce_address(JOKE)) == Signed(Purpose.BOUNCE, 7, 0)


def test_address_survives_servers_that_fold_capitals() -> None:
    assert read_address(reply_address(JOKE, TOPIC).upper()) == Signed(Purpose.REPLY, 7, 300)


@pytest.mark.parametrize("purpose", Purpose)
def test_address_is_short_enough_for_any_server(purpose: Purpose) -> None:
    signed = Signed(purpose, LARGEST, LARGEST)
    assert len(address_of(signed).partition("@")[0]) <= 64
    assert read_address(address_of(signed)) == signed


def test_address_that_somebody_changed_is_none_of_ours() -> None:
    address = reply_address(JOKE, TOPIC)
    at = address.index("@")
    made_up = [
        address.replace("reply+", "bounce+"),
        address.replace("reply+", "new+"),
        address.replace(DOMAIN, "elders.example"),
        *(f"{address[:i]}{'a' if address[i] != 'a' else 'b'}{address[i + 1 :]}" for i in range(6, at)),
        f"reply+@{DOMAIN}",
        f"reply+{'a' * 40}@{DOMAIN}",
        "",
    ]
    assert [read_address(each) for each in made_up] == [None] * len(made_up)


def test_address_outlives_the_key_as_long_as_that_is_a_fall_back(settings: Any) -> None:
    address, old = reply_address(JOKE, TOPIC), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", [old]
    assert read_address(address) == Signed(Purpose.REPLY, 7, 300)
    settings.SECRET_KEY_FALLBACKS = []
    assert read_address(address) is None


def test_there_is_no_address_without_a_domain(settings: Any) -> None:
    address = reply_address(JOKE, TOPIC)
    settings.INCOMING_MAIL_DOMAIN = ""
    assert (reply_address(JOKE, TOPIC), bounce_address(JOKE), read_address(address)) == ("", "", None)
