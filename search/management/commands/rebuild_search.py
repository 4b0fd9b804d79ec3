"""Make the search index anew while it is in use."""

import gc
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines import uses_a_server
from search.engines.pushing import rebuild_server
from search.engines.wanted import EngineDown
from search.models import SearchDocument
from search.rebuilding import rebuild_documents

WIDTH = 30
BETWEEN = 0.1  # seconds between two drawings of the bar


class Command(BaseCommand):
    """`manage.py rebuild_search`."""

    help = "Brings the index of the search up to date with everything on the site. Searching goes on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let everything be written anew."""
        parser.add_argument("--all", action="store_true", help="write every document again, also where nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, with a progress bar where somebody looks."""
        self.drawn = 0.0
        gc.freeze()  # what is loaded stays: there is no use in looking it through again and again
        started = time.monotonic()
        if options["all"]:
            SearchDocument.objects.update(digest="")  # they stay findable, and are written again
        changed = rebuild_documents(self.progress)
        total = SearchDocument.objects.count()
        if uses_a_server():
            try:
                rebuild_server(lambda done: self.progress("search server", done, total))
            except EngineDown as down:
                raise CommandError(f"The search server did not take the index: {down}") from down
        seconds = max(time.monotonic() - started, 0.001)
        self.stdout.write(f"{total} documents, {changed} changed, in {seconds:.1f} s ({total / seconds:.0f} a second)")

    def progress(self, what: str, number: int, total: int) -> None:
        """Draw the bar, on a terminal only."""
        if not sys.stderr.isatty() or (number < total and time.monotonic() - self.drawn < BETWEEN):
            return
        self.drawn = time.monotonic()
        full = WIDTH * number // max(total, 1)
        bar = f"\r{what:<24} {'#' * full}{'.' * (WIDTH - full)} {number} / {total}"
        self.stderr.write(bar, ending="\n" if number >= total else "")
        self.stderr.flush()
