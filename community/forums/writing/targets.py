"""Where links lead: the web, or something of ours, which is kept by its key and so moves along and stays private."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from wagtail.models import Page

from community.forums.models import Attachment, Post
from community.forums.writing.characters import readable
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
    tidied,
)
from community.initiatives.models import Initiative
from community.members.models import MemberProfile
from foundation.locales import default_locale_id
from foundation.rich_text import whole_address
from foundation.transfer.rich_text import is_target

BARE = re.compile(r"https?://[^\s<>()]*[^\s<>().,;:!?\"'’”]", re.IGNORECASE)
LOOKS_LIKE_ADDRESS = re.compile(
    r"\s*(?:https?://|www\.)\S+\s*|\s*(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?\s*", re.IGNORECASE
)
LONGEST_ADDRESS = 2000  # characters
LARGEST_KEY = 2**63 - 1
KINDS_BY_VIEW = {"member": MEMBER, "post": POST, "forum_attachment": ATTACHMENT}


@dataclass(frozen=True, slots=True)
class Found:
    """What a text links to."""

    targets: dict[str, Target]  # by the address that was written
    attachments: dict[str, Attachment]  # by key


def with_bare_links(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with links made of addresses that stand in the text."""
    for line in lines:
        pieces: list[Piece] = []
        for piece in line.pieces:
            pieces += [piece] if piece.link is not None else linked(piece)
        yield replace(line, pieces=tuple(pieces))


def linked(piece: Piece) -> Iterator[Piece]:
    """A piece of text in pieces that are a link, or are none."""
    at = 0
    for found in BARE.finditer(piece.words):
        if found.start() > at:
            yield replace(piece, words=piece.words[at : found.start()])
        yield replace(piece, words=found[0], link=Target(HREF, found[0]))
        at = found.end()
    if at < len(piece.words):
        yield replace(piece, words=piece.words[at:])


def with_targets(lines: Iterable[Line], *, by: Any, post: Post | None) -> list[Line]:
    """The lines with links that lead somewhere: to things of ours by key, to the web, else they are plain words.

    Attached may be what this person uploaded, and what is attached to this post.
    """
    lines = list(with_bare_links(lines))
    found = found_targets(lines, by=by, post=post)
    return [part for line in lines for part in targeted(line, found)]


def targeted(line: Line, found: Found) -> Iterator[Line]:
    """One line with its links; what is attached stands on a line of its own."""
    rest: list[Piece] = []
    for at, piece in enumerate(line.pieces):
        target = found.targets.get(piece.link.key) if piece.link and piece.link.kind == HREF else piece.link
        if target is not None and target.kind == ATTACHMENT:
            attachment = found.attachments.get(target.key)
            if attachment is not None:
                yield from tidied(replace(line, kind="p" if line.kind == "figure" else line.kind, pieces=tuple(rest)))
                yield attached(attachment, piece.words, is_quoted=line.is_quoted)
                rest = []
        elif line.kind == "figure":
            continue  # a picture from elsewhere
        else:
            rest.append(shown_as(piece, target, begins_quote=line.is_quoted and at == 0))
    if line.kind != "figure":
        yield from tidied(replace(line, pieces=tuple(rest)))


def attached(attachment: Attachment, words: str, *, is_quoted: bool = False) -> Line:
    """The line of something that is attached: a picture with what is on it, a file with its name when it is shown."""
    link = Target(ATTACHMENT, str(attachment.public_id))
    if attachment.is_picture:
        return Line("figure", (Piece(words or attachment.alt, link=link),), is_quoted=is_quoted)
    return Line("p", (Piece("", link=link),), is_quoted=is_quoted)


def shown_as(piece: Piece, target: Target | None, *, begins_quote: bool) -> Piece:
    """A piece with its link; names of people and pages are left out, since they are asked for when it is shown."""
    if target is None or piece.link is None:
        return replace(piece, link=None)
    written = piece.link.key
    if target.kind == MEMBER or (target.kind == POST and begins_quote):
        return Piece("", link=target)
    if target.kind == INITIATIVE and not piece.words.lstrip().startswith("@"):
        target = Target(PAGE, target.key)
    if target.kind == INITIATIVE:
        return Piece("", link=target)
    if target.kind == PAGE and (piece.words == written or not piece.words.strip()):
        return replace(piece, words="", link=target)
    if target.kind == POST:
        return replace(
            piece, words=piece.words if piece.words.strip() else written, link=Target(HREF, path_of(written) or written)
        )
    words = piece.words if piece.words.strip() else target.key
    if target.kind == HREF and looks_elsewhere(words, target.key):
        words = target.key  # it said another address than where it leads
    return replace(piece, words=words, link=target)


def looks_elsewhere(words: str, address: str) -> bool:
    """Whether the words of a link are the address of another place than it leads to."""
    if not LOOKS_LIKE_ADDRESS.fullmatch(words) or address.startswith(("mailto:", "tel:")):
        return False
    said = words.strip().lower()
    return host_of(said if "//" in said else f"https://{said}").removeprefix("www.") != host_of(address).removeprefix(
        "www."
    )


def found_targets(lines: Iterable[Line], *, by: Any, post: Post | None) -> Found:
    """What these lines link to, in as many queries however many links there are."""
    links = [piece.link for line in lines for piece in line.pieces if piece.link is not None]
    targets: dict[str, Target] = {}
    paths: dict[str, str] = {}
    for written in {link.key for link in links if link.kind == HREF}:
        address = whole_address(readable(written))
        path = path_of(address)
        target = view_target(path) if path else None
        if target is not None:
            targets[written] = target
        elif path and "?" not in path and "#" not in path:
            paths[written] = path
        if target is None and is_address(address):
            targets[written] = Target(HREF, path or address)
    members = member_ids(target.key for target in targets.values() if target.kind == MEMBER)
    pages = page_targets(paths.values())
    for written, target in list(targets.items()):
        if target.kind == MEMBER:
            if target.key in members:
                targets[written] = Target(MEMBER, members[target.key])
            else:
                del targets[written]
        elif written in paths and paths[written] in pages:
            targets[written] = pages[paths[written]]
    keys = {link.key for link in [*links, *targets.values()] if link.kind == ATTACHMENT}
    return Found(targets, attachments_of(keys, by=by, post=post))


def is_address(address: str) -> bool:
    """Whether a link may lead there: the web without a name before the host, a mailbox, a telephone, or this site."""
    if len(address) > LONGEST_ADDRESS or not is_target(address) or address.startswith("#"):
        return False
    try:
        parts = urlsplit(address)
        return "@" not in parts.netloc and (bool(parts.hostname) or not address.lower().startswith("http"))
    except ValueError:
        return False


def host_of(address: str) -> str:
    """The host of an address on the web; "" for any other."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def path_of(address: str) -> str:
    """The path on this site that an address leads to; "" for one that leads elsewhere."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    path = address.removeprefix(base) if address.startswith(f"{base}/") else address
    return path if path.startswith("/") and not path.startswith("//") else ""


def view_target(path: str) -> Target | None:
    """A member, post or attachment that has this path."""
    if "?" in path or "#" in path:
        return None
    with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    kind = KINDS_BY_VIEW.get(match.url_name or "")
    key = next(iter(match.kwargs.values()), None)
    if kind is None or (isinstance(key, int) and key > LARGEST_KEY):
        return None
    return Target(kind, str(key))


def member_ids(public_ids: Iterable[str]) -> dict[str, str]:
    """The keys of these members, by the name of their page."""
    wanted = set(public_ids)
    rows = MemberProfile.objects.filter(public_id__in=wanted, user__is_active=True) if wanted else ()
    return {row.public_id: str(row.user_id) for row in rows}


def page_targets(paths: Iterable[str]) -> dict[str, Target]:
    """The pages at these paths, by path; the key is that of the page in the source language."""
    wanted = {path: path.rstrip("/").rsplit("/", 1)[-1] for path in paths}
    slugs = {slug for slug in wanted.values() if slug}
    rows = list(Page.objects.live().filter(slug__in=slugs).select_related("locale")) if slugs else []
    at = {url: page for page in rows if (url := page.get_url())}
    found = {path: at[path] for path in wanted if path in at}
    sources = source_keys(found.values())
    return {
        path: Target(kind_of(page), str(sources.get(page.translation_key, page.pk))) for path, page in found.items()
    }


def kind_of(page: Page) -> str:
    """What a page is to a text."""
    return INITIATIVE if page.specific_class is Initiative else PAGE


def source_keys(pages: Iterable[Page]) -> dict[UUID, int]:
    """The primary keys of these pages in the source language."""
    default = default_locale_id()
    pages = list(pages)
    known = {page.translation_key: page.pk for page in pages if page.locale_id == default}
    others = {page.translation_key for page in pages} - set(known)
    rows = Page.objects.filter(translation_key__in=others, locale_id=default) if others else Page.objects.none()
    return known | dict(rows.values_list("translation_key", "pk"))


def attachments_of(keys: Iterable[str], *, by: Any, post: Post | None) -> dict[str, Attachment]:
    """Those of these attachments that this person may put in this post."""
    wanted = set(keys)
    if not wanted:
        return {}
    mine = Q(uploader=by) if post is None else Q(uploader=by) | Q(post=post)
    return {str(each.public_id): each for each in Attachment.objects.filter(mine, public_id__in=wanted)}
