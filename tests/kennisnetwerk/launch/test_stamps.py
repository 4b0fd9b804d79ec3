"""Stamps, and the file of settings that goes before them."""

from pathlib import Path

import pytest

from kennisnetwerk.launch import stamps
from kennisnetwerk.launch.environment import lock_for_running


def test_read_settings_file_takes_what_the_settings_take(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# a comment\nVAR_ROOT=/srv/var\nexport CACHE_URL = 'redis://cache'\n\nEMPTY=\nKEY=\"a=b\"\n#OFF=1\n"
    )
    assert stamps.read_settings_file(file) == {
        "VAR_ROOT": "/srv/var",
        "CACHE_URL": "redis://cache",
        "EMPTY": "",
        "KEY": "a=b",
    }


def test_read_settings_file_is_empty_where_there_is_none(tmp_path: Path) -> None:
    assert stamps.read_settings_file(tmp_path / ".env") == {}


def test_digest_changes_with_names_contents_and_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "PROJECT_ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")
    digests = {stamps.digest([one]), stamps.digest([two]), stamps.digest([one, two]), stamps.digest([one], also="more")}
    one.write_text("other")
    digests.add(stamps.digest([one]))
    assert len(digests) == 5
    assert stamps.digest([two, one]) == stamps.digest([one, two])


@pytest.mark.parametrize(
    ("environment", "lock"),
    [
        ({}, "base.txt"),
        ({"DATABASE_URL": "postgres://elsewhere/network"}, "production.txt"),
        ({"CACHE_URL": "redis://elsewhere"}, "production.txt"),
        ({"SEARCH_URL": "opensearch://elsewhere"}, "production.txt"),
    ],
)
def test_lock_for_running_has_the_drivers_that_are_needed(
    environment: dict[str, str], lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "CACHE_URL", "SEARCH_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert lock_for_running() == lock
