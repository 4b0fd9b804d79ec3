"""`manage.py remind_needs`: ask owners whether what they look for and offer still stands. Run it every day."""

from typing import Any

from django.core.management.base import BaseCommand

from community.initiatives.needs.reminding import remind_owners


class Command(BaseCommand):
    """Mail the owners of what ends within two weeks; nobody twice about the same."""

    help = "Mail owners about needs and offers that end soon, and take off public pages what has ended."

    def handle(self, **options: Any) -> None:
        """Do it and say how many mails went out."""
        self.stdout.write(f"{remind_owners()} mails.")
