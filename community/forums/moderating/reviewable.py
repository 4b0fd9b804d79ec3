"""Which decisions may be looked at again."""

from datetime import timedelta

from django.utils import timezone

from community.forums.models import ModerationAction

Verb = ModerationAction.Verb

LONG_ENOUGH = timedelta(days=60)  # to ask for it
REVIEWABLE = frozenset(
    {
        Verb.HIDE,
        Verb.LOCK,
        Verb.MOVE,
        Verb.SPLIT,
        Verb.MERGE,
        Verb.RENAME,
        Verb.EDIT,
        Verb.WARN,
        Verb.SILENCE,
        Verb.BLOCK,
    }
)


def is_reviewable(action: ModerationAction) -> bool:
    """Whether whom it concerns may ask for another look."""
    return action.verb in REVIEWABLE and action.at > timezone.now() - LONG_ENOUGH
