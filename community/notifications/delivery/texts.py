"""A text of the site as a mail may have it: whole addresses, and nothing that a mailbox would have to fetch."""

import re
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe

from community.members.mailing import site_url

KEPT = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
ITEM, BREAK = re.compile(r"<li>"), re.compile(r"<br>|</(?:p|li|figure)>")
BLOCK_END = re.compile(r"</(?:ul|ol|blockquote)>|(?<=</p>)")
TAG, MANY_LINES = re.compile(r"<[^>]*>"), re.compile(r"\n{3,}")


def for_mail(html: str) -> SafeString:
    """Clean HTML, cleaned again for a mail."""
    kept = nh3.clean(
        html,
        tags=KEPT,
        attributes={"a": {"href"}},
        attribute_filter=whole_address,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(kept)  # noqa: S308 - it is cleaned above


def whole_address(_tag: str, _name: str, value: str) -> str | None:
    """An address with the site before it where it is one of ours; None for one that leads nowhere."""
    if value.startswith("/") and not value.startswith("//"):
        return site_url(value)
    return value if urlsplit(value).scheme in SCHEMES else None


def as_plain(html: str) -> str:
    """HTML of `for_mail` as plain text, with its lines; behind the words of a link stands where it leads."""
    text = LINK.sub(in_words, ITEM.sub("<li>- ", html))
    text = unescape(TAG.sub("", BREAK.sub("\n", BLOCK_END.sub("\n", text))))
    return MANY_LINES.sub("\n\n", text).strip()


def in_words(found: re.Match[str]) -> str:
    """A link as words and address; only the one where they are the same, and only a name where it is somebody's."""
    address, words = found[1], found[2]
    if words.startswith("@") or unescape(words) == unescape(address):
        return words
    return f"{words} ({address})"
