"""Compile translations without gettext: `compile.py FILE.po...` writes each .mo beside its .po."""

import sys
from pathlib import Path

import polib


def compile_translation(po: Path) -> Path:
    """Write the .mo of a .po in one step, so that no running process reads half of it; returns it."""
    mo = po.with_suffix(".mo")
    unfinished = po.with_suffix(".mo.new")
    polib.pofile(str(po)).save_as_mofile(str(unfinished))
    return unfinished.replace(mo)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_translation(Path(name))
