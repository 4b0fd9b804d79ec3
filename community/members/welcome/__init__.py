"""The first steps after signing up.

An app registers each of its steps in a module `welcome_steps.py`, imported when it is ready:

    @welcome_step(slug="themas", title=_("Which themes matter to you?"), template="members/welcome/…", order=30)
    def themes(request) -> dict | None: ...

The function gets a request of a member and gives what the template shows; after a POST that it could keep it gives
None. The template extends `members/welcome/step.html`. A step is "answered" once its function gave None; whoever skips
one finds it on "My page" until they put the whole path away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from community.members.requests import MemberRequest

StepAnswer = Callable[[MemberRequest], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeStep:
    """One step: its word in the address, its question, and what shows and keeps the answer."""

    slug: str
    title: Any
    template: str
    order: int
    answer: StepAnswer


_steps: dict[str, WelcomeStep] = {}


def welcome_step(*, slug: str, title: Any, template: str, order: int) -> Callable[[StepAnswer], StepAnswer]:
    """Register a step."""

    def register(answer: StepAnswer) -> StepAnswer:
        _steps[slug] = WelcomeStep(slug=slug, title=title, template=template, order=order, answer=answer)
        return answer

    return register


def steps_of_welcome() -> list[WelcomeStep]:
    """All steps in their order."""
    return sorted(_steps.values(), key=lambda step: step.order)
