"""The demo as browsers visit it: its addresses, and what a page must never do."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

# Every public page type in the demo, in both languages; the last ones are not translated.
ADDRESSES = {
    "front page": ("/", "/en/"),
    "directory": ("/initiatieven/", "/en/initiatives/"),
    "directory, nothing found": ("/initiatieven/?zoek=qqqq", "/en/initiatives/?zoek=qqqq"),
    "initiative": ("/initiatieven/dorpshuis-de-schakel/", "/en/initiatives/dorpshuis-de-schakel/"),
    "library": ("/kennistools/", "/en/knowledge-tools/"),
    "tool": ("/kennistools/vereniging-oprichten/", "/en/knowledge-tools/vereniging-oprichten/"),
    "calendar": ("/bijeenkomsten/", "/en/meetings/"),
    "event": ("/bijeenkomsten/wie-doet-het-als-jij-stopt/", "/en/meetings/wie-doet-het-als-jij-stopt/"),
    "themes": ("/themas/", "/en/themes/"),
    "theme": ("/themas/energie/", "/en/themes/energy/"),
    "stakeholders": ("/partners/", "/en/partners/"),
    "stakeholder": ("/partners/gemeente-houten-dorpen-en-wijken/", "/en/partners/gemeente-houten-dorpen-en-wijken/"),
    "ordinary page": ("/over-ons/", "/en/about-us/"),
    "not found": ("/bestaat-niet/", "/en/bestaat-niet/"),
}

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (breach) =>
  violations.push(`${breach.effectiveDirective} ${breach.blockedURI}`));
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

# Text that is cut off: an element with words of its own that hides what does not fit.
CUT_OFF = """
() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
  const hidden = style.clipPath !== "none" || style.clip !== "auto";
  return words && hides && !hidden && element.clientWidth > 2 && element.clientHeight > 2
    && (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2);
}).map((element) => element.textContent.trim().slice(0, 60))
"""


class Watched:
    """A page whose misdeeds are written down: words on the console, requests to others, breaches of the policy."""

    def __init__(self, page: Page, home: str) -> None:
        """Begin to watch; home is the address of the site."""
        self.page = page
        self.host = urlsplit(home).netloc
        self.said: list[str] = []
        self.foreign: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.foreign.append(request.url)

    def misdeeds(self) -> dict[str, list[str]]:
        """What went wrong, by kind; a page that was not found may be named on the console.

        Where the browser says that it evaluated a string, that is often this driver's own; a page's own breaks the
        policy too.
        """
        mine = ("404 (Not Found)", "Evaluating a string as JavaScript violates")
        return {
            "console": [text for text in self.said if not any(one in text for one in mine)],
            "foreign": self.foreign,
            "policy": self.page.evaluate("window.violations"),
        }


def too_wide(page: Page, widths: tuple[int, ...]) -> list[int]:
    """The widths at which the page scrolls sideways."""
    wide = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(width)
    return wide
