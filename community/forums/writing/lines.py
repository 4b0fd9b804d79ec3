"""A text taken apart: lines, each a paragraph, a point of a list or a picture, and the pieces in them.

Both ways of writing are read into lines, and what is kept, edited or shown is made of them, so that all say the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Literal

Kind = Literal["p", "ul", "ol", "figure"]
HREF, MEMBER, INITIATIVE, PAGE, POST, ATTACHMENT = "href", "member", "initiative", "page", "post", "attachment"
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: an address (HREF), or something of ours by its key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that look the same, or a line break. Words of a link to something of ours may be ""."""

    words: str
    bold: bool = False
    italic: bool = False
    link: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, point or picture. A picture has one piece: its words say what is on it."""

    kind: Kind
    pieces: tuple[Piece, ...]
    is_quoted: bool = False

    @property
    def names_its_writer(self) -> bool:
        """Whether a quote begins here, with a link to the post that is quoted."""
        first = self.pieces[0].link
        return self.is_quoted and first is not None and first.kind == POST


def tidied(line: Line) -> Iterator[Line]:
    """The line without empty ends; a blank line in a paragraph begins a new one; nothing where there is nothing."""
    if line.kind == "figure":
        yield line
        return
    parts: list[list[Piece]] = [[]]
    breaks = 0
    for piece in line.pieces:
        if piece.words == BREAK:
            breaks += 1
            continue
        words = piece.words.lstrip() if breaks or not parts[-1] else piece.words
        if not words and piece.link is None:
            continue
        if breaks > 1 and line.kind == "p" and parts[-1]:
            parts.append([])
        elif breaks and parts[-1]:
            parts[-1].append(Piece(BREAK))
        breaks = 0
        parts[-1].append(replace(piece, words=words))
    for part in parts:
        pieces = without_end(part)
        if any(piece.link or piece.words.strip() for piece in pieces):
            yield replace(line, pieces=tuple(pieces))


def without_end(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without white space at their end."""
    kept = list(pieces)
    while kept and kept[-1].link is None:
        last = replace(kept[-1], words=kept[-1].words.rstrip())
        if last.words:
            return [*kept[:-1], last]
        kept.pop()
    return kept


def quotes_and_others(lines: Iterable[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines in groups: each quote by itself, and what stands between quotes."""
    group: list[Line] = []
    for line in lines:
        if group and (line.is_quoted != group[-1].is_quoted or line.names_its_writer):
            yield group[0].is_quoted, group
            group = []
        group.append(line)
    if group:
        yield group[0].is_quoted, group


def stored(lines: Iterable[Line]) -> str:
    """The lines as the HTML that is kept: links to things of ours by key, without a name."""
    made = []
    for is_quoted, group in quotes_and_others(lines):
        blocks = "".join(blocks_of(group))
        made.append(f"<blockquote>{blocks}</blockquote>" if is_quoted else blocks)
    return "".join(made)


def blocks_of(lines: Iterable[Line]) -> Iterator[str]:
    """Paragraphs, lists and pictures."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if kind in ("ul", "ol"):
            yield f"<{kind}>{''.join(f'<li>{inline(line.pieces)}</li>' for line in group)}</{kind}>"
        elif kind == "figure":
            yield from (picture(line.pieces[0]) for line in group)
        else:
            yield from (f"<p>{inline(line.pieces)}</p>" for line in group)


def picture(piece: Piece) -> str:
    """A picture that is attached."""
    key = piece.link.key if piece.link else ""
    return f'<figure><img data-attachment="{escape(key)}" alt="{escape(piece.words)}"></figure>'


def inline(pieces: Iterable[Piece]) -> str:
    """What stands in a paragraph or point."""
    made = []
    for link, group in groupby(pieces, key=lambda piece: piece.link):
        words = "".join(marked(piece) for piece in group)
        made.append(words if link is None else f"<a {attributes_of(link)}>{words}</a>")
    return "".join(made)


def marked(piece: Piece) -> str:
    """Words with what they look like."""
    if piece.words == BREAK:
        return "<br>"
    words = escape(piece.words, quote=False)
    words = f"<i>{words}</i>" if piece.italic and words else words
    return f"<b>{words}</b>" if piece.bold and words else words


def attributes_of(link: Target) -> str:
    """Where a link leads, as HTML says it."""
    if link.kind == HREF:
        return f'href="{escape(link.key)}"'
    return f'linktype="{escape(link.kind)}" id="{escape(link.key)}"'
