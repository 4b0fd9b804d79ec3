"""Watched words are found whatever the spelling, and only as whole words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.forums.models import WatchedWord
from community.forums.moderating.watching import Found, found_in
from foundation.generation import generation_of_request

pytestmark = pytest.mark.django_db


def is_found(entry: str, text: str = "", host: str = "") -> bool:
    """Whether an entry of the list stands in a text, or is the domain of a link."""
    WatchedWord.objects.create(text=entry)
    return found_in(text, hosts=[host]) == [Found(entry, "report")]


@pytest.mark.parametrize(
    "text",
    [
        "Gratis geld voor iedereen",
        "GRATIS\n  GELD",
        "gratis-geld, echt waar",
        "gr\u200batis ge\u00adld",
        "g\u0336r\u0336a\u0336t\u0336i\u0336s\u0336 g\u00e9ld",
        "\uff47\uff52\uff41\uff54\uff49\uff53 \U0001d420\U0001d41e\U0001d425\U0001d41d",
        "gra\u3164tis g\u0301eld",
        "\u202egratis geld\u202c",
    ],
)
def test_words_are_found_in_disguise(network: object, text: str) -> None:
    """Capitals, accents, what has no width, other alphabets that look like ours."""
    assert is_found("Gratis gëld", text)


@pytest.mark.parametrize("text", ["gratis gelden", "geld gratis", "gratis wat geld", "ongratis geld", "gratisgeld", ""])
def test_only_whole_words_in_their_order_are_found(network: object, text: str) -> None:
    """Part of a word is another word."""
    assert not is_found("gratis geld", text)


@pytest.mark.parametrize(
    ("entry", "host", "found"),
    [
        ("casino.example", "casino.example", True),
        ("https://www.Casino.example/spelen?x=1", "speel.casino.EXAMPLE.", True),
        ("casino.example", "nietcasino.example", False),
        ("casino.example", "casino.example.org", False),
        ("gokhüis.example", "xn--gokhis-6ya.example", True),
        ("casino", "casino.example", False),
    ],
)
def test_domains_are_found_in_links(network: object, entry: str, host: str, found: bool) -> None:
    """The domain and what lies under it."""
    assert is_found(entry, host=host) is found


def test_a_domain_is_found_in_running_text(network: object) -> None:
    """Also where it is no link."""
    assert is_found("casino.example", "Kijk op casino.example, daar")


def test_an_entry_without_a_letter_finds_nothing(network: object) -> None:
    """Nothing is refused because of it."""
    assert not is_found("!!", "Wat!! een tekst")


def test_the_list_is_read_once(network: object) -> None:
    """Until it changes."""
    WatchedWord.objects.create(text="gokken")
    with generation_of_request():
        found_in("gokken")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert found_in("gokken") == [Found("gokken", "report")]
    assert len(queries) == 0
