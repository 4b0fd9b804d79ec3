"""Reading themes and tags."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from wagtail.models import Locale, Page

from community.themes.models import FormerSlug, Tag, TagSynonym, Theme, ThemeLink, tagging_models
from foundation.generation import per_generation
from foundation.locales import default_locale_id

SHORTEST_PART = 3  # characters of a word within another
ALMOST = 0.82  # of 1, which is the same word


@dataclass(frozen=True, slots=True)
class ThemeBadge:
    """A theme as other pages show it, in one language. `pk` is the page in the source language."""

    pk: int
    name: str
    short_name: str
    tagline: str
    url: str
    slug: str
    house: str
    colour: str

    @property
    def css(self) -> str:
        """The class that gives an element the theme's colours; from the source slug, so equal in all languages."""
        return f"t-{self.slug}"


@per_generation
def badges(locale_id: int) -> dict[int, ThemeBadge]:
    """All live themes in this language by the primary key of their source page, in the order of the tree."""
    source = {
        theme.translation_key: theme
        for theme in Theme.objects.live().filter(locale_id=default_locale_id()).order_by("path")
    }
    shown = dict(source)
    if locale_id != default_locale_id():
        shown |= {theme.translation_key: theme for theme in Theme.objects.live().filter(locale_id=locale_id)}
    return {
        theme.pk: ThemeBadge(
            pk=theme.pk,
            name=shown[key].title,
            short_name=shown[key].short_name or shown[key].title,
            tagline=shown[key].tagline,
            url=shown[key].url or "",
            slug=theme.slug,
            house=theme.house,
            colour=theme.colour,
        )
        for key, theme in source.items()
    }


def source_badges() -> list[ThemeBadge]:
    """All themes in the source language, in order."""
    return list(badges(default_locale_id()).values())


def badges_of(theme_ids: Iterable[int], locale_id: int) -> tuple[ThemeBadge, ...]:
    """The badges of these source themes, in the order given; themes that are not live are left out."""
    known = badges(locale_id)
    return tuple(known[pk] for pk in theme_ids if pk in known)


def theme_ids_by_page(links: type[ThemeLink], page_ids: Iterable[int]) -> dict[int, list[int]]:
    """The source themes of these pages, in their order, in one query; `links` is the pages' own kind of ThemeLink."""
    found: dict[int, list[int]] = {}
    rows = links.objects.filter(page_id__in=page_ids).order_by("page_id", "sort_order", "pk")
    for page_id, theme_id in rows.values_list("page_id", "theme_id"):
        found.setdefault(page_id, []).append(theme_id)
    return found


def badge_of_page(theme: Theme) -> ThemeBadge | None:
    """The badge of a theme page in its own language; None while it is not live."""
    return badges(theme.locale_id).get(source_id_of(theme))


@per_generation
def source_ids() -> dict[UUID, int]:
    """The primary keys of the theme pages in the source language by translation key."""
    return dict(Theme.objects.filter(locale_id=default_locale_id()).values_list("translation_key", "pk"))


def source_id_of(theme: Theme) -> int:
    """The primary key of the theme's page in the source language."""
    return source_ids().get(theme.translation_key, theme.pk)  # type: ignore[return-value]  # what was read has a key


def themes_in_use(pages: Iterable[Page]) -> list[tuple[Theme, int]]:
    """The themes among these pages, or below them, that other pages wear, with how many pages (in any language)."""
    at_or_below = Q(pk__in=[])
    for page in pages:
        at_or_below |= Q(path__startswith=page.path)
    themes = {theme.pk: theme for theme in Theme.objects.filter(at_or_below).order_by("path")}
    worn: Counter[int] = Counter()
    for links in apps.get_models():
        if issubclass(links, ThemeLink):
            rows = links.objects.filter(theme__in=themes).order_by().values_list("theme_id")
            worn.update(dict(rows.annotate(number=Count("pk"))))
    return [(theme, worn[pk]) for pk, theme in themes.items() if worn[pk]]


def theme_choices(locale_id: int) -> dict[str, tuple[Any, str]]:
    """Themes as a facet's choices."""
    return {badge.slug: (badge.pk, badge.name) for badge in badges(locale_id).values()}


@dataclass(frozen=True, slots=True)
class ThemeWithCount:
    """A theme in the overview."""

    badge: ThemeBadge
    tagline: str
    count_text: str


def themes_with_counts(locale: Locale) -> list[ThemeWithCount]:
    """All themes with how much there is of each, from what the apps above count."""
    from community.themes.counting import count_texts  # noqa: PLC0415 - counting knows the queries

    texts = count_texts(locale)
    return [
        ThemeWithCount(badge=badge, tagline=badge.tagline, count_text=texts.get(badge.pk, ""))
        for badge in badges(locale.pk).values()
    ]


def tags_for_facet(tagged: QuerySet[Any], *, most: int = 40) -> dict[str, tuple[Any, str]]:
    """The most used tags among these tagged items as a facet's choices, in alphabetical order."""
    rows = (
        tagged.values_list("tag_id", "tag__slug", "tag__name").annotate(uses=Count("pk")).order_by("-uses", "tag__name")
    )
    return {slug: (pk, name) for pk, slug, name, _uses in sorted(rows[:most], key=lambda row: row[2].casefold())}


@per_generation
def tags_by_address() -> dict[str, tuple[int, str, str]]:
    """Primary key, slug and name of a tag by each address that leads to it: its slug, a former slug, another word."""
    tags = {pk: (pk, slug, name) for pk, slug, name in Tag.objects.values_list("pk", "slug", "name")}
    by_word = {
        slugify(word, allow_unicode=True): tags[pk] for pk, word in TagSynonym.objects.values_list("tag_id", "name")
    }
    by_former = {slug: tags[pk] for pk, slug in FormerSlug.objects.values_list("tag_id", "slug")}
    return by_word | by_former | {tag[1]: tag for tag in tags.values()}


def with_asked_tag(choices: dict[str, tuple[Any, str]], asked: str) -> dict[str, tuple[Any, str]]:
    """A facet's tags and the one the address asks for, where it is a rare one or stands there by an older name."""
    asked = asked.strip()
    if not asked or asked in choices:
        return choices
    tag = tags_by_address().get(asked) or tags_by_address().get(slugify(asked, allow_unicode=True))
    if tag is None:
        return choices
    pk, slug, name = tag
    if slug in choices:
        return {(asked if known == slug else known): choice for known, choice in choices.items()}
    return {**choices, asked: (pk, name)}


def tags_with_uses() -> QuerySet[Tag]:
    """All tags with `uses`: on how many pages in the source language, drafts included, each of them stands."""
    uses: Any = Value(0)
    for through in tagging_models():
        ties = through.objects.filter(tag=OuterRef("pk"), content_object__locale_id=default_locale_id())
        counted = ties.order_by().values("tag").annotate(number=Count("pk")).values("number")
        uses = uses + Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return Tag.objects.annotate(uses=uses)


def tag_for(text: str) -> Tag | None:
    """The tag that this word names or is a synonym of."""
    return Tag.objects.filter(name__iexact=text).first() or Tag.objects.filter(synonyms__name__iexact=text).first()


def similar_tags(text: str, *, most: int = 3) -> list[str]:
    """The names of tags that somebody may mean who typed this: with it in them, in it, or written almost like it."""
    typed = slugify(text, allow_unicode=True)
    known = tags_by_address()
    within = [address for address in known if len(min(address, typed, key=len)) >= SHORTEST_PART]
    found = [address for address in within if typed in address or address in typed]
    found = [*sorted(found, key=len), *get_close_matches(typed, known, n=most, cutoff=ALMOST)]
    return list(dict.fromkeys(known[address][2] for address in found))[:most]


@per_generation
def popular_tags(through: type[Any], locale_id: int) -> list[tuple[str, str]]:
    """Slug and name of the most used tags of this kind of page, the most used first."""
    rows = (
        through.objects.filter(content_object__live=True, content_object__locale_id=locale_id)
        .values_list("tag__slug", "tag__name")
        .annotate(uses=Count("pk"))
        .order_by("-uses", "tag__name")
    )
    return [(slug, name) for slug, name, _uses in rows[:20]]
