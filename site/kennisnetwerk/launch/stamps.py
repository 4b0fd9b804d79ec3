"""Where things are, and the stamps that tell which steps still hold."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[3]
REQUIREMENTS = PROJECT_ROOT / "requirements"
ENVIRONMENT = PROJECT_ROOT / ".venv"
SETTINGS_FILE = PROJECT_ROOT / ".env"
SETTING = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$", re.MULTILINE)
PYTHON = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"


def read_settings_file(file: Path) -> dict[str, str]:
    """The variables of a .env file, as the settings read it: NAME=value lines, quotes taken off."""
    if not file.exists():
        return {}
    found = SETTING.findall(file.read_text(encoding="utf-8"))
    return {name: value.strip().strip("\"'") for name, value in found}


# The environment goes before the file, here as in the settings.
for _name, _value in read_settings_file(SETTINGS_FILE).items():
    os.environ.setdefault(_name, _value)
# As in the settings: everything that the running site writes.
VAR_ROOT = Path(os.environ.get("VAR_ROOT") or PROJECT_ROOT / "var").resolve()
STAMPS = VAR_ROOT / "launch"


def digest(files: Iterable[Path], *, also: str = "") -> str:
    """One digest of the names and contents of files, and of something more."""
    total = hashlib.sha256(also.encode())
    for file in sorted(files):
        total.update(str(file.relative_to(PROJECT_ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def holds(stamp: Path, wanted: str) -> bool:
    """Whether a step was done for exactly this."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def put(stamp: Path, done: str) -> None:
    """Remember that a step was done for this."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(done, encoding="utf-8")
