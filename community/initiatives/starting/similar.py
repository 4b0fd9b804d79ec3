"""Does it exist already: initiatives whose name is like one that somebody wants to start.

A few reads with a limit, and the rest is compared here: so the cost hardly grows with the number of initiatives.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import slugify
from rapidfuzz import fuzz
from wagtail.models import Page

from community.initiatives.models import Initiative, Membership, Role
from community.initiatives.queries import address_of, public_initiatives
from community.initiatives.wording import place_line
from community.members.queries import people_shown
from foundation.locales import default_locale_id
from foundation.visibility import open_to_all

LIKE_ENOUGH = 72  # of 100
PART = 0.9  # what it counts when one name is only a part of the other
READ, NEAR = 200, 400  # rows that are looked at, of those with its words and of those in its municipality
MOST_WORDS = 5
SHOWN = 6
BEGINNING = 5  # letters: "zonnedaken" finds "Zonnedak"
SHORTEST_WORD = 3
# What names begin with, and says nothing about which one it is.
COMMON = frozenset(
    {"de", "het", "een", "van", "voor", "der", "den", "ter", "te", "op", "aan", "en", "in", "bij", "onze", "ons"}
    | {"samen", "stichting", "vereniging", "cooperatie", "initiatief", "bewonersinitiatief", "buurtinitiatief"}
    | {"buurt", "wijk", "dorp", "stad", "the", "of", "for", "and", "our"}
)


@dataclass(frozen=True, slots=True)
class Similar:
    """An initiative that may be the one meant. `owners`: their names, as far as the reader may know them."""

    pk: int
    title: str
    url: str
    tagline: str
    place: str
    owners: tuple[str, ...]
    is_mine: bool


def words_of(text: str) -> list[str]:
    """The words that tell names apart, folded: "De Zonnedaken" -> ["zonnedaken"]; all words where none does."""
    words = [word for word in slugify(text).split("-") if word]
    telling = [word for word in words if word not in COMMON and len(word) >= SHORTEST_WORD]
    return telling or words


def likeness(words: list[str], other: str) -> float:
    """How much a name is like another one, from 0 to 100: as a whole, or one as a part of the other."""
    theirs = words_of(other)
    if not words or not theirs:
        return 0.0
    return max(
        fuzz.ratio("".join(words), "".join(theirs)),
        fuzz.token_sort_ratio(" ".join(words), " ".join(theirs)),
        PART * covered(words, theirs),
        PART * covered(theirs, words),
    )


def covered(words: list[str], others: list[str]) -> float:
    """How well each of these words is found among others, on the average."""
    return sum(max(fuzz.ratio(word, other) for other in others) for word in words) / len(words)


def with_words(words: list[str]) -> Iterator[tuple[int, str]]:
    """Keys and titles of what has all of these words in its address, then one of the two that tell most.

    Only the tree is read, whose addresses are short and folded already.
    """
    content_type = ContentType.objects.get_for_model(Initiative)
    pages = open_to_all(Page.objects.filter(content_type=content_type, locale_id=default_locale_id())).order_by()
    telling = sorted({word[:BEGINNING] for word in words}, key=len, reverse=True)[:MOST_WORDS]
    all_of_them = reduce(and_, (Q(slug__contains=word) for word in telling))
    for condition in dict.fromkeys((all_of_them, *(Q(slug__contains=word) for word in telling[:2]))):
        yield from pages.filter(condition).values_list("pk", "title")[:READ]


def candidates(words: list[str], municipality_id: int | None) -> dict[int, str]:
    """Titles of what could be meant, by primary key: what has its words, and all of the same municipality."""
    found = dict(with_words(words))
    if municipality_id:
        near = public_initiatives(default_locale_id()).filter(municipality_id=municipality_id).order_by()
        found.update(near.values_list("pk", "title")[:NEAR])
    return found


def similar_to(name: str, *, municipality_id: int | None, to: Any) -> list[Similar]:
    """The initiatives whose name is most like this one, the likest first; drafts are known to nobody."""
    words = words_of(name)
    if not words:
        return []
    scored = ((likeness(words, title), pk) for pk, title in candidates(words, municipality_id).items())
    best = sorted((-score, pk) for score, pk in scored if score >= LIKE_ENOUGH)[:SHOWN]
    return described([pk for _score, pk in best], to=to)


def described(pks: list[int], *, to: Any) -> list[Similar]:
    """These initiatives with where they are and who owns them, in this order."""
    if not pks:
        return []
    pages = {page.pk: page for page in Initiative.objects.filter(pk__in=pks)}
    owning: dict[int, list[int]] = {}
    rows = Membership.objects.filter(initiative_id__in=pks, role=Role.OWNER, user__is_active=True).order_by("pk")
    for pk, user_id in rows.values_list("initiative_id", "user_id"):
        owning.setdefault(pk, []).append(user_id)
    people = people_shown({user_id for ids in owning.values() for user_id in ids}, to=to)
    mine = set(Membership.objects.filter(initiative_id__in=pks, user_id=to.pk).values_list("initiative_id", flat=True))
    return [
        Similar(
            pk=pk,
            title=pages[pk].title,
            url=address_of(pages[pk]),
            tagline=pages[pk].tagline,
            place=place_line(pages[pk].place, pages[pk].municipality_id),
            owners=tuple(people[user_id].name for user_id in owning.get(pk, ()) if people[user_id].initials),
            is_mine=pk in mine,
        )
        for pk in pks
        if pk in pages
    ]
