"""The buddies of the demo: asked, going on, declined and finished."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from community.initiatives.models import Buddyship, Initiative

ANSWERED_AFTER = timedelta(days=5)


def load_buddies(rows: list[dict[str, Any]], initiatives: Mapping[str, Initiative], *, today: date) -> None:
    """Bring initiatives together; two that already were are left as they are."""
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    for row in rows:
        coach, starter = initiatives[row["coach"]], initiatives[row["starter"]]
        if Buddyship.objects.filter(coach=coach, starter=starter).exists():
            continue
        words = ("question", "answer", "brought_coach", "brought_starter", "coach_shares", "starter_shares")
        asked = noon - timedelta(weeks=row["asked_weeks"])
        buddyship = Buddyship.objects.create(
            coach=coach,
            starter=starter,
            state=row["state"],
            answered=asked + ANSWERED_AFTER if "answer" in row else None,
            finished=noon - timedelta(weeks=row["finished_weeks"]) if "finished_weeks" in row else None,
            **{name: row[name] for name in words if name in row},
        )
        Buddyship.objects.filter(pk=buddyship.pk).update(asked=asked)
