"""What changes about how somebody logs in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from community.members.models import User


def choose_language(user: User, language: str, *, by: User) -> None:
    """Write to somebody in this language from now on."""
    if by != user:
        raise PermissionDenied
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def give_address(user: User) -> None:
    """Let somebody log in with the address an administrator wrote down, and no longer with another one."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})


def end_sessions(user: User, *, except_for: str | None = None) -> None:
    """Log somebody out everywhere, but for one session."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=except_for or ""):
        session.end()


@transaction.atomic
def reset_second_factor(user: User) -> int:
    """Take away what somebody lost, with everything that was opened with it; returns how many factors there were."""
    found = Authenticator.objects.filter(user=user)
    number = found.count()
    found.delete()
    end_sessions(user)
    return number
