"""What the import and export commands share; each names its kind of page."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.transfer.decoding import LARGEST_FILE
from foundation.transfer.importing import Outcome, import_table
from foundation.transfer.problems import FileError
from foundation.transfer.reading import read_table
from foundation.transfer.transfer import PageTransfer
from foundation.transfer.writing import CSV, FORMATS, JSON_LINES, exported_lines

BETWEEN_REPORTS = 5.0  # seconds, where nobody looks at a terminal
BETWEEN_STEPS = 0.2  # seconds, on a terminal


class Progress:
    """Says how far a long run is: on one line of a terminal, else now and then."""

    def __init__(self, out: Any) -> None:
        """Take where to write."""
        self.out, self.terminal = out, out.isatty()
        self.last = time.monotonic()

    def __call__(self, stage: str, number: int, total: int) -> None:
        """Report one row."""
        now = time.monotonic()
        if now - self.last < (BETWEEN_STEPS if self.terminal else BETWEEN_REPORTS) and number != total:
            return
        if number == total and not self.terminal:
            return
        self.last = now
        words = {"check": _("Checked"), "write": _("Written")}[stage]
        text = f"{words}: {number}/{total}"
        if self.terminal:
            self.out.write(f"\r{text}", ending="\n" if number == total else "")
            self.out.flush()
        else:
            self.out.write(text)


def summary(outcome: Outcome) -> str:
    """What happened, on one line."""
    return _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(bad)s bad") % {
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "bad": outcome.bad,
    }


class ImportCommand(BaseCommand):
    """Bring pages in from a file; subclasses name the transfer."""

    transfer_class: ClassVar[type[PageTransfer]]
    help = "Import pages from CSV or JSON Lines. Rows are matched by slug and locale. Exit status 1 when rows are bad."

    def add_arguments(self, parser: ArgumentParser | CommandParser) -> None:
        """Take the file and what to do with bad rows."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--skip-bad", action="store_true", help="write the good rows although others are bad")

    def handle(self, **options: Any) -> None:
        """Import, report bad rows one by one, end with a summary."""
        file: Path = options["file"]
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST_FILE + 1)
            transfer = self.transfer_class()
            outcome = import_table(
                transfer,
                read_table(content, transfer.headers, name=file.name),
                dry_run=options["dry_run"],
                skip_bad=options["skip_bad"],
                say=Progress(self.stderr),
            )
        except (OSError, FileError) as error:
            raise CommandError(str(error)) from error
        self.report(outcome, dry_run=options["dry_run"])

    def report(self, outcome: Outcome, *, dry_run: bool) -> None:
        """Say what happened. Raises CommandError, and so ends with status 1, when rows were bad."""
        if outcome.unknown:
            self.stdout.write(_("Columns nobody knows, left out: %(names)s") % {"names": ", ".join(outcome.unknown)})
        for problem in outcome.problems:
            self.stderr.write(str(problem))
        if dry_run:
            self.stdout.write(_("Trial run, nothing was written."))
        self.stdout.write(summary(outcome))
        if not outcome.problems:
            return
        count = ngettext("%(n)s row is bad.", "%(n)s rows are bad.", outcome.bad) % {"n": outcome.bad}
        nothing = "" if outcome.written or dry_run else _("Nothing was written.")
        raise CommandError(f"{count} {nothing}".strip())


class ExportCommand(BaseCommand):
    """Write all pages of one kind to a file; subclasses name the transfer."""

    transfer_class: ClassVar[type[PageTransfer]]
    help = "Export all live pages as CSV or JSON Lines; the import command takes the file again."

    def add_arguments(self, parser: ArgumentParser | CommandParser) -> None:
        """Take the file and its format."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: standard output")
        parser.add_argument("--format", choices=FORMATS, help="default: what the file's name says, else csv")

    def handle(self, **options: Any) -> None:
        """Export. A file is put in place when it is complete, so that none is ever cut short."""
        file: Path | None = options["file"]
        by_name = JSON_LINES if file and file.suffix.lower() in {".jsonl", ".ndjson"} else CSV
        try:
            lines = exported_lines(self.transfer_class(), options["format"] or by_name)
            if file is None:
                for line in lines:
                    self.stdout.write(line, ending="")
                return
            part = file.with_name(f"{file.name}.part")
            with part.open("w", encoding="utf-8", newline="") as opened:
                opened.writelines(lines)
            part.replace(file)
        except (OSError, FileError) as error:
            raise CommandError(str(error)) from error
