"""`manage.py receive_mail`: deal with one mail from standard input, for the pipe of a mail server."""

import logging
import os
import sys
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.notifications.incoming.reading import LARGEST, UnreadableError
from community.notifications.incoming.receiving import receive

logger = logging.getLogger(__name__)

A_PIECE = 1_048_576  # bytes


class Command(BaseCommand):
    """Ends as mail servers understand (sysexits.h): 0 done, 65 never readable, 75 try again later."""

    help = "Deal with one mail (RFC 5322) from standard input. For the pipe of a mail server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say to whom the envelope is addressed."""
        parser.add_argument("--recipient", default="", help="the address on the envelope; else the headers tell")

    def handle(self, *, recipient: str, **_options: Any) -> None:
        """Deal with it. Raises CommandError with one of the codes."""
        content = all_of(sys.stdin.buffer)
        try:
            outcome = receive(content, recipient=recipient)
        except UnreadableError as error:
            raise CommandError(f"This is no mail that can be read. {error}", returncode=os.EX_DATAERR) from error
        except Exception as error:
            logger.exception("A mail that came in has to come again.")
            raise CommandError("Try again later.", returncode=os.EX_TEMPFAIL) from error
        self.stdout.write(str(outcome) if outcome is not None else "dealt with before")


def all_of(stream: BinaryIO) -> bytes:
    """What comes in; of what is too large the rest is thrown away, so that the server need not stop in the middle."""
    content = stream.read(LARGEST + 1)
    while stream.read(A_PIECE):
        pass
    return content
