"""What labels are called: a word in addresses, and a name that people read."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.utils.text import slugify

from community.places.queries import all_places, place_named
from community.themes.queries import badges, source_badges, tags_by_address
from foundation.generation import per_generation
from foundation.locales import active_locale_id, locale_ids
from foundation.searchable import searchable_named
from search.labels import FACETS, KIND, PLACE, TAG, THEME, YEAR, label

DIGITS_OF_A_YEAR = 4


class Named(NamedTuple):
    """A label with its word in addresses, its name in the language in use, and how many documents it would leave."""

    label: str
    slug: str
    name: str
    documents: int = 0


@per_generation
def tags_by_pk() -> dict[int, tuple[str, str]]:
    """Slug and name of each tag."""
    return {pk: (slug, name) for pk, slug, name in tags_by_address().values()}


@per_generation
def themes_by_address() -> dict[str, int]:
    """The source page of each theme by its slug in any language."""
    found = {
        badge.url.rstrip("/").rpartition("/")[2]: badge.pk
        for locale_id in locale_ids().values()
        for badge in badges(locale_id).values()
    }
    return found | {badge.slug: badge.pk for badge in source_badges()}


def kind_said(word: str) -> str:
    """The kind with this name, or with this word in addresses."""
    kind = searchable_named(word)
    return kind.name if kind else ""


def tag_said(word: str) -> int | str:
    """The tag by its slug, a former one, or another word for it."""
    tags = tags_by_address()
    tag = tags.get(word) or tags.get(slugify(word, allow_unicode=True))
    return tag[0] if tag else ""


def place_said(word: str) -> int | str:
    """The municipality by its slug, name or code."""
    place = place_named(word)
    return place.pk if place else ""


def year_said(word: str) -> str:
    """A year of four digits."""
    return word if len(word) == DIGITS_OF_A_YEAR and word.isascii() and word.isdigit() else ""


SAID: dict[str, Callable[[str], int | str]] = {
    KIND: kind_said,
    THEME: lambda word: themes_by_address().get(word, ""),
    PLACE: place_said,
    TAG: tag_said,
    YEAR: year_said,
}


def label_said(facet: str, word: str) -> str:
    """The label that a word in an address means; "" for an unknown one. Nothing of what was typed gets further."""
    value = SAID[facet](word.strip())
    return label(facet, value) if value else ""


def named(label_: str, documents: int = 0) -> Named | None:
    """What a label is called; None for one that is not there for people, or no longer."""
    facet, _colon, value = label_.partition(":")
    found: tuple[str, str] | None = None
    if facet == KIND:
        kind = searchable_named(value)
        found = (kind.slug, str(kind.label)) if kind else None
    elif facet == THEME:
        badge = badges(active_locale_id()).get(int(value))
        found = (badge.slug, badge.name) if badge else None
    elif facet == TAG:
        found = tags_by_pk().get(int(value))
    elif facet == PLACE:
        place = all_places().get(int(value))
        found = (place.slug, place.name) if place else None
    elif facet == YEAR:
        found = (value, value)
    return Named(label_, *found, documents) if found else None


def counted(labels: Mapping[str, int], chosen: Iterable[str] = ()) -> dict[str, list[Named]]:
    """By facet what there is to choose: most documents first, years newest first; `chosen` in any case."""
    found: dict[str, list[Named]] = {facet: [] for facet in FACETS}
    for one in dict.fromkeys((*labels, *chosen)):
        facet = one.partition(":")[0]
        if facet in found and (name := named(one, labels.get(one, 0))):
            found[facet].append(name)
    for facet, names in found.items():
        if facet == YEAR:
            names.sort(key=lambda each: each.name, reverse=True)
        else:
            names.sort(key=lambda each: (-each.documents, each.name.casefold()))
    return found
