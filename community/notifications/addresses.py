"""Addresses by which mail comes in; each says whose it is and what it is for, and nobody but us can make one.

    reply+<token>@domain    to answer in a topic
    new+<token>@domain      to begin a topic in a forum
    bounce+<token>@domain   where mail servers tell that a mail did not arrive (its envelope sender)

Mail servers fold capitals, and refuse a name of more than 64 characters: the token is base32 in small letters, of at
most 44. Answers to old mails keep working when the site's key changes, as long as the old one is a fall-back.
"""

import base64
import re
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from community.members.models import User

SEAL = 10  # bytes of the signature: 80 bits, which nobody guesses by mail
MOST_BYTES = 8  # of a number: what a database's integer takes
SALT = "community.notifications.addresses"
TOKEN = re.compile(r"[a-z2-7]{16,48}")


class Purpose(StrEnum):
    """What an address is for; the word it begins with."""

    REPLY = "reply"
    NEW_TOPIC = "new"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Signed:
    """What an address says; `subject_id` is the primary key of a topic or forum, 0 for none."""

    purpose: Purpose
    user_id: int
    subject_id: int = 0


def reply_address(user: User, topic: Any) -> str:
    """Where this person answers in this topic; "" where no mail comes in."""
    return address_of(Signed(Purpose.REPLY, user.pk, topic.pk))


def new_topic_address(user: User, forum: Any) -> str:
    """Where this person begins a topic in this forum; "" where no mail comes in."""
    return address_of(Signed(Purpose.NEW_TOPIC, user.pk, forum.pk))


def bounce_address(user: User) -> str:
    """Where mail servers tell that a mail to this person did not arrive; "" where no mail comes in."""
    return address_of(Signed(Purpose.BOUNCE, user.pk))


def address_of(signed: Signed) -> str:
    """The address that says this."""
    domain: str = settings.INCOMING_MAIL_DOMAIN
    return f"{signed.purpose}+{token_of(signed)}@{domain}" if domain else ""


def read_address(address: str) -> Signed | None:
    """What an address says; None for one that we did not make, whatever its capitals."""
    local, _at, domain = address.strip().lower().rpartition("@")
    if not settings.INCOMING_MAIL_DOMAIN or domain != settings.INCOMING_MAIL_DOMAIN:
        return None
    word, _plus, token = local.partition("+")
    return read_token(Purpose(word), token) if word in list(Purpose) else None


def addresses_in(text: str) -> Iterator[str]:
    """What looks like an address of ours in a text."""
    return (found[0] for found in pattern().finditer(text)) if settings.INCOMING_MAIL_DOMAIN else iter(())


def without_addresses(text: str) -> str:
    """The text without the part of such addresses that nobody else may have."""
    return pattern().sub("…", text) if settings.INCOMING_MAIL_DOMAIN else text


def pattern() -> re.Pattern[str]:
    """What addresses of ours look like."""
    words = "|".join(Purpose)
    domain = re.escape(settings.INCOMING_MAIL_DOMAIN)
    return re.compile(rf"\b(?:{words})(?:\+|%2B)[a-z2-7]{{16,48}}(?:@|%40){domain}", re.IGNORECASE)


def token_of(signed: Signed) -> str:
    """What stands in the address: the numbers, and our seal on them."""
    user, subject = bytes_of(signed.user_id), bytes_of(signed.subject_id)
    numbers = bytes([len(user) << 4 | len(subject)]) + user + subject
    return encoded(numbers + seal(signed.purpose, numbers, key=settings.SECRET_KEY))


def read_token(purpose: Purpose, token: str) -> Signed | None:
    """What stands in a token; None for one without our seal."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        content = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except Error:
        return None
    numbers, given = content[:-SEAL], content[-SEAL:]
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    is_ours = any(constant_time_compare(given, seal(purpose, numbers, key=key)) for key in keys)
    if not is_ours or encoded(content) != token:
        return None
    users_end = 1 + (numbers[0] >> 4)
    return Signed(purpose, int.from_bytes(numbers[1:users_end], "big"), int.from_bytes(numbers[users_end:], "big"))


def bytes_of(number: int) -> bytes:
    """A number in as few bytes as it needs. Raises OverflowError for one that no database has."""
    return number.to_bytes(min((number.bit_length() + 7) // 8, MOST_BYTES), "big")


def encoded(content: bytes) -> str:
    """Bytes in letters that survive folding."""
    return base64.b32encode(content).decode().rstrip("=").lower()


def seal(purpose: Purpose, numbers: bytes, *, key: str) -> bytes:
    """Our signature on these numbers, for this purpose."""
    return salted_hmac(f"{SALT}.{purpose}", numbers, secret=key, algorithm="sha256").digest()[:SEAL]
