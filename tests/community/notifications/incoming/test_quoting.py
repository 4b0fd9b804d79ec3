"""What is left of an answer that came by mail."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from community.members.models import User
from community.notifications.addresses import reply_address
from community.notifications.incoming.quoting import own_words
from community.notifications.unsubscribing import Scope, token_of, unsubscribe_url
from tests.community.notifications.incoming.letters import DOMAIN

# What programs make of an answer, by the program, and what its writer wrote.
ANSWERS: dict[str, tuple[str, str]] = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ANSWERS)
def test_own_words_are_without_quotes_and_signatures(name: str) -> None:
    text, expected = ANSWERS[name]
    assert own_words(text) == expected


@pytest.fixture
def person(settings: Any) -> User:
    settings.INCOMING_MAIL_DOMAIN = DOMAIN
    return User(pk=7, email="joke@voorbeeld.example")


def test_own_words_hold_nothing_to_act_as_their_writer(person: User) -> None:
    address, stop = reply_address(person, person), unsubscribe_url(token_of(person, Scope(digest="daily")))
    assert own_words(f"Schrijf naar {address.upper()} of kijk op {stop} hoor.") == "Schrijf naar … of kijk op … hoor."
    assert own_words(f"> Stop: {stop}\n> Wie?\n\nIk.\n\n> En?\n\nJij.") == "> Wie?\n\nIk.\n\n> En?\n\nJij."


@pytest.mark.parametrize(
    "text",
    [
        "> a\nb\n" * 20_000,
        "Op schreef\n" * 20_000,
        "Van:\n" * 20_000,
        "Op " + "a" * 500_000,
        "-" * 500_000,
        "a<https://" * 50_000,
    ],
)
def test_own_words_of_a_text_made_to_last_are_soon_there(text: str) -> None:
    before = time.process_time()
    own_words(text)
    assert time.process_time() - before < 5
