"""Reading who is whose buddy, and who could be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from community.initiatives.directory_table import point_of
from community.initiatives.models import Buddyship, Initiative, InitiativeTheme, Membership, Phase, Role
from community.initiatives.needs.explaining import cards_in_language
from community.initiatives.queries import public_initiatives
from community.themes.queries import badges_of, theme_ids_by_page
from foundation.cards import Card
from foundation.distances import Spot, km_in_words
from foundation.generation import per_generation
from foundation.locales import active_locale_id, default_locale_id

State = Buddyship.State
EXPERIENCED = (Phase.RUNNING.value, Phase.RENEWING.value)
MOST_SUGGESTIONS = 6
SHARED_THEME, NEARNESS, EXPERIENCE = 25, 30, 20
FARTHEST = 60  # km; beyond it distance counts for nothing
MOST_ON_PAGE = 5


class Coach(NamedTuple):
    """An initiative that wants to be a buddy."""

    pk: int
    offer: str
    phase: str
    point: tuple[float, float] | None
    themes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An initiative to ask, what it offers and why it fits."""

    pk: int
    offer: str
    page: Card
    reasons: str


def buddyships_of(initiative: Initiative) -> QuerySet[Buddyship]:
    """All there ever was between this initiative and others, the newest first."""
    either = Q(coach_id=initiative.pk) | Q(starter_id=initiative.pk)
    return Buddyship.objects.filter(either).select_related("coach", "starter").order_by("-asked", "-pk")


def questions_to_answer(user: Any) -> QuerySet[Buddyship]:
    """What waits for an answer of this owner, the longest first."""
    owned = Membership.objects.filter(user_id=user.pk, role=Role.OWNER)
    waiting = Buddyship.objects.filter(coach__in=owned.values("initiative_id"), state=State.ASKED)
    return waiting.select_related("coach", "starter").order_by("asked", "pk")


def questions_waiting(initiative_pk: int) -> int:
    """How many wait for an answer of this initiative."""
    return Buddyship.objects.filter(coach_id=initiative_pk, state=State.ASKED).count()


@per_generation
def coaches() -> tuple[Coach, ...]:
    """All public initiatives that want to be a buddy; two queries."""
    pages = list(public_initiatives(default_locale_id()).exclude(buddy_offer="").order_by("pk"))
    themes = theme_ids_by_page(InitiativeTheme, [page.pk for page in pages])
    return tuple(
        Coach(page.pk, page.buddy_offer, page.phase, point_of(page), tuple(themes.get(page.pk, ()))) for page in pages
    )


def suggestions_for(initiative: Initiative) -> list[Suggestion]:
    """The buddies that fit an initiative best, with the reasons; those it asked before are left out."""
    asked = set(Buddyship.objects.filter(starter_id=initiative.pk).values_list("coach_id", flat=True))
    themes = set(theme_ids_by_page(InitiativeTheme, [initiative.pk]).get(initiative.pk, ()))
    point = point_of(initiative)
    spot = Spot(initiative.title, *point) if point else None
    ranked = sorted(
        ((fitness(coach, themes, spot), coach) for coach in coaches() if coach.pk not in {*asked, initiative.pk}),
        key=lambda pair: (-pair[0], pair[1].pk),
    )
    return shown([coach for _score, coach in ranked[:MOST_SUGGESTIONS]], themes, spot)


def fitness(coach: Coach, themes: set[int], spot: Spot | None) -> float:
    """How well a buddy fits."""
    near = max(0.0, 1 - spot.km_to(*coach.point) / FARTHEST) if spot and coach.point else 0.0
    return SHARED_THEME * len(themes & set(coach.themes)) + NEARNESS * near + EXPERIENCE * (coach.phase in EXPERIENCED)


def shown(found: Sequence[Coach], themes: set[int], spot: Spot | None) -> list[Suggestion]:
    """These buddies in the language in use."""
    locale_id = active_locale_id()
    cards = cards_in_language({coach.pk for coach in found}, locale_id)
    suggestions = []
    for coach in found:
        if coach.pk not in cards:
            continue
        reasons = []
        names = [badge.name for badge in badges_of([pk for pk in coach.themes if pk in themes], locale_id)]
        if names:
            reasons.append(_("both about %(themes)s") % {"themes": _(" and ").join(names)})
        if spot and coach.point:
            reasons.append(km_in_words(spot.km_to(*coach.point)))
        if coach.phase in EXPERIENCED:
            reasons.append(str(Phase(coach.phase).label))
        suggestions.append(Suggestion(coach.pk, coach.offer, cards[coach.pk], " · ".join(reasons)))
    return suggestions


@per_generation
def running_buddies() -> dict[UUID, list[tuple[str, int]]]:
    """Who goes along with whom just now, by the translation key of each: its role, and the key of the other's page.

    Beginning and finishing both start a new generation.
    """
    running = Buddyship.objects.filter(state=State.RUNNING).order_by("answered", "pk")
    pairs: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    columns = ("coach__translation_key", "starter__translation_key", "coach_id", "starter_id")
    for coach_key, starter_key, coach_id, starter_id in running.values_list(*columns):
        pairs[coach_key].append(("coach", starter_id))
        pairs[starter_key].append(("starter", coach_id))
    return dict(pairs)


def buddies_on_page(page: Initiative) -> list[tuple[str, str, str]]:
    """Who goes along with whom just now, for the page in any language: role of the page, title and address."""
    others = running_buddies().get(page.translation_key, [])[:MOST_ON_PAGE]
    if not others:
        return []
    cards = cards_in_language({pk for _role, pk in others}, page.locale_id)
    return [(role, cards[pk].title, cards[pk].url) for role, pk in others if pk in cards]
