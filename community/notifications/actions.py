"""Telling people what happened, and what they do with it."""

from community.members.models import User
from community.notifications.models import Announcement


def announce(kind: str, subject_id: int, *, actor: User | None) -> None:
    """Let everybody whom it concerns hear of this, once; called in the transaction in which it happens.

    Announced again (somebody else is mentioned after a change), only those hear of it who did not before.
    """
    Announcement.objects.update_or_create(
        kind=kind, subject_id=subject_id, defaults={"actor": actor, "told_until": 0, "done": None}
    )
