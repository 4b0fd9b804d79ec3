"""`python -m bench.lighthouse`: the four scores of every type of page, as Lighthouse gives them to a phone."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.addresses import PAGE_TYPES
from bench.npm import CHROMIUM_FLAGS, chromium, program
from bench.servers import OURS, Server
from bench.sites import demo_site

VERSION = "12.8.2"
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="a var folder with a demo network; it is copied, not written to")
    parser.add_argument("--only", default="", help="page types whose name contains this")
    parser.add_argument("--english", action="store_true", help="the English pages instead of the Dutch ones")
    parser.add_argument("--desktop", action="store_true", help="a desk in place of a phone")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a score is too low")
    options = parser.parse_args()
    lighthouse, browser = program("lighthouse", VERSION), chromium()
    desk = ["--preset=desktop"] if options.desktop else []
    low = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = demo_site(Path(folder) / "var", copy_of=options.var)
        with Server(OURS, environment=site) as server:
            print(f"{'address':58}" + "".join(f"{name:>16}" for name in LEAST) + f"{'shift':>8}{'requests':>10}")
            for page_type in PAGE_TYPES:
                if options.only not in page_type.name:
                    continue
                path = page_type.en if options.english else page_type.nl
                server.get(path)
                url = f"http://localhost:{server.port}{path}"
                flags = [*desk, *([] if page_type.indexed else ["--skip-audits=is-crawlable"])]
                report = run(lighthouse, browser, url, flags, into=Path(folder) / "report.json")
                low += print_line(path, report)
    print("\nToo low:\n  " + "\n  ".join(low) if low else "\nAll scores are high enough.")
    return 1 if low and options.check else 0


def run(lighthouse: Path, browser: str, url: str, flags: list[str], *, into: Path) -> dict[str, Any]:
    """One report; tried again once, since Chromium now and then loses the trace. Raises CalledProcessError."""
    command = [str(lighthouse), url, "--quiet", "--output=json", f"--output-path={into}"]
    command += [f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}", f"--only-categories={','.join(LEAST)}", *flags]
    surroundings = {**os.environ, "CHROME_PATH": browser}
    if subprocess.run(command, check=False, env=surroundings).returncode:
        subprocess.run(command, check=True, env=surroundings)
    return json.loads(into.read_text())


def print_line(path: str, report: dict[str, Any]) -> list[str]:
    """Print a page's scores; returns what is too low, in words."""
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in LEAST}
    audits = report["audits"]
    shift = audits["cumulative-layout-shift"].get("numericValue", 0)
    requests = len(audits["network-requests"]["details"]["items"])
    print(
        f"{path:58}" + "".join(f"{score:>16}" for score in scores.values()) + f"{shift:>8.3f}{requests:>10}", flush=True
    )
    low = [name for name, score in scores.items() if score < LEAST[name]]
    return [f"{path}: {name} {scores[name]}, because of {', '.join(failed(report, name))}" for name in low]


def failed(report: dict[str, Any], category: str) -> list[str]:
    """The audits that cost a page points."""
    weights = {audit["id"]: audit["weight"] for audit in report["categories"][category]["auditRefs"]}
    return [
        name
        for name, weight in weights.items()
        if weight and report["audits"][name]["score"] is not None and report["audits"][name]["score"] < 0.9  # noqa: PLR2004 - Lighthouse's own border of "good"
    ]


if __name__ == "__main__":
    sys.exit(main())
