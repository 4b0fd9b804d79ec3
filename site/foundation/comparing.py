"""What changed between two versions of a text, in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 4_000  # compared word by word; longer texts by line


@dataclass(frozen=True, slots=True)
class Part:
    """Some text. kind: "" where it stayed, "ins" for what came, "del" for what went."""

    text: str
    kind: str = ""


def marked(parts: Iterable[Part]) -> SafeString:
    """The parts as HTML."""
    return format_html_join(
        "",
        "{}",
        ((format_html(f"<{part.kind}>{{}}</{part.kind}>", part.text) if part.kind else part.text,) for part in parts),
    )


def differences(before: str, after: str) -> list[Part]:
    """The text with what came and what went."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return list(parts(old, new))


def parts(old: list[str], new: list[str]) -> Iterator[Part]:
    """What stayed, went and came, in order. A space between two changes belongs to them: words stay together."""
    gone = came = ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal" and (before.strip() or not (gone or came) or b == len(old)):
            yield from changed(gone, came)
            yield Part(before)
            gone = came = ""
        else:
            gone, came = gone + before, came + after
    yield from changed(gone, came)


def changed(gone: str, came: str) -> Iterator[Part]:
    """What went, and what came in its place."""
    if gone:
        yield Part(gone, "del")
    if came:
        yield Part(came, "ins")
