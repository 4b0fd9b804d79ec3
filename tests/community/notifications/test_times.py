"""When mail goes out."""

from datetime import UTC, datetime, time

import pytest

from community.notifications.models import Channel
from community.notifications.times import WALL, Hours, due_at, quiet_end

NIGHT = Hours(quiet_from=time(22), quiet_until=time(7, 30))


def wall(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WALL, fold=fold)


def shown(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(WALL):%a %d %b %H:%M %z}"


@pytest.mark.parametrize(
    ("channel", "now", "expected"),
    [
        (Channel.AT_ONCE, "2026-11-25T23:00", "Wed 25 Nov 23:00 +0100"),
        (Channel.DAILY, "2026-11-25T07:59", "Wed 25 Nov 08:00 +0100"),
        (Channel.DAILY, "2026-11-25T08:00", "Thu 26 Nov 08:00 +0100"),
        (Channel.WEEKLY, "2026-11-25T12:00", "Mon 30 Nov 08:00 +0100"),
        (Channel.WEEKLY, "2026-11-30T07:00", "Mon 30 Nov 08:00 +0100"),
        (Channel.WEEKLY, "2026-11-30T08:00", "Mon 07 Dec 08:00 +0100"),
        (Channel.DAILY, "2026-03-28T12:00", "Sun 29 Mar 08:00 +0200"),  # summer time begins that night
        (Channel.DAILY, "2026-10-24T12:00", "Sun 25 Oct 08:00 +0100"),  # and ends that night
        (Channel.SITE, "2026-11-25T12:00", ""),
        (Channel.SILENT, "2026-11-25T12:00", ""),
    ],
)
def test_mail_is_due_by_the_clock_on_the_wall(channel: str, now: str, expected: str) -> None:
    assert shown(due_at(channel, Hours(), now=wall(now))) == expected


def test_weekly_mail_comes_on_the_day_somebody_chose() -> None:
    assert shown(due_at(Channel.WEEKLY, Hours(weekday=4), now=wall("2026-11-25T12:00"))) == "Fri 27 Nov 08:00 +0100"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25T21:59", ""),
        ("2026-11-25T22:00", "Thu 26 Nov 07:30 +0100"),
        ("2026-11-26T02:00", "Thu 26 Nov 07:30 +0100"),
        ("2026-11-26T07:30", ""),
        ("2026-03-28T23:00", "Sun 29 Mar 07:30 +0200"),
    ],
)
def test_quiet_hours_go_over_midnight(now: str, expected: str) -> None:
    assert shown(quiet_end(wall(now), NIGHT)) == expected


def test_quiet_hours_within_a_day() -> None:
    noon = Hours(quiet_from=time(12), quiet_until=time(14))
    assert [shown(quiet_end(wall(f"2026-11-25T{clock}"), noon)) for clock in ("11:59", "13:00", "14:00")] == [
        "",
        "Wed 25 Nov 14:00 +0100",
        "",
    ]


def test_digest_waits_for_the_end_of_quiet_hours() -> None:
    late = Hours(quiet_from=time(23), quiet_until=time(9))
    assert shown(due_at(Channel.DAILY, late, now=wall("2026-11-25T12:00"))) == "Thu 26 Nov 09:00 +0100"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The hour from two to three comes twice: the first time it ends at the first 02:30, then at the second.
        (wall("2026-10-25T02:10"), "2026-10-25 00:30"),
        (wall("2026-10-25T02:10", fold=1), "2026-10-25 01:30"),
        # 02:30 does not exist: it is over when the clock goes on.
        (wall("2026-03-29T01:50"), "2026-03-29 01:30"),
    ],
)
def test_quiet_hours_end_after_they_began_when_the_clock_changes(now: datetime, expected: str) -> None:
    end = quiet_end(now, Hours(quiet_from=time(1), quiet_until=time(2, 30)))
    assert end is not None
    assert (f"{end.astimezone(UTC):%Y-%m-%d %H:%M}", end > now.astimezone(UTC)) == (expected, True)
