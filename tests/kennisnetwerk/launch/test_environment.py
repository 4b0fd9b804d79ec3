"""The virtual environment: made once, and one sentence when it cannot be."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kennisnetwerk.launch import environment
from kennisnetwerk.launch.steps import Failure

UV_WITHOUT_NETWORK = (
    "error: Request failed after 3 retries\n  Caused by: dns error: failed to lookup address information"
)
PIP_WITHOUT_NETWORK = "NewConnectionError('<HTTPSConnection>: [Errno -3] Temporary failure in name resolution')"


class Steps:
    """Stands in for run_step: remembers titles, fails where told."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.failing: dict[str, str] = {}

    def __call__(self, title: str, _command: Sequence[str], **_options: Any) -> str:
        self.titles.append(title)
        if title in self.failing:
            raise Failure(f"{title} failed", self.failing[title])
        if title == "Making a virtual environment":
            environment.PYTHON.parent.mkdir(parents=True)
            environment.PYTHON.touch()
        return ""


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    """An empty place for the environment, and steps that only pretend."""
    folder = tmp_path / ".venv"
    for name, value in {
        "ENVIRONMENT": folder,
        "PYTHON": folder / "bin" / "python",
        "LOG": folder / "install.log",
    }.items():
        monkeypatch.setattr(environment, name, value)
    pretended = Steps()
    monkeypatch.setattr(environment, "run_step", pretended)
    return pretended


def test_make_environment_makes_and_installs_once(steps: Steps) -> None:
    environment.make_environment("base.txt")
    environment.make_environment("base.txt")
    assert steps.titles == ["Making a virtual environment", "Installing the installer", "Installing packages"]


def test_make_environment_adds_another_lock_to_the_same_environment(steps: Steps) -> None:
    environment.make_environment("base.txt")
    steps.titles.clear()
    environment.make_environment("dev.txt")
    assert steps.titles == ["Installing the installer", "Installing packages"]


def test_make_environment_starts_over_for_another_python(steps: Steps) -> None:
    environment.make_environment("base.txt")
    (environment.ENVIRONMENT / "made").write_text("3.99 elsewhere")
    (environment.ENVIRONMENT / "installed-base.txt").write_text("of another lock")
    steps.titles.clear()
    environment.make_environment("base.txt")
    assert steps.titles[0] == "Making a virtual environment"


def test_make_environment_falls_back_on_pip(steps: Steps) -> None:
    steps.failing["Installing packages"] = "uv: illegal instruction"
    environment.make_environment("base.txt")
    assert steps.titles[-1] == "Installing packages with pip instead"


@pytest.mark.parametrize(
    ("title", "output"),
    [("Installing the installer", PIP_WITHOUT_NETWORK), ("Installing packages", UV_WITHOUT_NETWORK)],
)
def test_make_environment_without_network_says_so(steps: Steps, title: str, output: str) -> None:
    steps.failing[title] = output
    with pytest.raises(Failure) as raised:
        environment.make_environment("base.txt")
    assert str(raised.value) == "The packages cannot be downloaded: is there a network connection?"
    assert steps.titles[-1] == title


def test_make_environment_names_the_log_for_any_other_failure(steps: Steps) -> None:
    steps.failing = {"Installing packages": "no space left", "Installing packages with pip instead": "no space left"}
    with pytest.raises(Failure) as raised:
        environment.make_environment("base.txt")
    assert str(raised.value) == f"Installing the packages failed; the reason is at the end of {environment.LOG}"


@pytest.mark.usefixtures("steps")
def test_make_environment_without_venv_module_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else there(name))
    with pytest.raises(Failure) as raised:
        environment.make_environment("base.txt")
    assert str(raised.value) == "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"
