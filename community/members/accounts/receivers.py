"""What follows when somebody confirms an address, or shows or sets up a second factor."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.dispatch import receiver
from django.http import HttpRequest

from community.members.accounts.actions import end_sessions
from community.members.accounts.second_factor import FACTORS, remember_proof

SIGNED_UP = "signed_up"  # in a session: who signed up in it


@receiver(email_confirmed)
def trust_no_earlier_password(*, request: HttpRequest, email_address: EmailAddress, **_rest: Any) -> None:
    """Drop the password of a new account when its owner first comes in without it, in another browser.

    Anybody may sign up with somebody else's address, and would keep the key of the account that its owner then uses.
    """
    user: Any = email_address.user
    if user.last_login is not None or request.session.get(SIGNED_UP) == user.pk:
        return
    if not any(record["method"] == "password" for record in get_authentication_records(request, user)):
        user.set_unusable_password()
        user.save(update_fields=["password"])


@receiver(authenticator_used)
def keep_proof(*, request: HttpRequest, user: Any, **_rest: Any) -> None:
    """Remember in the session that it was shown."""
    remember_proof(request, user)


@receiver(authenticator_added)
def close_what_was_open(*, request: HttpRequest, user: Any, authenticator: Authenticator, **_rest: Any) -> None:
    """Let only this session go on when somebody sets up their first second factor: the others were opened without."""
    if authenticator.type not in FACTORS:
        return
    if Authenticator.objects.filter(user=user, type__in=FACTORS).count() == 1:
        end_sessions(user, except_for=request.session.session_key)
        remember_proof(request, user)
