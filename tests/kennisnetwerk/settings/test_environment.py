"""The environment variables: each one that the settings read is in the table for operators, and no other."""

import re
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[3]
READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_environment_variables_are_all_documented() -> None:
    settings = (PROJECT_ROOT / "site" / "kennisnetwerk" / "settings").glob("*.py")
    read = {name for file in settings for name in READ.findall(file.read_text(encoding="utf-8"))}
    documented = ROW.findall((PROJECT_ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(read)
