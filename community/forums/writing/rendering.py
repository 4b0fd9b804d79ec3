"""Kept texts as one reader may see them: with the names that this reader may know, and links to what they may open."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any
from uuid import UUID

import nh3
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.forums.models import Attachment, Post
from community.forums.permissions import may_read_post
from community.forums.reading.pages import links_to
from community.forums.writing.lines import ATTACHMENT, INITIATIVE, MEMBER, PAGE, POST
from community.members.queries import Person, former_member, people_shown
from foundation.cards import Card
from foundation.transfer.rich_text import is_target

TAGS = {"p", "br", "b", "i", "ul", "ol", "li", "blockquote", "a", "figure", "img"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}, "img": {"data-attachment", "alt"}}
# Of links to what members wrote: search engines do not follow them, the other side does not hear where they stood.
REL = "nofollow ugc noopener noreferrer"
OWN_LINK = re.compile(
    r'<a linktype="(?P<kind>[a-z]+)" id="(?P<key>[0-9a-f-]{1,36})" rel="[^"]*">(?P<words>.*?)</a>', re.DOTALL
)
PICTURE = re.compile(r'<img data-attachment="(?P<key>[0-9a-f-]{36})" alt="(?P<alt>[^"]*)">')
LARGEST_KEY = 2**63 - 1


def safe_attribute(tag: str, name: str, value: str) -> str | None:
    """The attribute, but for a link that leads where none may."""
    return value if name != "href" or is_target(value) else None


CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=safe_attribute,
    link_rel=REL,
    url_schemes={"http", "https", "mailto", "tel"},
)


@dataclass(frozen=True, slots=True)
class Named:
    """All that these texts name, as their reader may see it; what is not in it is gone or not for them."""

    people: Mapping[int | None, Person]
    pages: Mapping[int, Card]
    writers: Mapping[int, Person]  # by quoted post
    attachments: Mapping[str, Attachment]


def rendered(bodies: Mapping[int, str], *, to: Any) -> dict[int, SafeString]:
    """Kept texts as HTML for this reader (None for everybody), cleaned again; at most five queries, however many."""
    cleaned = {key: CLEANER.clean(body) for key, body in bodies.items()}
    named = named_in(cleaned.values(), to=to)
    show_link, show_picture = partial(link, named=named), partial(picture, named=named)
    return {
        key: mark_safe(PICTURE.sub(show_picture, OWN_LINK.sub(show_link, html)))  # noqa: S308 - it is cleaned above
        for key, html in cleaned.items()
    }


def named_in(texts: Iterable[str], *, to: Any) -> Named:
    """Whom and what these texts name."""
    keys: dict[str, set[str]] = {kind: set() for kind in (MEMBER, INITIATIVE, PAGE, POST, ATTACHMENT)}
    for text in texts:
        for found in OWN_LINK.finditer(text):
            keys.setdefault(found["kind"], set()).add(found["key"])
        keys[ATTACHMENT].update(found["key"] for found in PICTURE.finditer(text))
    posts = quoted_posts(numbers(keys[POST]), to=to)
    people = people_shown({*numbers(keys[MEMBER]), *posts.values()}, to=to)
    return Named(
        people=people,
        pages=links_to(numbers(keys[PAGE] | keys[INITIATIVE])),
        writers={pk: people[author_id] for pk, author_id in posts.items()},
        attachments=attachments(keys[ATTACHMENT]),
    )


def numbers(keys: Iterable[str]) -> set[int]:
    """Those of these keys that are primary keys."""
    return {int(key) for key in keys if key.isdecimal() and int(key) <= LARGEST_KEY}


def quoted_posts(pks: set[int], *, to: Any) -> dict[int, int | None]:
    """Who wrote these posts, for those that this reader may read."""
    found = Post.objects.filter(pk__in=pks).select_related("topic__forum").defer("body") if pks else ()
    return {post.pk: post.author_id for post in found if may_read_post(to, post)}


def attachments(keys: Iterable[str]) -> dict[str, Attachment]:
    """What is attached, by key."""
    known = []
    for key in keys:
        try:
            known.append(UUID(key))
        except ValueError:
            continue
    found = Attachment.objects.filter(public_id__in=known) if known else ()
    return {str(each.public_id): each for each in found}


def link(found: re.Match[str], *, named: Named) -> str:
    """A link to something of ours; plain words where this reader may not go, or it is gone."""
    show = SHOWN.get(found["kind"])
    return show(found["key"], found["words"], named) if show else found["words"]


def person(key: str, words: str, named: Named) -> str:
    """Somebody who is mentioned."""
    shown = named.people.get(number(key)) or former_member()
    return mention(shown.name, shown.url)


def initiative(key: str, words: str, named: Named) -> str:
    """An initiative that is mentioned."""
    shown = named.pages.get(number(key))
    return mention(shown.title, shown.url) if shown else mention(_("an initiative"), "")


def mention(name: str, url: str) -> str:
    """A name with an @ before it."""
    if url:
        return format_html('<a class="mention" href="{}">@{}</a>', url, name)
    return format_html('<span class="mention">@{}</span>', name)


def page(key: str, words: str, named: Named) -> str:
    """A page of this site, under the words that somebody gave it, else its title."""
    shown = named.pages.get(number(key))
    if shown is None:
        return words or format_html("{}", _("a page that is not there"))
    return format_html('<a href="{}">{}</a>', shown.url, mark_safe(words) if words else shown.title)  # noqa: S308 - cleaned


def quoted(key: str, words: str, named: Named) -> str:
    """Who wrote what is quoted, with a link to it."""
    writer = named.writers.get(number(key))
    if writer is None:
        return format_html('<span class="quoted">{}</span>', _("Somebody wrote:"))
    said = _("%(name)s wrote:") % {"name": writer.name}
    return format_html('<a class="quoted" href="{}">{}</a>', reverse("post", args=(int(key),)), said)


def file(key: str, words: str, named: Named) -> str:
    """A file that is attached: its name, kind and size."""
    attachment = named.attachments.get(key)
    if attachment is None:
        return format_html('<span class="attached">{}</span>', _("a file that is gone"))
    kind = attachment.name.rpartition(".")[2].upper()
    about = f"{kind}, {filesizeformat(attachment.size)}"
    return format_html('<a class="attached" href="{}">{} ({})</a>', address(attachment), attachment.name, about)


def picture(found: re.Match[str], *, named: Named) -> str:
    """A picture that is attached; what is on it in words where the picture is gone."""
    attachment = named.attachments.get(found["key"])
    alt = unescape(found["alt"])
    if attachment is None or not attachment.is_picture:
        return format_html("<figcaption>{}</figcaption>", alt or _("a picture that is gone"))
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        address(attachment),
        alt,
        attachment.width,
        attachment.height,
    )


def address(attachment: Attachment) -> str:
    """Where an attachment is handed out to who may have it."""
    return reverse("forum_attachment", args=(attachment.public_id,))


def number(key: str) -> int:
    """A key as a primary key; 0, which is nobody's, for one that is none."""
    return int(key) if key.isdecimal() else 0


SHOWN: dict[str, Callable[[str, str, Named], str]] = {
    MEMBER: person,
    INITIATIVE: initiative,
    PAGE: page,
    POST: quoted,
    ATTACHMENT: file,
}
