"""Programs from npm that only measurements need: installed at run time into var/, which git ignores."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.servers import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "var" / "node"
CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def program(name: str, version: str) -> Path:
    """The program of an npm package of this name, installed where it is missing. Ends with a sentence without npm."""
    installed = FOLDER / "node_modules" / ".bin" / name
    if not installed.exists():
        if shutil.which("npm") is None:
            sys.exit("This needs npm (Debian: apt install npm).")
        print(f"Installing {name} into {FOLDER.relative_to(PROJECT_ROOT)}...", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(FOLDER), "--no-save", "--ignore-scripts", "--silent"]
        subprocess.run([*command, f"{name}@{version}"], check=True)
    return installed


def chromium() -> str:
    """The browser: CHROME_PATH, else Debian's. Ends with a sentence where there is none."""
    found = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    return found or sys.exit("This needs Chromium (Debian: apt install chromium).")
