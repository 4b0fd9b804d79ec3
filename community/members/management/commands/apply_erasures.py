"""`manage.py apply_erasures`: after putting back a backup, erase again who was erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.members.erasure import reapply


class Command(BaseCommand):
    """Read the ledger and erase again; safe to run again."""

    help = "Erase again the people who asked for it after the backup was made that is put back now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether it only counts."""
        parser.add_argument("--dry-run", action="store_true", help="only say how many it would be")

    def handle(self, *, dry_run: bool, **_options: Any) -> None:
        """Erase."""
        again = reapply(dry_run=dry_run)
        self.stdout.write(f"{again} {'would be' if dry_run else 'were'} erased again.")
