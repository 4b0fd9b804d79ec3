"""To which audiences somebody belongs: each thing that can be found is there for one of them.

An app that lets be found what not everybody may see says, in a module that is imported when it is ready:

    @says_audiences
    def audiences(user): ...
"""

from collections.abc import Callable, Iterable
from typing import Any

PUBLIC = "public"  # the audience that everybody belongs to

_audiences: list[Callable[[Any], Iterable[str]]] = []


def says_audiences(say: Callable[[Any], Iterable[str]]) -> Callable[[Any], Iterable[str]]:
    """Register what tells to which audiences of an app a user belongs; for use as a decorator."""
    _audiences.append(say)
    return say


def audiences_of(user: Any) -> frozenset[str]:
    """All audiences that somebody belongs to; who is not signed in, or None, belongs to everybody."""
    if user is None or not user.is_authenticated:
        return frozenset({PUBLIC})
    return frozenset({PUBLIC, *(audience for say in _audiences for audience in say(user))})
