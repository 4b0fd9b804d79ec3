"""Pairs: an offer that fits what an initiative looks for, or a need that fits what it offers, and why.

For each need or offer a few hundred others at most are looked at: the nearest of the same kind, and the nearest with a
word that begins like one of its own. How many there are in all makes no difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from django.utils import timezone

from community.initiatives.directory_table import point_of
from community.initiatives.models import Direction, Initiative, InitiativeTheme, NeedKind, NeedOrOffer
from community.initiatives.needs.table import BEGINNING, DIRECTION, KIND, EntryTable, beginnings_of, entry_table
from community.initiatives.queries import current_entries
from community.themes.queries import theme_ids_by_page
from foundation.distances import Spot
from foundation.generation import per_generation
from foundation.listing_table import rows_of
from foundation.locales import default_locale_id, language_of
from foundation.words_alike import Terms, terms_of

OPPOSITE = {Direction.NEED.value: Direction.OFFER.value, Direction.OFFER.value: Direction.NEED.value}
MOST_OF_A_KIND, MOST_OF_A_WORD = 150, 40  # candidates
MOST_MATCHES = 3  # of one need or offer
FARTHEST = 60  # km; beyond it distance counts for nothing
# A word that stands in so many titles says nothing.
COMMON_SHARE, COMMON_AT_LEAST = 0.05, 20
# So broad that the kind alone is no reason: there must be words in common, too.
BROAD = (NeedKind.OTHER.value, NeedKind.KNOWLEDGE.value)
# What counts for how much.
SAME_KIND, SHARED_THEME, SHARED_WORD, NEARNESS = 40, 10, 15, 30
MOST_THEMES_COUNTED, MOST_WORDS_COUNTED = 2, 3


class Wish(NamedTuple):
    """A need or offer, by what it says: publishing gives it a new row each time."""

    page_id: int
    direction: str
    kind: str
    title: str
    note: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Somebody else's wish that fits one of ours, with the reasons: the fewer are empty, the better it fits."""

    wish: Wish
    score: float
    kind: str = ""  # the kind they share, "" where they do not
    kilometres: float | None = None
    themes: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


class Side(NamedTuple):
    """What is compared of a wish: all its words, and those of its title."""

    wish: Wish
    terms: Terms
    title: Terms
    themes: frozenset[int]


@per_generation
def matches_of(initiative_pk: int, day: date) -> tuple[tuple[Wish, tuple[Match, ...]], ...]:
    """Each current wish of this initiative (its page in the source language) with what fits it best, best first."""
    locale_id = default_locale_id()
    page = Initiative.objects.filter(pk=initiative_pk, locale_id=locale_id).first()
    wishes = wishes_with(page_id=initiative_pk, day=day) if page else []
    if page is None or not wishes:
        return ()
    table, language = entry_table(locale_id, day), language_of(locale_id)
    point = point_of(page)
    spot = Spot(page.title, *point) if point else None
    found = {wish: candidates(table, wish, spot) for wish in wishes}
    keys = {table.keys[position] for positions in found.values() for position in positions}
    others = dict(rows_by_key(keys))
    themes = theme_ids_by_page(InitiativeTheme, {initiative_pk, *(wish.page_id for wish in others.values())})

    def side(wish: Wish) -> Side:
        words = terms_of(f"{wish.title} {wish.note}", language)
        return Side(wish, words, terms_of(wish.title, language), frozenset(themes.get(wish.page_id, ())))

    sides = {pk: side(wish) for pk, wish in others.items()}
    matched = []
    for wish, positions in found.items():
        mine = side(wish)
        compared = (
            compare(mine, sides[table.keys[at]], distance(table, at, spot), table)
            for at in positions
            if table.keys[at] in sides
        )
        best = nsmallest(MOST_MATCHES, (match for match in compared if match), key=order_of)
        matched.append((wish, tuple(best)))
    return tuple(matched)


def wishes_with(*, page_id: int, day: date) -> list[Wish]:
    """The current wishes of a page, in their order."""
    rows = NeedOrOffer.objects.filter(current_entries(day), page_id=page_id, page__live=True)
    return [Wish(*row) for row in rows.order_by("sort_order", "pk").values_list(*Wish._fields)]


def rows_by_key(keys: Iterable[int]) -> Iterable[tuple[int, Wish]]:
    """Wishes by the keys that the table has of them."""
    rows = NeedOrOffer.objects.filter(pk__in=list(keys)).order_by().values_list("pk", *Wish._fields)
    return ((pk, Wish(*row)) for pk, *row in rows)


def candidates(table: EntryTable, wish: Wish, spot: Spot | None) -> list[int]:
    """Positions of what may fit: the nearest of the same kind, and of those with a word that begins alike."""
    opposite = table.having(DIRECTION, OPPOSITE[wish.direction])
    positions: dict[int, None] = {}
    if wish.kind != NeedKind.OTHER:
        same = table.in_order(opposite & table.having(KIND, wish.kind))
        positions |= dict.fromkeys(nearest(table, same, spot, MOST_OF_A_KIND))
    for beginning in sorted(beginnings_of(wish.title)):
        alike = table.beginnings.get(beginning, [])
        if not is_common(table, len(alike)):
            others = table.in_order(opposite & rows_of(alike, len(table)))
            positions |= dict.fromkeys(nearest(table, others, spot, MOST_OF_A_WORD))
    return [position for position in positions if table.page_ids[position] != wish.page_id]


def nearest(table: EntryTable, positions: list[int], spot: Spot | None, most: int) -> list[int]:
    """So many of these positions, the nearest to a spot; without one, the newest."""
    if spot is None or len(positions) <= most:
        return positions[:most]
    return nsmallest(most, positions, key=table.around(spot).squares.__getitem__)


def is_common(table: EntryTable, number: int) -> bool:
    """Whether a word in so many titles tells nothing of what they are about."""
    return number > max(COMMON_AT_LEAST, COMMON_SHARE * len(table))


def distance(table: EntryTable, position: int, spot: Spot | None) -> float | None:
    """Kilometres between two initiatives; None where one has no place."""
    point = table.points[position]
    return spot.km_to(*point) if spot and point else None


def compare(mine: Side, other: Side, kilometres: float | None, table: EntryTable) -> Match | None:
    """How well two wishes fit, and why; None where they have neither words nor a kind that says something in common."""
    same_kind = mine.wish.kind == other.wish.kind and mine.wish.kind != NeedKind.OTHER
    # Notes are full of hours and evenings: a word counts where one of the two titles has it.
    shared = [
        written
        for term, written in other.terms.items()
        if (term in mine.title or (term in mine.terms and term in other.title))
        and not is_common(table, len(table.beginnings.get(term[:BEGINNING], ())))
    ]
    words = tuple(dict.fromkeys(word.lower() for word in shared))[:MOST_WORDS_COUNTED]
    if not words and (not same_kind or mine.wish.kind in BROAD):
        return None
    themes = tuple(sorted(mine.themes & other.themes))[:MOST_THEMES_COUNTED]
    near = 0.0 if kilometres is None else max(0.0, 1 - kilometres / FARTHEST)
    score = SAME_KIND * same_kind + SHARED_THEME * len(themes) + SHARED_WORD * len(words) + NEARNESS * near
    return Match(
        wish=other.wish,
        score=score,
        kind=mine.wish.kind if same_kind else "",
        kilometres=kilometres,
        themes=themes,
        words=words,
    )


def order_of(match: Match) -> tuple[float, float, str, int]:
    """Best first; of equals the nearest, then by what they say, so that the order is always the same."""
    return (-match.score, match.kilometres or 0.0, match.wish.title, match.wish.page_id)


def todays_matches(initiative_pk: int) -> tuple[tuple[Wish, tuple[Match, ...]], ...]:
    """What fits the wishes of this initiative today."""
    return matches_of(initiative_pk, timezone.localdate())
