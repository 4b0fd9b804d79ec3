"""Names that somebody typed with an @ before them: people who show their name to members, and public initiatives."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import F, Value
from django.db.models.functions import Concat, Lower

from community.forums.writing.lines import INITIATIVE, MEMBER, Line, Piece, Target
from community.initiatives.queries import public_initiatives
from community.members.models import User, Visibility
from foundation.locales import default_locale_id

NAME = re.compile(r"(?<![\w@./])@(?P<name>[^\W\d_][\w'’.-]*(?: [\w'’&.-]+){0,4})")
MOST_NAMES = 40  # looked up for one text
FEWEST_WORDS = 2  # of the name of a person: first names alone mean too many people


def with_mentions(lines: Iterable[Line]) -> list[Line]:
    """The lines with a link for each name that means one person or initiative; at most two queries, most often none."""
    lines = list(lines)
    names = dict.fromkeys(
        name.lower()
        for line in lines
        for piece in line.pieces
        if piece.link is None
        for found in NAME.finditer(piece.words)
        for name in readings(found["name"])
    )
    if not names:
        return lines
    known = known_names(list(names)[: MOST_NAMES * 5])
    return [
        replace(line, pieces=tuple(part for piece in line.pieces for part in named(piece, known))) for line in lines
    ]


def readings(words: str) -> Iterator[str]:
    """What could be the name, the longest first: people write on after it."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        yield " ".join(parts[:length]).rstrip(".,'’-")


def named(piece: Piece, known: dict[str, Target]) -> Iterator[Piece]:
    """A piece with links in place of names that are known."""
    if piece.link is not None:
        yield piece
        return
    at = 0
    for found in NAME.finditer(piece.words):
        name = next((name for name in readings(found["name"]) if name.lower() in known), "")
        if name:
            if found.start() > at:
                yield replace(piece, words=piece.words[at : found.start()])
            yield Piece("", link=known[name.lower()])
            at = found.start() + 1 + len(name)
    if at < len(piece.words) or not piece.words:
        yield replace(piece, words=piece.words[at:])


def known_names(names: list[str]) -> dict[str, Target]:
    """Whom or what these names mean, where it is one."""
    meant: dict[str, list[Target]] = {}
    full_name = Lower(Concat(F("first_name"), Value(" "), F("last_name")))
    people = User.objects.filter(is_active=True).exclude(profile__name_visibility=Visibility.PRIVATE)
    whole = [name for name in names if name.count(" ") >= FEWEST_WORDS - 1]
    if whole:
        for name, pk in people.annotate(full=full_name).filter(full__in=whole).values_list("full", "pk"):
            meant.setdefault(name, []).append(Target(MEMBER, str(pk)))
    initiatives = public_initiatives(default_locale_id()).annotate(small=Lower("title")).filter(small__in=names)
    for name, pk in initiatives.values_list("small", "pk"):
        meant.setdefault(name, []).append(Target(INITIATIVE, str(pk)))
    return {name: targets[0] for name, targets in meant.items() if len(targets) == 1}
