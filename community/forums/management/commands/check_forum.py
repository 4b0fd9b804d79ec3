"""`manage.py check_forum`: does the forum count right."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.forums.checking import check

MOST_SHOWN = 50


class Command(BaseCommand):
    """`manage.py check_forum [--fix]`: exits with 1 when something counts wrong and was not put right."""

    help = "Compares what forums, topics, posts and people count with the posts and thanks there are."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let it put right what is wrong."""
        parser.add_argument("--fix", action="store_true", help="put right what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and tell."""
        number = 0
        for number, drift in enumerate(check(fix=options["fix"]), start=1):
            if number <= MOST_SHOWN:
                self.stdout.write(str(drift))
        if number > MOST_SHOWN:
            self.stdout.write(f"... and {number - MOST_SHOWN} more.")
        if not number:
            self.stdout.write("The forum counts right.")
        elif options["fix"]:
            self.stdout.write("Put right.")
        else:
            sys.exit(1)
