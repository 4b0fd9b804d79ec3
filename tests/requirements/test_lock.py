"""The locked requirement files: versions and hashes, no addresses, and one version of each package."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
NAMES = ("base.txt", "production.txt", "dev.txt", "installer.txt")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((FOLDER / name).read_text()))


@pytest.mark.parametrize("name", NAMES)
def test_lock_holds_no_addresses(name: str) -> None:
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", (FOLDER / name).read_text()) == []


@pytest.mark.parametrize("name", NAMES)
def test_lock_gives_each_package_a_version_and_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (FOLDER / name).read_text().strip())
    assert [entry for entry in entries if not (PINNED.match(entry) and "--hash=sha256:" in entry)] == []


@pytest.mark.parametrize("name", NAMES[1:])
def test_lock_agrees_with_the_base(name: str) -> None:
    base, other = pins("base.txt"), pins(name)
    assert {package: other[package] for package in base.keys() & other.keys()} == {
        package: base[package] for package in base.keys() & other.keys()
    }


def test_production_and_development_hold_all_of_the_base() -> None:
    assert pins("base.txt").keys() <= pins("production.txt").keys() <= pins("dev.txt").keys()
