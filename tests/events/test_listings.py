"""The calendar: what is upcoming and what is past, to the second."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils.translation import pgettext

from events.models import Event
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
END = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # half an hour after the clocks went forward


@pytest.fixture(scope="module", autouse=True)
def meetings(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """Three meetings around the night of the clocks; the middle one ends in it."""
    with made_once():
        for title, end in (
            ("Eerste", END - timedelta(days=1)),
            ("Middelste", END),
            ("Laatste", END + timedelta(days=1)),
        ):
            EventFactory(title=title, start=end - timedelta(hours=3), end=end)


def shown_at(moment: datetime, address: str = "/bijeenkomsten/") -> list[str]:
    """What the calendar lists at that moment."""
    with time_machine.travel(moment, tick=False):
        cache.clear()
        return [card.title for card in Client().get(address).context["listing"].items]


@pytest.mark.parametrize(
    ("moment", "upcoming", "past"),
    [
        (END - timedelta(days=2), ["Eerste", "Middelste", "Laatste"], []),
        (END - timedelta(seconds=1), ["Middelste", "Laatste"], ["Eerste"]),
        (END, ["Middelste", "Laatste"], ["Eerste"]),
        (END + timedelta(seconds=1), ["Laatste"], ["Middelste", "Eerste"]),
        (END + timedelta(days=2), [], ["Laatste", "Middelste", "Eerste"]),
    ],
)
def test_meeting_is_upcoming_until_it_ends(moment: datetime, upcoming: list[str], past: list[str]) -> None:
    """The first to come stands first, the last one held stands first."""
    assert shown_at(moment) == upcoming
    assert shown_at(moment, "/bijeenkomsten/?periode=geweest") == past


def test_no_meeting_is_in_both_or_neither_list() -> None:
    """At any moment each stands in exactly one."""
    for minutes in (-1, 0, 1, 60):
        moment = END + timedelta(minutes=minutes)
        assert sorted(shown_at(moment) + shown_at(moment, "/bijeenkomsten/?periode=geweest")) == [
            "Eerste",
            "Laatste",
            "Middelste",
        ]


def test_front_page_shows_upcoming_meetings_only() -> None:
    """The next one on top."""
    with time_machine.travel(END + timedelta(minutes=1), tick=False):
        context = Client().get("/").context
    assert (context["next_event"].title, context["events"]) == ("Laatste", [])


def test_listed_times_are_local_on_both_sides_of_the_clocks() -> None:
    """22.30 in winter, 0.30 in the night itself, 0.30 in summer: as they hang on the door."""
    with time_machine.travel(END - timedelta(days=2), tick=False):
        cards = Client().get("/bijeenkomsten/").context["listing"].items
    assert [card.start.strftime("%d %H.%M") for card in cards] == ["26 23.30", "27 23.30", "29 00.30"]
    assert [card.end.strftime("%d %H.%M") for card in cards] == ["27 02.30", "28 03.30", "29 03.30"]


def test_cancelled_meeting_says_so_and_takes_nobody_on() -> None:
    """On the calendar and on its own page."""
    page = EventFactory(title="Soep met de buren", is_cancelled=True, capacity=20)
    response = Client().get(page.url)
    assert (response.context["is_cancelled"], response.context["signup_hint"]) == (True, "")
    assert pgettext("meeting", "Cancelled") in response.content.decode()
    listing = Client().get("/bijeenkomsten/").content.decode()
    assert pgettext("meeting", "Cancelled") in listing


def test_meeting_that_goes_on_does_not_say_cancelled() -> None:
    """The control."""
    response = Client().get(EventFactory().url)
    assert pgettext("meeting", "Cancelled") not in response.content.decode()
    assert response.context["signup_hint"] != ""


def test_past_meeting_invites_nobody() -> None:
    """No sign-up after the end."""
    page = Event.objects.get(title="Eerste", locale__language_code="nl")
    with time_machine.travel(END, tick=False):
        context = Client().get(page.url).context
    assert (context["is_past"], context["signup_hint"]) == (True, "")


def test_unknown_period_gives_an_empty_listing() -> None:
    """With a way on."""
    with time_machine.travel(END - timedelta(days=2), tick=False):
        response = Client().get("/bijeenkomsten/?periode=ooit")
    assert (response.status_code, response.context["listing"].total) == (200, 0)
