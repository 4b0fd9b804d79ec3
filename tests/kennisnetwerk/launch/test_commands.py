"""The commands as they are typed: one clear sentence when they cannot go on."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[3]
# A Python that says to be old; its first argument is "-m".
OLD_PYTHON = """
import runpy, sys
sys.version_info, sys.version = (3, 9, 2), "3.9.2 (pretended)"
sys.argv = sys.argv[2:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def launch(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the launcher, which must end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "kennisnetwerk.launch", command],
        cwd=PROJECT_ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": "site", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_run_on_a_taken_port_says_so(taken_port: int, tmp_path: Path) -> None:
    result = launch("run", PORT=str(taken_port), VAR_ROOT=str(tmp_path / "var"))
    assert result.returncode == 1
    assert result.stderr == (
        f"\nPort {taken_port} on 127.0.0.1 cannot be had (Address already in use);"
        f" choose another: make run PORT={taken_port + 1}\n"
    )
    assert result.stdout == ""


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "80 80"])
def test_run_on_what_is_no_port_says_so(port: str, tmp_path: Path) -> None:
    result = launch("run", PORT=port, VAR_ROOT=str(tmp_path / "var"))
    assert (result.returncode, result.stderr) == (1, f"\nPORT must be a number from 1 to 65535, and not {port!r}.\n")


def test_run_on_an_address_of_another_machine_says_so(tmp_path: Path) -> None:
    result = launch("run", HOST="192.0.2.1", PORT="8000", VAR_ROOT=str(tmp_path / "var"))
    assert result.returncode == 1
    assert result.stderr.startswith("\nPort 8000 on 192.0.2.1 cannot be had (")


def test_any_command_with_an_old_python_says_so(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text(f"#!{sys.executable}\n{OLD_PYTHON}")
    old.chmod(0o755)
    result = subprocess.run(
        ["make", "--silent", "run", f"PYTHON={old}"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )
    sentence, *rest = result.stderr.splitlines()
    assert sentence == "Python 3.11 or newer is needed, and this is 3.9.2: try make PYTHON=python3.11 ..."
    assert result.returncode != 0
    assert "Traceback" not in "".join(rest)


def test_reset_removes_what_run_wrote_and_asks_nothing(tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "launch").mkdir(parents=True)
    (var / "kennisnetwerk.sqlite3").touch()
    result = launch("reset", VAR_ROOT=str(var))
    assert (result.returncode, var.exists()) == (0, False)
    assert result.stdout == "Everything that was entered is gone; `make run` starts over.\n"


def test_reset_leaves_a_folder_alone_that_run_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    result = launch("reset", VAR_ROOT=str(tmp_path))
    assert (result.returncode, (tmp_path / "thesis.odt").exists()) == (1, True)
    assert result.stderr == f"\n{tmp_path} was not made by `make run`, so it is left alone.\n"


def test_reset_leaves_a_running_site_alone(tmp_path: Path) -> None:
    stamps = tmp_path / "launch"
    stamps.mkdir()
    (stamps / "server.pid").write_text(f"{os.getpid()}\n")
    result = launch("reset", VAR_ROOT=str(tmp_path))
    assert (result.returncode, stamps.exists()) == (1, True)
    assert result.stderr == f"\nThe site is still running (process {os.getpid()}): stop it first.\n"


def test_reset_says_that_a_database_elsewhere_is_left(tmp_path: Path) -> None:
    (tmp_path / "launch").mkdir()
    result = launch("reset", VAR_ROOT=str(tmp_path), DATABASE_URL="postgres://elsewhere/network")
    assert result.stdout.splitlines()[1] == "The database at DATABASE_URL is left as it is: empty it yourself."
