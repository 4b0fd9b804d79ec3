"""Mailboxes that do not take our mail: what counts, and when we stop trying."""

import re
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.utils import timezone

from community.members.models import User
from community.notifications.models import Bounce, MailStop
from community.notifications.times import WALL

WITHIN = timedelta(days=30)
DAYS_THAT_STOP = 3  # different ones, on which mail came back for good
REFUSED = 5  # the first digit of an answer that will not change
CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# What a server says of a mailbox that is not there.
FOR_GOOD = re.compile(
    r"user unknown|unknown user|no such (?:user|mailbox|recipient)|no mailbox here|mailbox unavailable"
    r"|mailbox not found|(?:user|address|account|recipient)[^.\n]{0,60}(?:does not exist|doesn't exist|not found)"
    r"|account (?:is |has been )?disabled|(?:address|recipient) rejected|host (?:or domain name )?not found"
    r"|bestaat niet|onbekende (?:gebruiker|ontvanger)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a server tells about a mail: `message_id` of that one, "" where it does not say."""

    is_permanent: bool
    status: str = ""
    message_id: str = ""


def is_about_mailbox(status: str) -> bool:
    """Whether a status says that there is no such mailbox, or no longer.

    A full mailbox (5.2.2) or a mail that is too large (5.2.3) says nothing about the next one; and what a server
    thinks of us or of a text (5.3, 5.6, 5.7) would stop the mail of all its people at once.
    """
    _class, subject, detail = [*status.split("."), "", ""][:3]
    return status.startswith("5.") and (subject in ("0", "1", "4") or (subject == "2" and detail not in ("2", "3")))


def refusal_of(error: SMTPRecipientsRefused) -> Report:
    """What our own mail server says when it does not take a mail for the one mailbox it is for."""
    code, words = next(iter(error.recipients.values()))
    told = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    status = next(iter(CODE.findall(told)), "")
    says_so = is_about_mailbox(status) if status else FOR_GOOD.search(told) is not None
    return Report(is_permanent=code // 100 == REFUSED and says_so, status=status)


def note_bounce(user: User, report: Report, *, key: str) -> None:
    """Remember that a mail did not arrive; when enough came back for good, no more is sent.

    key: of the mail or, where nobody tells which it was, of the report: the same one counts once.
    """
    Bounce.objects.get_or_create(
        user=user, message_id=key, defaults={"is_permanent": report.is_permanent, "status": report.status}
    )
    recent = Bounce.objects.filter(user=user, is_permanent=True, at__gt=timezone.now() - WITHIN)
    days = {at.astimezone(WALL).date() for at in recent.values_list("at", flat=True)}
    if report.is_permanent and len(days) >= DAYS_THAT_STOP:
        MailStop.objects.get_or_create(user=user, defaults={"status": report.status})
