"""What counts as the weight of a page."""

import gzip
from http.client import HTTPMessage

import pytest

from bench.pages.weight import Weight, weigh
from bench.servers import Answer

PAGE = """<!DOCTYPE html><link rel="stylesheet" href="/static/a.css"><link rel="icon" href="/icon.svg">
<link rel="preload" href="/static/fonts/x.woff2" as="font"><script type="module" src="/static/js/a.js"></script>
<img src="/photo.webp"><a href="/elsewhere/">a link</a>"""
FILES = {
    "/page/": PAGE,
    "/static/a.css": "@font-face { src: url('fonts/x.woff2') }  .a { background: url(tile.svg) }",
    "/static/fonts/x.woff2": "f" * 1000,
    "/static/js/a.js": 'import { b } from "./b.js";\nconsole.log("from ./nowhere.js");',
    "/static/js/b.js": 'export const b = "import ./nowhere.js";',
}


class Files:
    """Stands in for a server; compresses what is not a font."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def get(self, path: str) -> Answer:
        headers = HTTPMessage()
        if path not in self.files:
            return Answer(404, headers, b"")
        body = self.files[path].encode()
        if path.endswith(".woff2"):
            return Answer(200, headers, body)
        headers["Content-Encoding"] = "gzip"
        return Answer(200, headers, gzip.compress(body, mtime=0))


def on_the_wire(*paths: str) -> int:
    return sum(len(gzip.compress(FILES[path].encode(), mtime=0)) for path in paths)


def test_weight_counts_stylesheets_scripts_their_imports_and_fonts_apart() -> None:
    assert weigh(Files(FILES), "/page/") == Weight(  # type: ignore[arg-type]
        html=len(PAGE),
        wire=on_the_wire("/page/", "/static/a.css", "/static/js/a.js", "/static/js/b.js"),
        fonts=1000,
    )


def test_weight_refuses_a_page_that_names_what_is_not_there() -> None:
    files = {path: text for path, text in FILES.items() if path != "/static/js/b.js"}
    with pytest.raises(RuntimeError, match=r"^/static/js/b\.js answers 404$"):
        weigh(Files(files), "/page/")  # type: ignore[arg-type]
