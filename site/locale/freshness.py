"""Whether every interface string is translated: `freshness.py` names what is missing, fuzzy or no longer used.

Takes the strings out of the code anew in a copy, with Django's makemessages, so that nothing here is changed. Needs
GNU gettext; without it says so and passes.
"""

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command

PROJECT_ROOT = Path(__file__).resolve().parents[2]
SEARCHED = ("site", "home", "search", "events", "knowledge", "community")
LOCALE = PROJECT_ROOT / "site" / "locale"
LANGUAGE = "nl"  # the strings in the code are English, which therefore needs no catalogue
CATALOGUE = "LC_MESSAGES/django.po"
NOT_COPIED = shutil.ignore_patterns("static", "content", "locale", "__pycache__", "tests", "*.mo", "*.geojson")
SHOWN = 20


def fresh_catalogue(workplace: Path) -> polib.POFile:
    """All strings that the code has now, taken out in a copy of it."""
    for name in SEARCHED:
        if (PROJECT_ROOT / name).exists():
            shutil.copytree(PROJECT_ROOT / name, workplace / name, ignore=NOT_COPIED)
    catalogue = workplace / "fresh" / LANGUAGE / CATALOGUE
    catalogue.parent.mkdir(parents=True)
    settings.configure(LOCALE_PATHS=[workplace / "fresh"])
    django.setup()
    with contextlib.chdir(workplace):
        call_command("makemessages", locale=[LANGUAGE], verbosity=0)
    return polib.pofile(str(catalogue))


def problems_of(fresh: polib.POFile, committed: polib.POFile) -> list[str]:
    """What is wrong with a committed catalogue, one line each."""
    known = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in committed if not entry.obsolete}
    used = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in fresh if not entry.obsolete}
    return [
        *(f"missing: {msgid}" for _context, msgid, _plural in sorted(used - known, key=str)),
        *(f"no longer used: {msgid}" for _context, msgid, _plural in sorted(known - used, key=str)),
        *(f"fuzzy: {entry.msgid}" for entry in committed.fuzzy_entries()),
        *(f"not translated: {entry.msgid}" for entry in committed.untranslated_entries()),
    ]


def main() -> int:
    """Compare; returns the exit code."""
    if shutil.which("xgettext") is None:
        print("Skipped: GNU gettext is not installed (apt install gettext).")
        return 0
    with tempfile.TemporaryDirectory() as workplace:
        fresh = fresh_catalogue(Path(workplace))
    wrong = 0
    needed = LOCALE / LANGUAGE / CATALOGUE
    for file in sorted({needed, *LOCALE.glob(f"*/{CATALOGUE}")}):
        language = file.relative_to(LOCALE).parts[0]
        problems = problems_of(fresh, polib.pofile(str(file)) if file.exists() else polib.POFile())
        wrong += len(problems)
        for problem in problems[:SHOWN]:
            print(f"{language}: {problem}")
        if len(problems) > SHOWN:
            print(f"{language}: and {len(problems) - SHOWN} more")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
