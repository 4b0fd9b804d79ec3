"""Reading initiatives."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from wagtail.models import Locale

from community.initiatives.models import Initiative, InitiativeDirectory
from foundation.generation import per_generation
from foundation.visibility import open_to_all


def public_initiatives(locale_id: int) -> QuerySet[Initiative]:
    """All live initiatives in the tree of this language (translations, and aliases of what is not translated)."""
    return open_to_all(Initiative.objects.filter(locale_id=locale_id))


def current_entries(day: date) -> Q:
    """Needs and offers that stand on the page on this day: those without an end, or whose end is yet to come."""
    return Q(until=None) | Q(until__gte=day)


@per_generation
def directory_url(locale_id: int) -> str:
    """Where the directory is in this language; "" where there is none."""
    directory = InitiativeDirectory.objects.live().filter(locale_id=locale_id).first()
    return (directory.url or "") if directory else ""


def address_of(page: Initiative) -> str:
    """Where the page of an initiative is, without asking the tree for each; "" for a draft."""
    return f"{directory_url(page.locale_id)}{page.slug}/" if page.live else ""


def in_language(pk: int, locale_id: int) -> QuerySet[Initiative]:
    """The public page of this initiative in this language, given its primary key in any language."""
    key = Initiative.objects.filter(pk=pk).values("translation_key")
    return public_initiatives(locale_id).filter(translation_key__in=key)


@per_generation
def initiative_count(locale_id: int) -> int:
    """How many initiatives there are."""
    return public_initiatives(locale_id).count()


@per_generation
def municipality_count(locale_id: int) -> int:
    """In how many municipalities there is an initiative."""
    return public_initiatives(locale_id).order_by().values("municipality_id").distinct().count()


def counts_by_theme(locale: Locale) -> dict[int, int]:
    """The number of live initiatives by source theme."""
    rows = public_initiatives(locale.pk).order_by().values_list("theme_links__theme_id").annotate(number=Count("pk"))
    return {theme_id: number for theme_id, number in rows if theme_id}
