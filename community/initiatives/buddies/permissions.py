"""Who may do what with buddies. Only the owners of both initiatives, and editors, know of what was not answered yet."""

from typing import Any

from community.initiatives.models import Buddyship, Initiative
from community.initiatives.permissions import is_owner
from foundation.visibility import is_open_to_all


def may_ask(user: Any, coach: Initiative, starter: Initiative) -> bool:
    """Whether this person may ask one initiative to be a buddy of another: an owner of the other, both being public."""
    return bool(
        coach.pk != starter.pk
        and coach.buddy_offer
        and is_open_to_all(coach)
        and is_open_to_all(starter)
        and is_owner(user, starter)
    )


def may_answer(user: Any, buddyship: Buddyship) -> bool:
    """Whether this person says yes or no: an owner of the one that was asked."""
    return is_owner(user, buddyship.coach)


def may_withdraw(user: Any, buddyship: Buddyship) -> bool:
    """Whether this person takes the question back: an owner of the one that asked."""
    return is_owner(user, buddyship.starter)


def may_finish(user: Any, buddyship: Buddyship) -> bool:
    """Whether this person ends it and says what it brought: an owner of either."""
    return is_owner(user, buddyship.coach) or is_owner(user, buddyship.starter)
