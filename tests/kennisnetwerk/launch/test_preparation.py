"""What `make run` does before it serves: each thing once, and again only when what it was made from changed."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kennisnetwerk.launch import preparation
from kennisnetwerk.launch.steps import Failure

ACCOUNTS = "Demo accounts (password for all: secret):\n  somebody@demo.example\n"
DEMO_OUTPUT = f"themes: 12\ntools: 72\n{ACCOUNTS}"


class Project:
    """A project of two files in a temporary folder, and the commands that were run in it."""

    def __init__(self, folder: Path) -> None:
        self.migration = folder / "home" / "migrations" / "0001_initial.py"
        self.stylesheet = folder / "site" / "static" / "site.css"
        self.lock = folder / "requirements" / "base.txt"
        for file in (self.migration, self.stylesheet, self.lock):
            file.parent.mkdir(parents=True)
            file.write_text("first")
        self.database = folder / "var" / "kennisnetwerk.sqlite3"
        self.static_root = folder / "var" / "static"
        self.commands: list[str] = []
        self.stopped: list[str] = []

    def run_step(self, _title: str, command: Sequence[str], **_options: Any) -> str:
        name = command[2]
        self.commands.append(name)
        if name == "migrate":
            self.database.parent.mkdir(exist_ok=True)
            self.database.touch()
        if name == "collectstatic":
            self.static_root.mkdir(exist_ok=True, parents=True)
        return DEMO_OUTPUT if name == "load_demo" else ""

    def step(self, title: str, command: Sequence[str], **_options: Any) -> SimpleNamespace:
        def finish() -> str:
            return self.run_step(title, command)

        return SimpleNamespace(finish=finish, stop=lambda: self.stopped.append(command[2]))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small project, in place of this one."""
    made = Project(tmp_path)
    stamps = tmp_path / "var" / "launch"
    for name, value in {
        "CODE": (tmp_path / "site", tmp_path / "home"),
        "REQUIREMENTS": tmp_path / "requirements",
        "OWN_DATABASE": made.database,
        "STATIC_ROOT": made.static_root,
        "STAMPS": stamps,
        "ACCOUNTS": stamps / "accounts.txt",
        "run_step": made.run_step,
        "Step": made.step,
    }.items():
        monkeypatch.setattr(preparation, name, value)
    monkeypatch.setattr("kennisnetwerk.launch.stamps.PROJECT_ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return made


def prepared(project: Project) -> list[str]:
    """The commands that preparing runs now."""
    project.commands.clear()
    with preparation.static_files_collected():
        preparation.prepare_database()
    return list(project.commands)


def test_preparation_does_everything_the_first_time_and_nothing_the_second(project: Project) -> None:
    assert prepared(project) == ["migrate", "load_demo", "collectstatic"]
    assert prepared(project) == []


def test_preparation_keeps_the_accounts_that_the_demo_names(project: Project) -> None:
    prepared(project)
    assert preparation.ACCOUNTS.read_text() == ACCOUNTS


def test_preparation_migrates_after_a_new_migration_without_loading_the_demo_again(project: Project) -> None:
    prepared(project)
    project.migration.write_text("second")
    assert prepared(project) == ["migrate", "rebuild_search"]


def test_preparation_collects_static_files_after_a_change(project: Project) -> None:
    prepared(project)
    project.stylesheet.write_text("second")
    assert prepared(project) == ["collectstatic"]


def test_preparation_does_what_new_packages_may_need(project: Project) -> None:
    prepared(project)
    project.lock.write_text("second")
    assert prepared(project) == ["migrate", "rebuild_search", "collectstatic"]


def test_preparation_starts_over_without_its_database(project: Project) -> None:
    prepared(project)
    project.database.unlink()
    assert prepared(project) == ["migrate", "load_demo"]


def test_preparation_migrates_a_database_elsewhere_every_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/network")
    assert prepared(project) == ["migrate", "load_demo", "collectstatic"]
    assert prepared(project) == ["migrate"]


def test_preparation_loads_the_demo_into_each_database(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(project)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/network")
    assert prepared(project) == ["migrate", "load_demo"]


def test_stamps_hold_no_password(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:hunter2@elsewhere/network")
    prepared(project)
    written = [file.name + file.read_text() for file in preparation.STAMPS.iterdir()]
    assert written
    assert [text for text in written if "hunter2" in text] == []


def test_preparation_stops_collecting_when_the_database_fails(project: Project) -> None:
    with pytest.raises(Failure), preparation.static_files_collected():
        raise Failure("The database is on strike.")
    assert (project.commands, project.stopped) == ([], ["collectstatic"])
    assert prepared(project) == ["migrate", "load_demo", "collectstatic"]
