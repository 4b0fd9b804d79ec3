"""Reading what the editor in the browser made, what a mail has in it, or what we keep, into lines."""

import json
import re
from uuid import UUID

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from community.forums.writing.characters import readable
from community.forums.writing.lines import ATTACHMENT, BREAK, HREF, Kind, Line, Piece, Target, tidied

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What a line ends at.
BLOCKS = {
    "p",
    "div",
    "figure",
    "section",
    "article",
    "header",
    "footer",
    "table",
    "tr",
    "pre",
    "dl",
    "dt",
    "dd",
    "hr",
    *HEADINGS,
}
CELLS = {"td", "th"}
MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
READ = {*BLOCKS, *CELLS, *MARKS, "br", "a", "ul", "ol", "li", "blockquote", "img"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}, "img": {"data-attachment", "alt"}, "figure": {"data-trix-attachment"}}
CLEANER = nh3.Cleaner(tags=READ, attributes=ATTRIBUTES, link_rel=None)
WORDS_ONLY = nh3.Cleaner(tags=set())
TAG = re.compile(r"<(/?)(?!br\b|img\b|hr\b)[a-z]")
DEEPEST = 40  # tags within tags; nobody writes more
SPACE = re.compile(r"[\s\u00a0]+")


def lines_of_html(html: str, *, is_kept: bool = False) -> list[Line]:
    """The lines of this HTML, whatever it is. Links to things of ours by key are read only in what we keep."""
    cleaned = CLEANER.clean(html)
    if is_too_deep(cleaned):
        cleaned = WORDS_ONLY.clean(html)
    reading = Reading(is_kept=is_kept)
    reading.read_all(BeautifulSoup(f"<div>{cleaned}</div>", "html.parser"), Piece(""))
    reading.end_line()
    return reading.lines


def is_too_deep(html: str) -> bool:
    """Whether tags stand deeper within each other than anybody writes, in HTML that closes them all."""
    depth = 0
    for tag in TAG.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            return True
    return False


class Reading:
    """The lines read so far, and the one that is being read."""

    def __init__(self, *, is_kept: bool) -> None:
        """Begin."""
        self.is_kept = is_kept
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.kind: Kind = "p"
        self.quotes = 0

    def end_line(self) -> None:
        """Keep the line that is being read, where there is something in it."""
        if self.pieces:
            self.lines += tidied(Line(self.kind, tuple(self.pieces), is_quoted=self.quotes > 0))
            self.pieces = []

    def read(self, node: PageElement, look: Piece) -> None:
        """Read a node and what stands in it; `look` is how words look there."""
        if isinstance(node, NavigableString):
            self.add(SPACE.sub(" ", readable(str(node))), look)
        elif isinstance(node, Tag):
            self.read_tag(node, look)

    def read_tag(self, tag: Tag, look: Piece) -> None:
        """Read a tag."""
        if tag.name == "br":
            self.pieces.append(Piece(BREAK))
        elif tag.name in ("figure", "img") and (attached := attachment_of(tag)) is not None:
            self.read_attachment(attached)
        elif tag.name in MARKS:
            self.read_all(
                tag,
                Piece(
                    "", look.bold or MARKS[tag.name] == "bold", look.italic or MARKS[tag.name] == "italic", look.link
                ),
            )
        elif tag.name == "a":
            self.read_link(tag, look)
        elif tag.name in ("ul", "ol", "li", "blockquote") or tag.name in BLOCKS:
            self.read_block(tag, look)
        elif tag.name in CELLS:
            self.read_all(tag, look)
            self.pieces.append(Piece(" "))

    def read_all(self, tag: Tag, look: Piece) -> None:
        """Read what stands in a tag."""
        for child in tag.children:
            self.read(child, look)

    def read_block(self, tag: Tag, look: Piece) -> None:
        """Read a tag that begins and ends a line."""
        self.end_line()
        before = self.kind
        if tag.name in ("ul", "ol"):
            self.kind = tag.name  # type: ignore[assignment] # one of the two
        elif tag.name == "li" and before == "p":
            self.kind = "ul"
        self.quotes += tag.name == "blockquote"
        self.read_all(tag, Piece("", bold=True, italic=look.italic, link=look.link) if tag.name in HEADINGS else look)
        self.end_line()
        self.quotes -= tag.name == "blockquote"
        self.kind = before

    def read_link(self, tag: Tag, look: Piece) -> None:
        """Read a link; in what we keep it may lead to something of ours."""
        href, kind = str(tag.get("href", "")), str(tag.get("linktype", ""))
        link = Target(HREF, href) if href else None
        if self.is_kept and kind:
            link = Target(kind, str(tag.get("id", "")))
        before = len(self.pieces)
        self.read_all(tag, Piece("", look.bold, look.italic, link or look.link))
        if len(self.pieces) == before and self.is_kept and link is not None:
            self.pieces.append(Piece("", look.bold, look.italic, link))  # its name is asked for when it is shown

    def read_attachment(self, attached: Piece) -> None:
        """A picture or file stands on a line of its own, also within a list."""
        self.end_line()
        self.lines.append(Line("figure", (attached,), is_quoted=self.quotes > 0))

    def add(self, words: str, look: Piece) -> None:
        """Add words to the line; white space between blocks is no line."""
        if words and (self.pieces or words.strip()):
            self.pieces.append(Piece(words, look.bold, look.italic, look.link))


def attachment_of(tag: Tag) -> Piece | None:
    """What is attached at this place, with the words of what is on it; None for a tag that is no attachment of ours."""
    key, alt = tag.get("data-attachment", ""), str(tag.get("alt", ""))
    if tag.get("data-trix-attachment"):
        try:
            told = json.loads(str(tag["data-trix-attachment"]))
            key, alt = told.get("key", ""), str(told.get("alt", ""))
        except (ValueError, AttributeError, RecursionError):
            return None
    try:
        return Piece(SPACE.sub(" ", readable(alt)).strip(), link=Target(ATTACHMENT, str(UUID(str(key)))))
    except ValueError:
        return None
