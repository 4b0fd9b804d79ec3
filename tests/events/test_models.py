"""What a meeting must be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 12, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(seconds=-1), timedelta(days=-1)])
def test_meeting_that_ends_before_it_begins_is_refused(length: timedelta) -> None:
    """With the mistake at the field."""
    with pytest.raises(ValidationError) as caught:
        EventFactory(start=START, end=START + length)
    assert set(caught.value.message_dict) == {"end"}


@pytest.mark.parametrize("point", [{"latitude": 52.1}, {"longitude": 5.1}])
def test_half_a_point_is_refused(point: dict[str, float]) -> None:
    """Both coordinates or none."""
    with pytest.raises(ValidationError) as caught:
        EventFactory(**point)
    assert set(caught.value.message_dict) == {"longitude"}


def test_whole_meeting_is_accepted() -> None:
    """The control."""
    page = EventFactory(start=START, end=START + timedelta(seconds=1), latitude=52.1, longitude=5.1)
    assert page.live is True
