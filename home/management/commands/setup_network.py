"""`manage.py setup_network`: what a new network starts with."""

from typing import Any

from django.core.management.base import BaseCommand

from home.setup import set_up_network


class Command(BaseCommand):
    """Make what is missing; safe to run again."""

    help = "Make languages, sections, roles, workflow and municipalities where they are missing."

    def handle(self, **_options: Any) -> None:
        """Set up."""
        front = set_up_network()
        self.stdout.write(f"Ready: {front.full_url}")
