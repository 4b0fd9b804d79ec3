"""`manage.py fetch_mail`: deal with the mail in the mailbox of INCOMING_MAIL_URL. For a timer, every minute."""

import os
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from community.notifications.incoming.polling import MailboxError, fetch, mailbox_at


class Command(BaseCommand):
    """Stopped, it ends after the mail in hand; what it did not come to waits for the next run."""

    help = "Deal with the unread mail in the mailbox of INCOMING_MAIL_URL. Run it every minute."

    def handle(self, **_options: Any) -> None:
        """Fetch it. Raises CommandError where the mailbox cannot be reached, or a mail could not be dealt with yet."""
        if not settings.INCOMING_MAIL_URL:
            raise CommandError("INCOMING_MAIL_URL says no mailbox.", returncode=os.EX_CONFIG)
        self.is_stopped = False
        before = [(number, signal.signal(number, self.stop)) for number in (signal.SIGTERM, signal.SIGINT)]
        try:
            run = fetch(mailbox_at(settings.INCOMING_MAIL_URL), asked_to_stop=lambda: self.is_stopped)
        except MailboxError as error:
            raise CommandError(str(error), returncode=os.EX_TEMPFAIL) from error
        finally:
            for number, handler in before:
                signal.signal(number, handler)
        self.stdout.write(f"Mails dealt with: {run.dealt_with}, left for later: {run.failed}.")
        if run.failed:
            raise CommandError("Some mails wait, see the log.", returncode=os.EX_TEMPFAIL)

    def stop(self, *_signal: Any) -> None:
        """Note that somebody wants it to end."""
        self.is_stopped = True
