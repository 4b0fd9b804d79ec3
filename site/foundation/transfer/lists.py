"""Several things in one cell: "energie | wonen", and a backslash before a mark that belongs to the text."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from foundation.transfer.cells import cleaned
from foundation.transfer.problems import CellError

BAR, COMMA, COLON = "|", ",", ":"
MARKS = re.compile(r"[\\|,:]")
ESCAPED = re.compile(r"\\([\\|,:])")
PIECES = re.compile(r"\\[\\|,:]|.", re.DOTALL)


def split(value: Any) -> list[str]:
    """The texts of a list: JSON's, or a cell's with | between them, else with commas."""
    if value is None:
        return []
    if isinstance(value, list):
        if any(isinstance(entry, bool | list | dict) for entry in value):
            raise CellError(_("Expected a list of texts."))
        return [text for text in (cleaned(str(entry)).strip() for entry in value if entry is not None) if text]
    if isinstance(value, bool | dict):
        raise CellError(_("Expected a list of texts."))
    text = str(value).replace("\n", BAR)
    mark = BAR if BAR in PIECES.findall(text) else COMMA
    return [part for part in (plain(part) for part in cut(text, mark)) if part]


def cut(text: str, mark: str, *, most: int = -1) -> list[str]:
    """Cut at each mark that has no backslash before it, at most so many times; backslashes stay."""
    parts, cuts = [""], 0
    for piece in PIECES.findall(text):
        if piece == mark and cuts != most:
            parts.append("")
            cuts += 1
        else:
            parts[-1] += piece
    return parts


def plain(part: str) -> str:
    """A part as it was meant: without the backslashes and the space around it."""
    return ESCAPED.sub(r"\1", part.strip())


def escaped(text: str) -> str:
    """The text with a backslash before each mark, so that it stays one part."""
    return MARKS.sub(lambda mark: f"\\{mark[0]}", text)


def joined(parts: Iterable[str]) -> str:
    """The texts as one cell."""
    return f" {BAR} ".join(map(escaped, parts))
