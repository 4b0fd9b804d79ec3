"""What people write in the forum: clean when it is kept, and clean again when it is shown.

Kept are paragraphs, lists, quotes, bold, italic, links and what is attached, and nothing else. People, initiatives,
pages and attachments stand in it by their key: their names, and whether there is a link at all, depend on who reads.
"""

import re
import uuid
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.forums.models import Post
from community.forums.writing.from_html import lines_of_html
from community.forums.writing.lines import ATTACHMENT, HREF, INITIATIVE, MEMBER, Line, stored
from community.forums.writing.markup import lines_of_markup
from community.forums.writing.mentions import with_mentions
from community.forums.writing.rendering import rendered
from community.forums.writing.targets import attached, attachments_of, host_of, with_targets
from community.members.writing import is_blank
from foundation.rich_text import Typed

__all__ = ["Text", "clean_typed", "plain_text", "rendered"]

LONGEST = 20_000  # characters that are read
LARGEST = 100_000  # characters with all that the editor adds
MOST_LINKS, MOST_MENTIONS, MOST_ATTACHED = 50, 20, 20
LINE_END = re.compile(r"<br>|</li>")
BLOCK_END = re.compile(r"</(?:p|ul|ol|figure|blockquote)>")
PICTURE = re.compile(r'<img [^>]*\balt="([^"]*)"[^>]*>')
UNNAMED = re.compile(r'<a linktype="(?:member|initiative)" id="[^"]*"></a>')
TAG = re.compile(r"<[^>]*>")
SOMEBODY = "@…"  # where a name would stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as it is kept, and what is in it. `link_hosts` has the host of each different address on the web."""

    html: str
    member_ids: tuple[int, ...] = ()
    initiative_ids: tuple[int, ...] = ()
    link_hosts: tuple[str, ...] = ()
    attachment_ids: tuple[uuid.UUID, ...] = ()
    plain: str = ""


def clean_typed(typed: Typed, *, by: Any, post: Post | None = None, attachment_ids: tuple[uuid.UUID, ...] = ()) -> Text:
    """What somebody typed, clean. `post`: the one it changes; `attachment_ids`: to stand at the end, once each.

    Raises ValidationError for a text that is empty or too long, or has too many links, names or attachments.
    """
    refuse_longer(len(typed.text), LARGEST)
    lines = lines_of_html(typed.text) if typed.is_html else lines_of_markup(typed.text)
    refuse_longer(sum(len(piece.words) for line in lines for piece in line.pieces), LONGEST)
    lines = with_mentions(with_targets(lines, by=by, post=post))
    lines += attached_after(lines, attachment_ids, by=by, post=post)
    return checked(text_of(lines))


def attached_after(
    lines: list[Line], attachment_ids: tuple[uuid.UUID, ...], *, by: Any, post: Post | None
) -> list[Line]:
    """Lines for these attachments, but for those that stand in the text already."""
    wanted = [str(key) for key in dict.fromkeys(attachment_ids)]
    if not wanted:
        return []
    placed = {piece.link.key for line in lines for piece in line.pieces if piece.link and piece.link.kind == ATTACHMENT}
    known = attachments_of(wanted, by=by, post=post)
    return [attached(known[key], "") for key in wanted if key in known and key not in placed]


def text_of(lines: list[Line]) -> Text:
    """These lines as they are kept, and what is in them."""
    html = stored(lines)
    links = dict.fromkeys(piece.link for line in lines for piece in line.pieces if piece.link is not None)
    keys = {kind: [link.key for link in links if link.kind == kind] for kind in (MEMBER, INITIATIVE, ATTACHMENT, HREF)}
    hosts = (host_of(address) for address in keys[HREF])
    return Text(
        html=html,
        member_ids=tuple(map(int, keys[MEMBER])),
        initiative_ids=tuple(map(int, keys[INITIATIVE])),
        link_hosts=tuple(host for host in hosts if host),
        attachment_ids=tuple(map(uuid.UUID, keys[ATTACHMENT])),
        plain=plain_text(html),
    )


def kept_text(body: str) -> Text:
    """A text that is kept already, with what is in it."""
    return text_of(lines_of_html(body, is_kept=True))


def checked(text: Text) -> Text:
    """The text. Raises ValidationError for one with nothing in it, or with too much of something."""
    has_something = text.attachment_ids or text.member_ids or "linktype" in text.html
    if not has_something and is_blank(text.plain):
        raise ValidationError(_("Write something first."), code="empty")
    too_many = {
        _("Use at most %(n)s links in one post."): (len(text.link_hosts), MOST_LINKS),
        _("Mention at most %(n)s people and initiatives in one post."): (
            len(text.member_ids) + len(text.initiative_ids),
            MOST_MENTIONS,
        ),
        _("Add at most %(n)s pictures and files to one post."): (len(text.attachment_ids), MOST_ATTACHED),
    }
    for message, (number, most) in too_many.items():
        if number > most:
            raise ValidationError(message, code="too_many", params={"n": most})
    return text


def refuse_longer(size: int, most: int) -> None:
    """Raise ValidationError for a text longer than this."""
    if size > most:
        message = _(
            "This text has %(size)s characters. At most %(most)s fit in one post. Make it shorter, or tell part of it "
            "in a next post. Your text is kept."
        )
        raise ValidationError(message, code="too_long", params={"size": size, "most": LONGEST})


def plain_text(body: str) -> str:
    """The words of a kept text, for searching and for lists. Names of people and of linked pages are not in it."""
    body = UNNAMED.sub(SOMEBODY, PICTURE.sub(r"\1", body))
    return words_of(body)


def words_of(html: str) -> str:
    """The words of clean HTML, with its lines."""
    text = unescape(TAG.sub("", BLOCK_END.sub("\n\n", LINE_END.sub("\n", html))))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
