"""The locked requirement files, made from pyproject.toml: `lock.py` refreshes them, `lock.py --check` compares.

A refresh keeps the versions that still fit; `lock.py --upgrade` takes the newest. The files hold versions and hashes
and no addresses, so that they work with any package index. Needs the development environment, which has uv.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROJECT_ROOT = FOLDER.parent
COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
)
CONSTRAINT = ("--constraint", "requirements/base.txt")
# What each file is made of; the first binds the others, so that they never disagree on a version.
SOURCES = {
    "base.txt": ("pyproject.toml",),
    "production.txt": ("pyproject.toml", "--all-extras", *CONSTRAINT),
    "dev.txt": ("pyproject.toml", "--all-extras", "--group", "dev", *CONSTRAINT),
    "installer.txt": ("--group", "installer", *CONSTRAINT),
}


def compile_all(*, workplace: Path, upgrade: bool) -> dict[str, str]:
    """The text of every requirement file, by name. Raises CalledProcessError when uv finds no versions that fit."""
    shutil.copy(PROJECT_ROOT / "pyproject.toml", workplace)
    (workplace / "requirements").mkdir()
    texts = {}
    for name, sources in SOURCES.items():
        output = f"requirements/{name}"
        if (FOLDER / name).exists() and not upgrade:
            shutil.copy(FOLDER / name, workplace / output)  # uv keeps to the versions that it finds there
        command = [*COMPILE, *sources, "--output-file", output]
        subprocess.run(command, cwd=workplace, check=True, stdout=subprocess.DEVNULL)
        texts[name] = (workplace / output).read_text(encoding="utf-8")
    return texts


def main() -> int:
    """Refresh or check; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the committed files are up to date")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as workplace:
        try:
            texts = compile_all(workplace=Path(workplace), upgrade=options.upgrade)
        except subprocess.CalledProcessError as error:
            return error.returncode  # uv has said what is wrong
    stale = 0
    for name, text in texts.items():
        file = FOLDER / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if options.check:
            print(f"requirements/{name} is not what pyproject.toml asks for: run `make lock`.")
        else:
            file.write_text(text, encoding="utf-8")
            print(f"requirements/{name} is new.")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
