"""Compare the search index with what is on the site."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.checking import check


class Command(BaseCommand):
    """`manage.py check_search [--fix] [--quick]`: exits with 1 when something differs and was not put right."""

    help = "Compares the index of the search with everything on the site, both ways."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let it put right what differs, and look less closely."""
        parser.add_argument("--fix", action="store_true", help="put right what differs")
        parser.add_argument(
            "--quick", action="store_true", help="look at what is missing or too many, not at what changed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and tell."""
        found = check(fix=options["fix"], quick=options["quick"])
        for what, name, number in found.lines():
            self.stdout.write(f"{what}: {name} ({number})")
        if not found:
            self.stdout.write("The index is as it should be.")
        elif options["fix"] and not found.server_is_down:
            self.stdout.write("Put right.")
        else:
            sys.exit(1)
