"""The button to follow something."""

from dataclasses import dataclass
from typing import Any

from community.members.following import Followable


@dataclass(frozen=True, slots=True)
class FollowButton:
    """What the button needs. `login_url` is set for visitors, whose page may hold no form token."""

    kind: str
    pk: int
    one: Any  # "this theme"
    follows: bool
    back: str
    login_url: str = ""


def button_of(kind: Followable, pk: int, *, follows: bool, back: str, login_url: str = "") -> FollowButton:
    """The button for one thing of a kind; `pk` is that of the source."""
    return FollowButton(kind.slug, pk, kind.one, follows, back, login_url)
