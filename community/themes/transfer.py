"""Themes and tags as columns of files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.themes.models import Tag, TagSynonym, Theme
from community.themes.queries import source_badges
from foundation.transfer.columns import Column, Named, Several, Words


def themes_column(link: type[Any], *, most: int) -> Column:
    """The themes of a page, by slug or by name in any language; `link` is the model that ties them to it."""
    shown = {badge.pk: badge.slug for badge in source_badges()}
    names = {badge.name: badge.pk for badge in source_badges()} | {slug: pk for pk, slug in shown.items()}
    sources = {str(key): pk for key, pk in Theme.objects.filter(pk__in=shown).values_list("translation_key", "pk")}
    for key, title in Theme.objects.live().values_list("translation_key", "title"):
        if str(key) in sources:
            names.setdefault(title, sources[str(key)])

    def worn(page: Any) -> list[int]:
        return [entry.theme_id for entry in page.theme_links.all()]

    def wear(page: Any, wanted: list[int]) -> None:
        present = {entry.theme_id: entry for entry in page.theme_links.all()}
        links = [present.get(pk) or link(theme_id=pk) for pk in wanted]
        for order, entry in enumerate(links):
            entry.sort_order = order
        page.theme_links = links

    return Column(
        "themes",
        Several(Named(_("Theme"), names, shown=shown), most=most),
        ("thema", "thema's", "themas", "theme"),
        getter=worn,
        setter=wear,
    )


class Tags(Words):
    """Tags: known ones as they are written already, other words for them count as the tag itself."""

    def __init__(self) -> None:
        """Ask once which tags and synonyms there are."""
        self._known: dict[str, str] = {
            word.casefold(): name for name, word in TagSynonym.objects.values_list("tag__name", "name")
        }
        self._known |= {name.casefold(): name for name in Tag.objects.values_list("name", flat=True)}

    def read(self, value: Any) -> list[str]:
        """The tags, each once, in alphabetical order."""
        words = {self._known.get(word.casefold(), word) for word in super().read(value)}
        return sorted(words, key=str.casefold)


def tags_column() -> Column:
    """The free tags of a page."""
    return Column(
        "tags",
        Tags(),
        ("trefwoord", "trefwoorden", "tag", "keywords"),
        writes_rows=True,
        getter=lambda page: sorted((tag.name for tag in page.tags.all()), key=str.casefold),
        setter=lambda page, words: page.tags.set(words),
    )
