"""The plain text of the form without scripts, and what it means.

A blank line begins a paragraph; "- " a point, "1. " a numbered one, "> " a quote. **Two stars** make bold, _lines_
italic, [words](address) a link and ![what is on it](address) a picture that is attached.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.text import normalize_newlines

from community.forums.writing.characters import readable
from community.forums.writing.lines import BREAK, HREF, Kind, Line, Piece, Target, quotes_and_others, tidied

INLINE = re.compile(
    r"\*\*(?P<bold>\S(?:[^\n]{0,500}?\S)?)\*\*|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]{0,500}?[^\s_])?)_(?!\w)"
    r"|(?P<picture>!)?\[(?P<words>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{1,2000})\)"
)
POINT = re.compile(r"\s{0,8}(?:[-*•]|(?P<number>\d{1,3}[.)]))\s+(?=\S)")
QUOTE = re.compile(r"\s{0,3}>\s?")
CONTINUED = re.compile(r"\s{2,}\S")


def lines_of_markup(text: str) -> list[Line]:
    """The lines of this text."""
    made: list[Line] = []
    open_line: Line | None = None
    for written in readable(normalize_newlines(text)).split("\n"):
        quote = QUOTE.match(written)
        words = written[quote.end() :] if quote else written
        point = POINT.match(words)
        kind: Kind = "p" if point is None else "ol" if point["number"] else "ul"
        is_more = open_line is not None and open_line.is_quoted == bool(quote) and point is None
        if not words.strip():
            made += closed(open_line)
            open_line = None
        elif open_line is not None and is_more and (open_line.kind == "p" or CONTINUED.match(words)):
            open_line = replace(open_line, pieces=(*open_line.pieces, Piece(BREAK), *pieces_of(squeezed(words))))
        else:
            made += closed(open_line)
            start = point.end() if point else 0
            open_line = Line(kind, tuple(pieces_of(squeezed(words[start:]))), is_quoted=bool(quote))
    made += closed(open_line)
    return made


def squeezed(words: str) -> str:
    """The words with single spaces between them."""
    return " ".join(words.split())


def closed(line: Line | None) -> Iterator[Line]:
    """A line that is complete; a picture in it stands by itself."""
    if line is None:
        return
    rest: list[Piece] = []
    for piece in line.pieces:
        if piece.link is not None and piece.link.kind == "figure":
            yield from tidied(replace(line, pieces=tuple(rest)))
            yield Line("figure", (replace(piece, link=Target(HREF, piece.link.key)),), is_quoted=line.is_quoted)
            rest = []
        else:
            rest.append(piece)
    yield from tidied(replace(line, pieces=tuple(rest)))


def pieces_of(text: str, look: Piece = Piece("")) -> Iterator[Piece]:  # noqa: B008 - nothing changes a piece
    """The pieces of one written line."""
    at = 0
    for found in INLINE.finditer(text):
        if found.start() > at:
            yield replace(look, words=text[at : found.start()])
        at = found.end()
        if found["bold"]:
            yield from pieces_of(found["bold"], replace(look, bold=True))
        elif found["italic"]:
            yield from pieces_of(found["italic"], replace(look, italic=True))
        else:
            kind = "figure" if found["picture"] else HREF
            yield replace(look, words=found["words"], link=Target(kind, found["target"]))
    if at < len(text):
        yield replace(look, words=text[at:])


def markup_of(lines: Iterable[Line]) -> str:
    """The text that means these lines; links are addresses by now."""
    blocks = []
    for is_quoted, group in quotes_and_others(lines):
        written = "\n".join(written_lines(group))
        blocks.append("\n".join(f"> {line}".rstrip() for line in written.split("\n")) if is_quoted else written)
    return "\n\n".join(blocks)


def written_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Each line as it is typed, with a blank one between blocks."""
    before: Line | None = None
    number = 0
    for line in lines:
        if before is not None and (line.kind != before.kind or line.kind in ("p", "figure")):
            yield ""
        number = number + 1 if before is not None and before.kind == line.kind else 1
        words = "".join(typed(piece) for piece in line.pieces)
        if line.kind == "figure":
            yield f"!{words}"
        elif line.kind == "p":
            yield from words.split("\n")
        else:
            mark = "- " if line.kind == "ul" else f"{number}. "
            yield mark + words.replace("\n", "\n" + " " * len(mark))
        before = line


def typed(piece: Piece) -> str:
    """A piece with stars, lines and brackets."""
    if piece.link is not None:
        target = piece.link.key.replace("(", "%28").replace(")", "%29")
        return target if piece.words == target else f"[{piece.words.replace('[', '(').replace(']', ')')}]({target})"
    words = piece.words
    bare = words.strip()
    if not bare or not (piece.bold or piece.italic):
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    bare = f"_{bare}_" if piece.italic else bare
    return f"{before}**{bare}**{after}" if piece.bold else f"{before}{bare}{after}"
