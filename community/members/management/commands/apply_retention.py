"""`manage.py apply_retention`: forget what is not kept for ever."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.members.erasure import reapply
from community.members.retention import apply_rules


class Command(BaseCommand):
    """Apply all rules of retention; safe to run again."""

    help = "Delete what has been kept long enough, by the rules of all apps. For a daily timer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether it only counts."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, dry_run: bool, **_options: Any) -> None:
        """Apply them and say what went. Raises CommandError where a rule failed; the others are applied even so."""
        again = reapply(dry_run=dry_run)
        self.stdout.write(f"{again:>6}  People who were erased before and came back with a backup")
        failed = []
        for outcome in apply_rules(dry_run=dry_run):
            if outcome.count is None:
                failed.append(outcome.rule.name)
            count = "failed" if outcome.count is None else outcome.count
            self.stdout.write(f"{count:>6}  {outcome.rule.label}")
        self.stdout.write("Nothing was changed: this was a dry run." if dry_run else "Done.")
        if failed:
            raise CommandError(f"These rules failed, see the log: {', '.join(failed)}.")
