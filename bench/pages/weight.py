"""How heavy a page is: its HTML, and with its stylesheets, scripts and fonts over the wire."""

import gzip
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from bench.servers import Answer, Server

IMPORTED = re.compile(rb"""(?:^|[;}\s])(?:import|from)\s*\(?["']([./][^"']+)["']""")
FONTS = re.compile(rb"""url\(["']?([^"')]+\.woff2)""")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes: of the HTML itself, of HTML with CSS and JavaScript over the wire, and of the fonts."""

    html: int
    wire: int
    fonts: int


class Linked(HTMLParser):
    """Collects the stylesheets and scripts of a page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.urls: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element that loads a file."""
        attributes = dict(attrs)
        if tag == "script" and attributes.get("src"):
            self.urls.add(attributes["src"] or "")
        if tag == "link" and attributes.get("rel") in ("stylesheet", "modulepreload"):
            self.urls.add(attributes.get("href") or "")


def plain(answer: Answer) -> bytes:
    """The body without compression."""
    return gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body


def weigh(server: Server, path: str) -> Weight:
    """Fetch a page and all that it loads. Raises RuntimeError for anything that is not there."""
    page = fetched(server, path)
    html = plain(page)
    linked = Linked()
    linked.feed(html.decode())
    wire, fonts, waiting, seen = len(page.body), 0, {urljoin(path, url) for url in linked.urls}, set()
    while waiting:
        url = waiting.pop()
        seen.add(url)
        answer = fetched(server, url)
        if url.endswith(".woff2"):
            fonts += len(answer.body)
            continue
        wire += len(answer.body)
        text = plain(answer)
        found = FONTS.findall(text) if ".css" in url else IMPORTED.findall(text)
        waiting |= {urljoin(url, name.decode()) for name in found} - seen
    return Weight(len(html), wire, fonts)


def fetched(server: Server, path: str) -> Answer:
    """A file that must be there. Raises RuntimeError."""
    answer = server.get(path)
    if answer.status != 200:  # noqa: PLR2004 - OK
        raise RuntimeError(f"{path} answers {answer.status}")
    return answer
