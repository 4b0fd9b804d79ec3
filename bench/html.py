"""`python -m bench.html`: html-validate over every type of page in both languages."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.addresses import PAGE_TYPES
from bench.npm import program
from bench.pages.weight import plain
from bench.servers import OURS, Server
from bench.sites import demo_site

VERSION = "10.9.0"
RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {
        # How the source is written down, which no browser or reader notices.
        "no-trailing-whitespace": "off",
        "void-style": "off",
        "attribute-boolean-style": "off",
        "attribute-empty-style": "off",
        "long-title": "off",
        "tel-non-breaking": "off",  # style.css keeps numbers together
    },
}


def main() -> int:
    """Validate; returns the exit code of html-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="a var folder with a demo network; it is copied, not written to")
    options = parser.parse_args()
    validate = program("html-validate", VERSION)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = demo_site(Path(folder) / "var", copy_of=options.var)
        pages = Path(folder) / "pages"
        pages.mkdir()
        (pages / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))
        with Server(OURS, environment=site) as server:
            for page_type in PAGE_TYPES:
                for language, path in (("nl", page_type.nl), ("en", page_type.en)):
                    name = f"{page_type.name.replace(', ', '-').replace(' ', '-')}.{language}.html"
                    (pages / name).write_bytes(plain(server.get(path)))
        result = subprocess.run([str(validate), "--formatter", "text", "."], cwd=pages, check=False)
    if result.returncode == 0:
        print(f"No errors on {2 * len(PAGE_TYPES)} pages.")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
