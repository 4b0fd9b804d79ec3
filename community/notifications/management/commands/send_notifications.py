"""`manage.py send_notifications`: tell what nobody told yet, and send the mails that are due; every minute."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from community.notifications.delivery.sending import send_due
from community.notifications.telling import tell_waiting


class Command(BaseCommand):
    """Several of these beside each other, and the worker, share the work; stopped, it ends after the mail in hand."""

    help = "Tell people what was announced and not told yet, and send the mails that are due. Run it every minute."

    def handle(self, **_options: Any) -> None:
        """Tell and send."""
        self.is_stopped = False
        before = [(number, signal.signal(number, self.stop)) for number in (signal.SIGTERM, signal.SIGINT)]
        try:
            told = tell_waiting(asked_to_stop=lambda: self.is_stopped)
            run = send_due(asked_to_stop=lambda: self.is_stopped)
        finally:
            for number, handler in before:
                signal.signal(number, handler)
        self.stdout.write(f"Announcements told: {told}. Mails sent: {run.sent}, kept for later: {run.kept}.")

    def stop(self, *_signal: Any) -> None:
        """Note that somebody wants it to end."""
        self.is_stopped = True
