"""Pages of the site that talk is about or in the name of: title and address, remembered."""

from collections.abc import Iterable

from django.utils.translation import get_language
from wagtail.models import Page

from foundation.aliases import foreign_language
from foundation.cards import Card, CardShelf
from foundation.locales import active_locale_id, default_locale_id, language_of
from foundation.visibility import open_to_all

NOT_THERE = Card(title="", url="")


def make_links(pks: list[int]) -> dict[int, Card]:
    """Links to these pages of the source language in the language in use; NOT_THERE for what is not there for all."""
    keys = dict(Page.objects.filter(pk__in=pks).values_list("pk", "translation_key"))
    here = active_locale_id()
    versions = open_to_all(
        Page.objects.filter(translation_key__in=keys.values(), locale_id__in=(here, default_locale_id()))
    ).select_related("content_type")
    # The version in the language in use comes last, and wins.
    shown = {page.translation_key: page for page in sorted(versions, key=lambda page: page.locale_id == here)}
    return {pk: link_to(shown[keys[pk]]) if keys.get(pk) in shown else NOT_THERE for pk in pks}


def link_to(page: Page) -> Card:
    """Title, address and kind of a page."""
    model = page.specific_class
    kind = str(model._meta.verbose_name) if model else ""
    written = foreign_language(page) or language_of(page.locale_id)
    return Card(
        title=page.title,
        url=page.url or "",
        kind=kind[:1].upper() + kind[1:],
        lang="" if written == get_language() else written,
    )


shelf = CardShelf(make_links)


def links_to(pks: Iterable[int | None]) -> dict[int, Card]:
    """Links to those of these pages that anybody may see, by primary key; no query when all are remembered."""
    wanted = list({pk for pk in pks if pk is not None})
    known = shelf.by_pk(wanted) if wanted else {}
    return {pk: known[pk] for pk in wanted if known[pk].url}
