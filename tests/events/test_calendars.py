"""Meetings as files for calendar programs."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar as ICalendar

from events.calendars import calendar_of
from events.models import Event
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def parsed(page: Event) -> tuple[ICalendar, Any]:
    """The file at the page's address, and its one meeting."""
    response = Client().get(f"{page.url}agenda/")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = ICalendar.from_ical(response.content)
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def test_calendar_file_says_what_when_and_where() -> None:
    """In local time, with an address and an id that stays."""
    page = EventFactory(
        title='Soep; koken, voor "buren"\\',
        slug="soep",
        start=datetime(2027, 1, 12, 18, 30, tzinfo=UTC),
        end=datetime(2027, 1, 12, 21, 0, tzinfo=UTC),
        venue="De Schakel",
        address="Dorpsstraat 1",
        place="Maarn",
    )
    _calendar, entry = parsed(page)
    assert str(entry["summary"]) == 'Soep; koken, voor "buren"\\'
    assert str(entry["location"]) == "De Schakel, Dorpsstraat 1, Maarn"
    assert entry.decoded("dtstart").isoformat() == "2027-01-12T19:30:00+01:00"
    assert entry.decoded("dtend").isoformat() == "2027-01-12T22:00:00+01:00"
    assert (str(entry["status"]), str(entry["url"])) == ("CONFIRMED", "http://localhost/bijeenkomsten/soep/")
    assert str(entry["uid"]) == f"{page.translation_key}@kennisnetwerk"


def test_calendar_file_is_offered_under_the_name_of_the_meeting() -> None:
    """To be kept, not shown."""
    page = EventFactory(slug="soep-koken")
    response = Client().get(f"{page.url}agenda/")
    assert response["Content-Disposition"] == 'attachment; filename="soep-koken.ics"'


def test_cancelled_meeting_says_so_in_the_file() -> None:
    """Calendar programs strike it through."""
    _calendar, entry = parsed(EventFactory(is_cancelled=True))
    assert str(entry["status"]) == "CANCELLED"


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        (datetime(2027, 3, 27, 18, 0, tzinfo=UTC), "2027-03-27T19:00:00+01:00"),
        (datetime(2027, 3, 28, 18, 0, tzinfo=UTC), "2027-03-28T20:00:00+02:00"),
        (datetime(2027, 10, 30, 18, 0, tzinfo=UTC), "2027-10-30T20:00:00+02:00"),
        (datetime(2027, 10, 31, 18, 0, tzinfo=UTC), "2027-10-31T19:00:00+01:00"),
    ],
)
def test_calendar_file_knows_summer_and_winter_time(start: datetime, shown: str) -> None:
    """With the rules of the time zone in it, so that other programs count alike."""
    calendar, entry = parsed(EventFactory(start=start))
    assert entry.decoded("dtstart").isoformat() == shown
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]


def test_id_is_the_same_in_both_languages() -> None:
    """Whoever keeps both has one meeting in the calendar."""
    page = EventFactory()
    english = page.get_translations().get().specific
    ids = [str(parsed(version)[1]["uid"]) for version in (page, english)]
    assert ids[0] == ids[1]


def test_several_meetings_fit_in_one_file() -> None:
    """Each once."""
    pages = [EventFactory(), EventFactory()]
    entries = ICalendar.from_ical(calendar_of(pages)).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == [page.title for page in pages]


def test_private_or_withdrawn_meeting_has_no_file() -> None:
    """The file is as closed as the page."""
    page = EventFactory()
    address = f"{page.url}agenda/"
    page.unpublish()
    assert Client().get(address).status_code == 404
