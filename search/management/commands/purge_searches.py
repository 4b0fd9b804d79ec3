"""`manage.py purge_searches`: forget what people searched for long ago."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.usage import KEEP_DAYS, forget_older


class Command(BaseCommand):
    """Delete old counts; safe to run again."""

    help = "Delete the counts of what people searched for that are older than --days. For a daily timer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how many days are kept."""
        parser.add_argument("--days", type=int, default=KEEP_DAYS, help=f"days that are kept ({KEEP_DAYS})")

    def handle(self, *, days: int, **_options: Any) -> None:
        """Delete. Raises CommandError for a number of days that would delete today's."""
        if days < 1:
            raise CommandError("--days is at least 1.")
        self.stdout.write(f"Deleted {forget_older(days)} rows.")
