"""Does it exist already: initiatives whose name is like one that somebody wants to start.

All names are in memory; a few hundred at most are compared, so that the cost hardly grows with their number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from rapidfuzz import fuzz

from community.initiatives.models import Initiative, Membership, Role
from community.initiatives.queries import address_of
from community.initiatives.starting.names import NameTable, name_table
from community.initiatives.wording import place_line
from community.members.queries import people_shown
from foundation.locales import default_locale_id

LIKE_ENOUGH = 72  # of 100
PART = 0.9  # what it counts when one name is only a part of the other
READ, NEAR = 100, 200  # names that are compared, of those with its words and of those in its municipality
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
    return words_in(slugify(text))


def words_in(name: str) -> list[str]:
    """As `words_of`, of a name that is folded already."""
    words = [word for word in name.split("-") if word]
    telling = [word for word in words if word not in COMMON and len(word) >= SHORTEST_WORD]
    return telling or words


def likeness(words: list[str], theirs: list[str]) -> float:
    """How much a name is like another one, from 0 to 100: as a whole, or one as a part of the other."""
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


def candidates(table: NameTable, words: list[str], municipality_id: int | None) -> Iterable[int]:
    """Positions of what could be meant: what has all of its words, or one of the two longest; what is near."""
    telling = sorted({word[:BEGINNING] for word in sorted(words)}, key=lambda word: (-len(word), word))[:MOST_WORDS]
    found: dict[int, None] = {}
    for parts in (telling, *([word] for word in telling[:2])):
        found |= dict.fromkeys(table.holding(parts, most=READ))
    return found | dict.fromkeys(table.of_municipality(municipality_id, most=NEAR))


def similar_to(name: str, *, municipality_id: int | None, to: Any) -> list[Similar]:
    """The initiatives whose name is most like this one, the likest first; drafts are known to nobody."""
    words = words_of(name)
    if not words:
        return []
    table = name_table(default_locale_id())
    scored = (
        (likeness(words, words_in(table.names[at])), table.keys[at]) for at in candidates(table, words, municipality_id)
    )
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
