"""Handing mails to the mail server."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPHeloError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from community.members.models import User
from community.notifications.bounces import note_bounce, refusal_of
from community.notifications.delivery.claiming import (
    Parcel,
    claim,
    finish,
    keep_for_later,
    put_back,
    recipients_waiting,
)
from community.notifications.delivery.letters import letter
from community.notifications.times import WALL
from foundation.generation import generation_of_request

logger = logging.getLogger(__name__)

ANSWERED_NO = (SMTPDataError, SMTPHeloError, SMTPRecipientsRefused, SMTPSenderRefused)
MOST_FAILURES = 3  # in a row: then the server has trouble, and the rest can wait for the next run


@dataclass(slots=True)
class Run:
    """What one run did."""

    sent: int = 0
    kept: int = 0  # for later
    failures: int = 0  # in a row
    is_over: bool = False
    ran_out_of_time: bool = False


def send_due(*, seconds: float | None = None, asked_to_stop: Callable[[], bool] = lambda: False) -> Run:
    """Send every mail that has to go now; several runs beside each other share the work.

    Ends early when `seconds` are over, when `asked_to_stop`, or when the mail server does not do its work.
    """
    run, post, last = Run(), PostOffice(), 0
    end = time.monotonic() + seconds if seconds is not None else None
    try:
        while recipients := recipients_waiting(timezone.now(), after=last):
            for user_id in recipients:
                run.ran_out_of_time = end is not None and time.monotonic() > end
                if run.ran_out_of_time or run.is_over:
                    return run
                send_to(user_id, run, post, asked_to_stop)
            last = recipients[-1]
    finally:
        post.close()
    return run


def send_to(user_id: int, run: Run, post: "PostOffice", asked_to_stop: Callable[[], bool]) -> None:
    """Send what one person gets."""
    for parcel in claim(user_id):
        run.is_over = run.is_over or asked_to_stop()
        if run.is_over:
            put_back(parcel)
        else:
            deliver(parcel, run, post)


def deliver(parcel: Parcel, run: Run, post: "PostOffice") -> None:
    """Write one mail and hand it over; what fails is kept for later."""
    try:
        with generation_of_request():  # what is remembered between pages is asked for once
            mail = letter(parcel)
    except Exception:  # whatever is wrong with this one holds up no other
        logger.exception("A mail with news could not be written.")
        keep_for_later(parcel, may_have_arrived=False)
        run.kept += 1
        return
    if mail is None:
        finish(parcel, mailed=False)
        return
    try:
        post.hand_over(mail)
    except OSError as error:  # smtplib's errors are of this kind, too
        logger.warning("A mail with news waits: %s", type(error).__name__)
        if isinstance(error, SMTPRecipientsRefused):
            note_refusal(parcel.recipient, error, mail)
        keep_for_later(parcel, may_have_arrived=post.is_open and not isinstance(error, ANSWERED_NO))
        run.kept += 1
        run.failures += 1
        run.is_over = not post.is_open or not isinstance(error, ANSWERED_NO) or run.failures >= MOST_FAILURES
        post.close()
    else:
        finish(parcel, mailed=True)
        run.sent += 1
        run.failures = 0


def note_refusal(recipient: User, error: SMTPRecipientsRefused, mail: EmailMultiAlternatives) -> None:
    """Remember, once a day, that there is no such mailbox, where the mail server says so: nothing comes back then."""
    report = refusal_of(error)
    if report.is_permanent:
        today = timezone.now().astimezone(WALL).date()
        note_bounce(recipient, report, key=f"{mail.extra_headers['Message-ID']} {today}")


class PostOffice:
    """The mail server: one connection for a whole run."""

    def __init__(self) -> None:
        """Connect when there is something to send."""
        self.connection: Any = get_connection()
        self.is_open = False

    def hand_over(self, mail: EmailMultiAlternatives) -> None:
        """Give it one mail. Raises OSError where it does not take it, or is not there."""
        if not self.is_open:
            self.connection.open()
            self.is_open = True
        self.connection.send_messages([mail])

    def close(self) -> None:
        """Say goodbye."""
        if self.is_open:
            with suppress(OSError):
                self.connection.close()
        self.is_open = False
