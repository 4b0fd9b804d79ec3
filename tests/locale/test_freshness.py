"""What is said about a catalogue that does not fit the code."""

import importlib.util
from pathlib import Path
from types import ModuleType

import polib
import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def freshness() -> ModuleType:
    """The program, which lies in a folder that is no package."""
    spec = importlib.util.spec_from_file_location("freshness", PROJECT_ROOT / "site" / "locale" / "freshness.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def test_problems_of_a_complete_catalogue_are_none(freshness: ModuleType) -> None:
    fresh = catalogue(polib.POEntry(msgid="Search"))
    assert freshness.problems_of(fresh, catalogue(polib.POEntry(msgid="Search", msgstr="Zoeken"))) == []


def test_problems_of_a_catalogue_name_what_is_missing_fuzzy_untranslated_and_unused(freshness: ModuleType) -> None:
    fresh = catalogue(polib.POEntry(msgid="New"), polib.POEntry(msgid="Guessed"), polib.POEntry(msgid="Empty"))
    committed = catalogue(
        polib.POEntry(msgid="Old", msgstr="Oud"),
        polib.POEntry(msgid="Guessed", msgstr="Geraden", flags=["fuzzy"]),
        polib.POEntry(msgid="Empty"),
    )
    assert freshness.problems_of(fresh, committed) == [
        "missing: New",
        "no longer used: Old",
        "fuzzy: Guessed",
        "not translated: Empty",
    ]


def test_problems_of_a_catalogue_tell_contexts_apart(freshness: ModuleType) -> None:
    fresh = catalogue(polib.POEntry(msgid="May", msgctxt="month"))
    committed = catalogue(polib.POEntry(msgid="May", msgstr="Mag"))
    assert freshness.problems_of(fresh, committed) == ["missing: May", "no longer used: May"]
