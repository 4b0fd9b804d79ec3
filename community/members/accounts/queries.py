"""Reading about how somebody logs in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.members.accounts.browsers import device
from community.members.models import User

HASH = "_auth_user_hash"  # Django's name in a session for the fingerprint of the password


@dataclass(frozen=True, slots=True)
class Factors:
    """The second steps of somebody; `codes_left` is None where there are no recovery codes."""

    totp: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is a second step at all."""
        return bool(self.totp or self.passkeys)


def factors_of(user: User) -> Factors:
    """What somebody set up, in one query."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    of_type = {kind: [each for each in found if each.type == kind] for kind in Authenticator.Type}
    codes = of_type[Authenticator.Type.RECOVERY_CODES]
    return Factors(
        totp=next(iter(of_type[Authenticator.Type.TOTP]), None),
        passkeys=tuple(of_type[Authenticator.Type.WEBAUTHN]),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


def address_of(user: User) -> str:
    """The address somebody logs in with."""
    return EmailAddress.objects.get_primary_email(user) or user.email


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A place where somebody is logged in."""

    device: str
    ip: str
    since: datetime
    current: bool


def open_sessions(request: HttpRequest, user: User) -> list[OpenSession]:
    """Where somebody is logged in, this place first, then the latest; in two queries, however many there are."""
    kept = {each.session_key: each for each in UserSession.objects.filter(user=user)}
    here = request.session.session_key
    alive = [
        session.session_key
        for session in Session.objects.filter(session_key__in=kept, expire_date__gt=timezone.now())
        if constant_time_compare(session.get_decoded().get(HASH, ""), user.get_session_auth_hash())
    ]
    found = [
        OpenSession(device(kept[key].user_agent), kept[key].ip, kept[key].created_at, current=key == here)
        for key in alive
    ]
    if here not in alive:
        agent, since = request.headers.get("User-Agent", ""), user.last_login or timezone.now()
        found.append(OpenSession(device(agent), get_adapter().get_client_ip(request), since, current=True))
    return sorted(found, key=lambda each: (each.current, each.since), reverse=True)
