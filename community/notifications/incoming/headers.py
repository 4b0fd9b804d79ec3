"""Reading headers of mail from anywhere: whatever is in them, this does not fail."""

import re
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from django.conf import settings

from community.members.writing import one_line

LONGEST = 2000  # characters of a header that are read
MOST_ADDRESSES = 50
MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{3,400}>")
COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"\s*dmarc\s*=\s*([a-z]+)", re.IGNORECASE)
NOBODY = ("", "<>", "mailer-daemon", "<mailer-daemon>")  # Postfix gives its pipe the last two


def raw(message: EmailMessage, name: str) -> list[str]:
    """All headers of this name as they were sent, each on one line, the topmost first."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return [" ".join(readable(value)[:LONGEST].split()) for value in found]


def readable(value: Any) -> str:
    """A header as text; bytes that are none of ASCII are read as UTF-8."""
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def text(message: EmailMessage, name: str) -> str:
    """The first header of this name, in readable letters on one line; "" where there is none."""
    value = next(iter(raw(message, name)), "")
    with suppress(HeaderParseError, LookupError, ValueError, AssertionError):  # then as it was sent
        value = str(make_header(decode_header(value)))
    return one_line(value)


def addresses(message: EmailMessage, *names: str) -> list[str]:
    """The addresses in these headers, in small letters; no names, which anybody makes up."""
    values = [value for name in names for value in raw(message, name)]
    try:
        found = [address.strip().lower() for _name, address in getaddresses(values)]
    except (IndexError, TypeError, ValueError):
        return []
    return [address for address in found if "@" in address][:MOST_ADDRESSES]


def sender(message: EmailMessage) -> str:
    """The one address it is from, in small letters; "" where that is none, more than one, or written in two ways."""
    values = raw(message, "From")
    if len(values) != 1 or len(values[0]) >= LONGEST:
        return ""
    try:
        found = getaddresses(values)
    except (IndexError, TypeError, ValueError):
        return ""
    return found[0][1].strip().lower() if len(found) == 1 and "@" in found[0][1] else ""


def message_id(message: EmailMessage) -> str:
    """What the mail is known by, as "<...>"; "" where it does not say."""
    found = MESSAGE_ID.search(next(iter(raw(message, "Message-ID")), ""))
    return found[0] if found else ""


def references(message: EmailMessage) -> list[str]:
    """The mails to which it answers, by their Message-ID, the nearest first."""
    answers = " ".join(raw(message, "In-Reply-To"))
    earlier = MESSAGE_ID.findall(" ".join(raw(message, "References")))
    return list(dict.fromkeys([*MESSAGE_ID.findall(answers), *reversed(earlier)]))


def has_no_sender(message: EmailMessage) -> bool:
    """Whether the envelope had no sender, as that of reports and automatic answers."""
    paths = raw(message, "Return-Path")
    return bool(paths) and paths[0].strip().lower() in NOBODY


def is_forged(message: EmailMessage) -> bool:
    """Whether our own mail server says that it does not come from whom it says.

    Anybody writes an Authentication-Results: only one that begins with the name of our server counts, and of those the
    topmost, since servers add theirs on top.
    """
    for value in raw(message, "Authentication-Results") if settings.INCOMING_MAIL_SERVER else ():
        server, *results = COMMENT.sub("", value).split(";")
        if server.lower().split()[:1] != [settings.INCOMING_MAIL_SERVER]:
            continue
        for result in results:
            found = RESULT.match(result)
            if found:
                return found[1].lower() == "fail"
    return False
