"""`manage.py load_municipalities [FILE]`: the municipalities of a network, from GeoJSON."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.places.actions import SHIPPED_FILE, load_municipalities


class Command(BaseCommand):
    """Create or update municipalities; run it again with a newer file after a municipal reorganisation."""

    help = "Load municipalities from a GeoJSON file (default: the 26 of the province of Utrecht)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_FILE)

    def handle(self, **options: Any) -> None:
        """Load it."""
        try:
            number = load_municipalities(options["file"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} municipalities.")
