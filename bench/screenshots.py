"""`python -m bench.screenshots`: the pictures of README.md, light and dark, into docs/pictures."""

import argparse
import io
import sys
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.npm import CHROMIUM_FLAGS, chromium
from bench.servers import OURS, PROJECT_ROOT, Server
from bench.sites import demo_site

Scheme = Literal["light", "dark"]

PICTURES = PROJECT_ROOT / "docs" / "pictures"
SHOTS = {
    "front-page": "/",
    "initiatives": "/initiatieven/",
    "initiative": "/initiatieven/dorpshuis-de-schakel/",
    "calendar": "/bijeenkomsten/",
    "knowledge-tool": "/kennistools/vereniging-oprichten/",
}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTH, HEIGHT = 1280, 800
QUALITY = 80


def take(browser: Browser, url: str, scheme: Scheme) -> bytes:
    """A picture of the top of a page, as WebP."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce", locale="nl-NL"
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    file = io.BytesIO()
    shot.save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="a var folder with a demo network; it is copied, not written to")
    options = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = demo_site(Path(folder) / "var", copy_of=options.var)
        with Server(OURS, environment=site) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
            for name, path in SHOTS.items():
                for scheme in SCHEMES:
                    file = PICTURES / f"{name}-{scheme}.webp"
                    file.write_bytes(take(browser, f"http://localhost:{server.port}{path}", scheme))
                    print(f"{file.relative_to(PROJECT_ROOT)}: {file.stat().st_size // 1000} kB")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
