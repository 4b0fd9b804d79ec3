"""Words and domains of links of which moderators want to know, found whatever the spelling.

Both sides are folded: no capitals, no accents, no characters without width, and letters of other alphabets that are
only another way of writing ours (those of mathematics) become ours. Only whole words count.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from community.forums.models import WatchedWord
from foundation.generation import per_generation

WORD = re.compile(r"[^\W_]+")
DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}", re.IGNORECASE)
AROUND_DOMAIN = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:www\.)?|[/?#:].*$", re.IGNORECASE)
# Letters that nobody sees, and that Unicode counts as letters.
FILLERS = dict.fromkeys([0x115F, 0x1160, 0x3164, 0xFFA0])
STRICTEST_FIRST = (WatchedWord.Effect.REFUSE, WatchedWord.Effect.HOLD, WatchedWord.Effect.REPORT)


@dataclass(frozen=True, slots=True)
class Watched:
    """An entry of the list, ready to look for; `domain` is "" for what is no domain."""

    text: str
    effect: str
    words: str
    domain: str


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that stands in a text."""

    text: str
    effect: str


def folded(text: str) -> str:
    """The text without capitals, accents and what has no width."""
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.translate(FILLERS)).casefold())
    return "".join(letter for letter in whole if unicodedata.category(letter) not in ("Mn", "Me", "Cf"))


def words_of(text: str) -> str:
    """The words of a text, folded, with a single space before and after each."""
    return f" {' '.join(WORD.findall(folded(text)))} "


def domain_of(text: str) -> str:
    """The domain that this text is, as machines write it; "" for what is none."""
    name = AROUND_DOMAIN.sub("", text.strip()).rstrip(".").lower()
    if not DOMAIN.fullmatch(name):
        return ""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


@per_generation
def watched() -> tuple[Watched, ...]:
    """The whole list."""
    rows = WatchedWord.objects.order_by("pk").values_list("text", "effect")
    return tuple(Watched(text, effect, words_of(text), domain_of(text)) for text, effect in rows)


def found_in(*texts: str, hosts: Iterable[str] = ()) -> list[Found]:
    """The entries of the list that stand in these texts or are the domain of a link, the strictest first."""
    said = [words_of(text) for text in texts if text]
    domains = [domain_of(host) for host in hosts]
    hits = [
        Found(entry.text, entry.effect)
        for entry in watched()
        if is_said(entry, said) or any(is_under(host, entry.domain) for host in domains)
    ]
    return sorted(hits, key=lambda hit: STRICTEST_FIRST.index(WatchedWord.Effect(hit.effect)))


def is_said(entry: Watched, said: Iterable[str]) -> bool:
    """Whether the words of an entry stand in one of these texts, after each other."""
    return bool(entry.words.strip()) and any(entry.words in words for words in said)


def is_under(host: str, domain: str) -> bool:
    """Whether a host is the domain, or lies under it."""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
