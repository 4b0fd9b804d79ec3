"""Production settings: nothing for Django's deployment check to say, and no start without a secret."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[3]
SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
GIVEN = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "network.example",
    "DJANGO_SETTINGS_MODULE": "kennisnetwerk.settings.production",
}


def check_deployment(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT_ROOT,
        env={"PATH": os.environ["PATH"], "VAR_ROOT": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    result = check_deployment(tmp_path, **GIVEN)
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_deployment_check_notices_what_production_switches_on(tmp_path: Path) -> None:
    result = check_deployment(tmp_path, **GIVEN, SECURE_HSTS_SECONDS="0", SECURE_SSL_REDIRECT="no")
    assert result.returncode == 1
    assert [code for code in ("W004", "W008") if code in result.stderr] == ["W004", "W008"]


def test_production_does_not_start_without_a_secret(tmp_path: Path) -> None:
    given = {name: value for name, value in GIVEN.items() if name != "SECRET_KEY"}
    result = check_deployment(tmp_path, **given)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith("Set the SECRET_KEY environment variable")
