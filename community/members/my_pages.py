"""What apps show on a member's own overview, "My page".

An app registers a part in a module `my_page_parts.py`, imported when it is ready:

    @part_of_my_page(order=10)
    def my_initiatives(request) -> Part | None: ...

Each part costs at most three queries, however much there is to show.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from community.members.requests import MemberRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: a heading and the template that shows its context. `count`: how much of it waits, for a lamp."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    count: int = 0


PartMaker = Callable[[MemberRequest], Part | None]

_parts: list[tuple[int, PartMaker]] = []


def part_of_my_page(*, order: int) -> Callable[[PartMaker], PartMaker]:
    """Register a function that makes a part."""

    def register(make: PartMaker) -> PartMaker:
        _parts.append((order, make))
        return make

    return register


def parts_of_my_page(request: MemberRequest) -> list[Part]:
    """All parts for who asks, in their order; what has nothing to show is left out."""
    made = (make(request) for _order, make in sorted(_parts, key=lambda entry: entry[0]))
    return [part for part in made if part is not None]
