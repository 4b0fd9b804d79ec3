"""Texts as they stand in a form: as HTML for the editor in the browser, as plain text for who has no scripts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from community.forums.models import Attachment
from community.forums.reading.pages import links_to
from community.forums.writing.from_html import WORDS_ONLY, lines_of_html
from community.forums.writing.lines import (
    ATTACHMENT,
    HREF,
    INITIATIVE,
    MEMBER,
    PAGE,
    POST,
    Line,
    Piece,
    Target,
    blocks_of,
    quotes_and_others,
)
from community.forums.writing.markup import lines_of_markup, markup_of
from community.forums.writing.rendering import address, numbers, quoted_posts
from community.forums.writing.text import LARGEST
from community.members.models import MemberProfile
from community.members.queries import people_shown
from foundation.rich_text import Typed


def in_form(value: str | Typed, *, to: Any) -> tuple[str, str]:
    """A text as plain text and as HTML of the editor: one that is kept, or one that was typed and is not kept yet."""
    if isinstance(value, Typed):
        if len(value.text) > 4 * LARGEST:  # nobody typed that; the words stay
            words = WORDS_ONLY.clean(value.text) if value.is_html else value.text
            return words, ""
        lines = lines_of_html(value.text) if value.is_html else lines_of_markup(value.text)
        plain = "" if value.is_html else value.text
    else:
        lines, plain = lines_of_html(value, is_kept=True), ""
    attachments = attachments_in(lines)
    lines = [shown for line in with_addresses(lines, to=to) if (shown := with_attachment(line, attachments))]
    return plain or markup_of(map(without_attachment, lines)), editor_html(lines, attachments)


def attachments_in(lines: Iterable[Line]) -> dict[str, Attachment]:
    """What is attached in these lines, by key and by address."""
    keys = set()
    for line in lines:
        for piece in line.pieces:
            if piece.link is not None and piece.link.kind in (ATTACHMENT, HREF):
                keys.add(piece.link.key.rstrip("/").rpartition("/")[2])
    known = []
    for key in keys:
        try:
            known.append(UUID(key))
        except ValueError:
            continue
    found = Attachment.objects.filter(public_id__in=known) if known else ()
    return {name: each for each in found for name in (str(each.public_id), address(each))}


def with_attachment(line: Line, attachments: dict[str, Attachment]) -> Line | None:
    """The line, known for what is attached; None for a picture that is gone."""
    first = line.pieces[0]
    attachment = attachments.get(first.link.key) if first.link and len(line.pieces) == 1 else None
    if attachment is not None:
        link = Target(ATTACHMENT, str(attachment.public_id))
        words = first.words if attachment.is_picture else attachment.name
        return replace(line, kind="figure" if attachment.is_picture else "p", pieces=(Piece(words, link=link),))
    return None if line.kind == "figure" else line


def without_attachment(line: Line) -> Line:
    """The line with an address in place of what is attached."""
    pieces = tuple(
        replace(piece, link=Target(HREF, reverse("forum_attachment", args=(piece.link.key,))))
        if piece.link is not None and piece.link.kind == ATTACHMENT
        else piece
        for piece in line.pieces
    )
    return replace(line, pieces=pieces)


def with_addresses(lines: list[Line], *, to: Any) -> Iterator[Line]:
    """The lines with an address and a name for each thing of ours; plain words for what is not there."""
    keys: dict[str, set[str]] = {MEMBER: set(), INITIATIVE: set(), PAGE: set(), POST: set()}
    for line in lines:
        for piece in line.pieces:
            if piece.link is not None and piece.link.kind in keys:
                keys[piece.link.kind].add(piece.link.key)
    posts = quoted_posts(numbers(keys[POST]), to=to)
    members = numbers(keys[MEMBER])
    people = people_shown({*members, *posts.values()}, to=to)
    profiles = MemberProfile.objects.filter(user_id__in=members).values_list("user_id", "public_id") if members else ()
    pages = links_to(numbers(keys[INITIATIVE] | keys[PAGE]))
    known: dict[Target, tuple[str, str]] = {}
    for pk, public_id in profiles:
        known[Target(MEMBER, str(pk))] = (reverse("member", args=(public_id,)), f"@{people[pk].name}")
    for pk, author_id in posts.items():
        said = _("%(name)s wrote:") % {"name": people[author_id].name}
        known[Target(POST, str(pk))] = (reverse("post", args=(pk,)), said)
    for pk, page in pages.items():
        known[Target(INITIATIVE, str(pk))] = (page.url, f"@{page.title}")
        known[Target(PAGE, str(pk))] = (page.url, page.title)
    for line in lines:
        yield replace(line, pieces=tuple(addressed(piece, known) for piece in line.pieces))


def addressed(piece: Piece, known: dict[Target, tuple[str, str]]) -> Piece:
    """A piece whose link is an address."""
    if piece.link is None or piece.link.kind in (HREF, ATTACHMENT):
        return piece
    url, words = known.get(piece.link, ("", ""))
    return replace(piece, words=piece.words or words, link=Target(HREF, url) if url else None)


def editor_html(lines: Iterable[Line], attachments: dict[str, Attachment]) -> str:
    """The lines as the editor in the browser reads them."""
    made = []
    for is_quoted, group in quotes_and_others(lines):
        parts = [
            figure(attachments[line.pieces[0].link.key], line.pieces[0].words)
            if len(line.pieces) == 1 and line.pieces[0].link and line.pieces[0].link.kind == ATTACHMENT
            else line
            for line in group
        ]
        html = joined(parts)
        made.append(f"<blockquote>{html}</blockquote>" if is_quoted else html)
    return "".join(made)


def joined(parts: Iterable[Line | str]) -> str:
    """Lines and figures after each other; points that belong together are one list."""
    made: list[str] = []
    waiting: list[Line] = []
    for part in parts:
        if isinstance(part, str):
            made += [*blocks_of(waiting), part]
            waiting = []
        else:
            waiting.append(part)
    return "".join([*made, *blocks_of(waiting)])


def figure(attachment: Attachment, alt: str) -> str:
    """Something that is attached, as the editor in the browser keeps it."""
    told = escape(json.dumps(described(attachment, alt=alt)))
    return f'<figure data-trix-attachment="{told}"></figure>'


def described(attachment: Attachment, *, alt: str = "") -> dict[str, Any]:
    """What the editor in the browser has to know of something that is attached."""
    return {
        "key": str(attachment.public_id),
        "alt": alt if attachment.is_picture else "",
        "url": address(attachment),
        "filename": attachment.name,
        "filesize": attachment.size,
        "contentType": attachment.content_type.partition(";")[0],
        "width": attachment.width,
        "height": attachment.height,
    }
