"""All that is known about somebody, spread over the apps: to hand out, and to erase.

An app that keeps something about people says so in a module `personal_data.py`, imported when it is ready:

    @personal_data
    class Memberships(PersonalData):
        name = "memberships"
        label = gettext_lazy("My initiatives")

        def of(self, user): ...
        def erase(self, user): ...

A test compares this with every model that points at a user: none may be forgotten.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from community.members.models import User


class PersonalData:
    """One kind of data about people. Subclasses fill in the names and the methods."""

    name: ClassVar[str]  # of its part of the file
    label: Any  # its heading in the readable copy
    # Models whose links to a user this answers for, as "app_label.model".
    models: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[int] = 100

    def of(self, user: User) -> list[dict[str, Any]]:
        """What is known, as rows of what JSON can hold; keys are readable words."""
        raise NotImplementedError

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """Files that belong to it: name within the copy, content."""
        yield from ()

    def erase(self, user: User) -> None:
        """Take it away, in the caller's transaction; what others must keep stays without a name."""
        raise NotImplementedError


_kinds: list[PersonalData] = []


def personal_data(kind: type[PersonalData]) -> type[PersonalData]:
    """Register a kind."""
    _kinds.append(kind())
    return kind


def kinds_of_personal_data() -> list[PersonalData]:
    """All kinds in their order."""
    return sorted(_kinds, key=lambda kind: (kind.order, kind.name))
