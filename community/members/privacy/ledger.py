"""The ledger of erasures: a file outside the database, so that a backup that is put back forgets them again.

One line of JSON per erasure: the number of the account, when it was erased, digests made with the site's secret key of
the account and of its addresses, and whether the person wanted to stay named on pages. No address or name, so the
ledger tells nothing to who has it.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from community.members.models import User
from community.members.privacy.traces import addresses_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One line."""

    user: int
    erased: str  # ISO 8601, UTC
    account: str
    addresses: tuple[str, ...]
    keeps_contact_details: bool = False

    def is_about(self, user: User) -> bool:
        """Whether this account was erased: made before, and the same account or at least the same address.

        A backup that is put back may give the number to somebody new, who came after the erasure.
        """
        if user.pk != self.user or user.date_joined >= datetime.fromisoformat(self.erased):
            return False
        keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
        return any(
            hmac.compare_digest(self.account, account_digest(user, key))
            or not set(self.addresses).isdisjoint(address_digests(user, key))
            for key in keys
        )


def digest(text: str, key: str) -> str:
    """What only who has the key can make of the text."""
    return hmac.new(f"erasures {key}".encode(), text.encode(), hashlib.sha256).hexdigest()


def account_digest(user: User, key: str) -> str:
    """Of what never changes about an account."""
    return digest(f"{user.pk} {user.date_joined.astimezone(UTC).isoformat()}", key)


def address_digests(user: User, key: str) -> tuple[str, ...]:
    """Of each of its addresses."""
    return tuple(sorted(digest(address, key) for address in addresses_of(user)))


def line_about(user: User) -> Erasure:
    """What there is to note about an account that is going."""
    return Erasure(
        user=user.pk,
        erased=timezone.now().isoformat(),
        account=account_digest(user, settings.SECRET_KEY),
        addresses=address_digests(user, settings.SECRET_KEY),
        keeps_contact_details=bool(getattr(user, "keeps_contact_details", False)),
    )


def write(erasure: Erasure) -> None:
    """Write a line, and be sure that it is on the disk. Raises OSError."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b", buffering=0) as ledger:
        fcntl.flock(ledger, fcntl.LOCK_EX)
        was_cut_off = ledger.seek(0, os.SEEK_END) and ends_with(ledger) != b"\n"
        ledger.write(b"\n" * bool(was_cut_off) + json.dumps(asdict(erasure)).encode() + b"\n")
        os.fsync(ledger)


def ends_with(file: FileIO) -> bytes:
    """The last byte of a file that has one."""
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def erasures() -> Iterator[Erasure]:
    """All lines, oldest first; one that was cut off by a crash is passed over."""
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                read = json.loads(line)
                yield Erasure(**{**read, "addresses": tuple(read["addresses"])})
            except (ValueError, TypeError, KeyError):
                continue
