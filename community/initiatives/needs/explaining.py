"""Matches as people read them: what, of whom, and why it fits."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.initiatives.cards import cards_of_pks
from community.initiatives.models import Direction, Initiative, NeedKind
from community.initiatives.needs.board import respond_url
from community.initiatives.needs.matching import Match, Wish
from community.themes.queries import badges_of
from foundation.cards import Card
from foundation.distances import km_in_words
from foundation.locales import active_locale_id, default_locale_id


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """Somebody else's need or offer, with its initiative and why it fits."""

    title: str
    note: str
    page: Card
    reasons: str
    respond_url: str


@dataclass(frozen=True, slots=True)
class ShownWish:
    """One's own need or offer, with what fits."""

    title: str
    is_need: bool
    matches: tuple[ShownMatch, ...]


def reasons_of(match: Match, locale_id: int) -> list[str]:
    """Why it fits, in words: "same kind: money and grants", "6 km", "both about Energy", "words: budget"."""
    reasons = []
    if match.kind:
        kind = str(NeedKind(match.kind).label)
        reasons.append(_("same kind: %(kind)s") % {"kind": kind[:1].lower() + kind[1:]})
    if match.kilometres is not None:
        reasons.append(km_in_words(match.kilometres))
    names = [badge.name for badge in badges_of(match.themes, locale_id)]
    if names:
        reasons.append(_("both about %(themes)s") % {"themes": _(" and ").join(names)})
    if match.words:
        reasons.append(_("words: %(words)s") % {"words": ", ".join(match.words)})
    return reasons


def shown_matches(matched: Iterable[tuple[Wish, tuple[Match, ...]]]) -> list[ShownWish]:
    """These matches in the language in use; wishes that nothing fits are left out."""
    pairs = [(wish, matches) for wish, matches in matched if matches]
    locale_id = active_locale_id()
    cards = cards_in_language({match.wish.page_id for _wish, matches in pairs for match in matches}, locale_id)
    shown = [
        ShownWish(
            title=wish.title,
            is_need=wish.direction == Direction.NEED,
            matches=tuple(
                ShownMatch(
                    title=match.wish.title,
                    note=match.wish.note,
                    page=cards[match.wish.page_id],
                    reasons=" · ".join(reasons_of(match, locale_id)),
                    respond_url=respond_url(match.wish.page_id, match.wish.direction, match.wish.title),
                )
                for match in matches
                if match.wish.page_id in cards
            ),
        )
        for wish, matches in pairs
    ]
    return [wish for wish in shown if wish.matches]


def cards_in_language(pks: set[int], locale_id: int) -> dict[int, Card]:
    """The cards of these pages of the source language by their keys, each as the page in another language shows it."""
    if locale_id == default_locale_id():
        cards = cards_of_pks(sorted(pks))
        return {pk: cards[pk] for pk in pks if pk in cards}
    keys = dict(Initiative.objects.filter(pk__in=pks).values_list("translation_key", "pk"))
    there = dict(
        Initiative.objects.live()
        .filter(locale_id=locale_id, translation_key__in=keys)
        .values_list("translation_key", "pk")
    )
    cards = cards_of_pks(sorted(there.values()))
    return {keys[key]: cards[pk] for key, pk in there.items() if pk in cards}
