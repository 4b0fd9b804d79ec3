"""Compiling translations without gettext."""

import gettext
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "site" / "locale" / "compile.py"


def test_compile_writes_what_gettext_reads(tmp_path: Path) -> None:
    po = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        'msgid "Take part"\nmsgstr "Doe mee"\n\n#, fuzzy\nmsgid "Guess"\nmsgstr "Gok"\n\n'
        'msgid "%d idea"\nmsgid_plural "%d ideas"\nmsgstr[0] "%d idee"\nmsgstr[1] "%d ideeën"\n',
        encoding="utf-8",
    )
    subprocess.run([sys.executable, str(PROGRAM), str(po)], check=True)
    dutch = gettext.translation("django", localedir=tmp_path, languages=["nl"])
    assert dutch.gettext("Take part") == "Doe mee"
    assert dutch.ngettext("%d idea", "%d ideas", 2) == "%d ideeën"
    assert dutch.gettext("Guess") == "Guess"
    assert [file.name for file in po.parent.iterdir() if file != po] == ["django.mo"]
