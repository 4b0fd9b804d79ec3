"""Who may see what of an initiative."""

from typing import Any

from community.initiatives.models import ContactVisibility, Initiative


def can_see_contact(user: Any, initiative: Initiative) -> bool:
    """Whether this visitor may see how to reach the initiative."""
    if initiative.contact_visibility == ContactVisibility.PUBLIC:
        return True
    if not user.is_authenticated:
        return False
    if initiative.contact_visibility == ContactVisibility.MEMBERS:
        return True
    return bool(initiative.permissions_for_user(user).can_edit())
