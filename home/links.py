"""Links between pages, in the language of the reader."""

from collections.abc import Iterable

from wagtail.models import Page

from foundation.generation import per_generation
from foundation.listing import Link
from foundation.visibility import open_to_all


@per_generation
def links_to(pks: tuple[int, ...], locale_id: int) -> dict[int, Link]:
    """Links to these pages as they are in this language, by the primary keys given; those not public are left out."""
    keys = dict(Page.objects.filter(pk__in=pks).values_list("translation_key", "pk"))
    found = open_to_all(Page.objects.filter(translation_key__in=keys, locale_id=locale_id))
    return {keys[page.translation_key]: Link(page.title, page.url or "") for page in found}


def localized_url(pk: int | None, locale_id: int) -> str:
    """The address of a page in this language, "" where there is none."""
    if pk is None:
        return ""
    link = links_to((pk,), locale_id).get(pk)
    return link.url if link else ""


def localized_links(pks: Iterable[int], locale_id: int) -> list[Link]:
    """Links to these pages in this language, in the order given."""
    wanted = tuple(pks)
    found = links_to(wanted, locale_id) if wanted else {}
    return [found[pk] for pk in wanted if pk in found]
