"""Who may curate the vocabulary."""

from typing import Any


def can_rename_tags(user: Any) -> bool:
    """Whether this user may change tags."""
    return bool(user.is_active and user.has_perm("themes.change_tag"))


def can_merge_tags(user: Any) -> bool:
    """Whether this user may merge tags: the one that stays changes, the others go."""
    return can_rename_tags(user) and bool(user.has_perm("themes.delete_tag"))
