"""How far somebody is on the welcome path."""

from community.members.models import MemberProfile, User
from community.members.welcome import WelcomeStep, steps_of_welcome


def open_steps(user: User) -> list[WelcomeStep]:
    """The steps that are neither answered nor put away."""
    done = MemberProfile.objects.filter(user=user).values_list("welcome_steps", flat=True).first() or ()
    return [step for step in steps_of_welcome() if step.slug not in done]


def step_after(step: WelcomeStep) -> WelcomeStep | None:
    """The next step; None after the last one."""
    steps = steps_of_welcome()
    return next(iter(steps[steps.index(step) + 1 :]), None)
