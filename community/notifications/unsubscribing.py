"""Addresses by which somebody stops mail without signing in; they tell nobody whose they are."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.urls import reverse

from community.members.mailing import site_url
from community.members.models import User
from community.notifications.choosing import stop_mail

LONGEST_TOKEN = 2000  # characters
ADDRESS = re.compile(r"(?:https?://[^\s<>\"]{1,200}/)?\bgAAAAA[\w-]{60,2000}[^\s<>\"]{0,9}")  # as all that Fernet locks
MOST_IN_ONE = 20  # kinds or followed things that one mail names


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which mail stops: of these kinds, about these followed things (primary keys), or a digest (its channel)."""

    kinds: tuple[str, ...] = ()
    follows: tuple[int, ...] = ()
    digest: str = ""


def token_of(user: User, scope: Scope) -> str:
    """What stands in the address: locked, so that nobody reads or makes one."""
    facts = [user.pk, scope.kinds[:MOST_IN_ONE], scope.follows[:MOST_IN_ONE], scope.digest]
    return locks().encrypt(json.dumps(facts, separators=(",", ":")).encode()).decode().rstrip("=")


def opened(token: str) -> tuple[User, Scope] | None:
    """Whose mail stops, and which; None for what we did not make, or an account that is gone."""
    if not token.isascii() or len(token) > LONGEST_TOKEN:
        return None
    try:
        facts: list[Any] = json.loads(locks().decrypt(token.encode() + b"=" * (-len(token) % 4)))
    except (InvalidToken, ValueError):
        return None
    user_id, kinds, follows, digest = facts
    user = User.objects.filter(pk=user_id).first()
    return (user, Scope(kinds=tuple(kinds), follows=tuple(follows), digest=digest)) if user is not None else None


def unsubscribe(token: str) -> bool:
    """Stop the mail that this token names; gives whether it is one of ours. Also for a mail to UNSUBSCRIBE_ADDRESS."""
    found = opened(token)
    if found is None:
        return False
    user, scope = found
    stop_mail(user, kinds=scope.kinds, follows=scope.follows, digest=scope.digest)
    return True


def without_tokens(text: str) -> str:
    """The text without addresses that stop somebody's mail: for what others will read."""
    return ADDRESS.sub("…", text)


def unsubscribe_url(token: str) -> str:
    """The full address, for a mail."""
    return site_url(reverse("unsubscribe", args=(token,)))


def locks() -> MultiFernet:
    """The site's present key and its older ones: the links in old mails keep working."""
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(lock_of(key)) for key in keys])


def lock_of(key: str) -> bytes:
    """The key of a lock that belongs to a key of the site."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"unsubscribing {key}".encode()).digest())
