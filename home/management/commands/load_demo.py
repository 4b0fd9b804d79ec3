"""`manage.py load_demo`: a believable network to look at."""

from typing import Any

from django.core.management.base import BaseCommand

from home.demo.loader import ACCOUNTS, PASSWORD, DemoLoader


class Command(BaseCommand):
    """Load the demo; what is there already stays as it is."""

    help = "Load the demo network: initiatives, tools, meetings, stakeholders, people. Safe to run again."

    def handle(self, **_options: Any) -> None:
        """Load it, with a line per kind that counts up."""
        terminal = self.stdout.isatty()

        def say(what: str, number: int, total: int) -> None:
            if terminal:
                self.stdout.write(f"\r{what}: {number}/{total}", ending="\n" if number == total else "")
            elif number == total:
                self.stdout.write(f"{what}: {total}")

        DemoLoader(say).load()
        self.stdout.write("Demo accounts (password for all: " + PASSWORD + "):")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:32} {account.role}")
