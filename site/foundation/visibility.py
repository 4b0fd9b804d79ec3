"""Which pages anybody may see."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from foundation.generation import per_generation

Pages = TypeVar("Pages", bound=QuerySet)


@per_generation
def restricted_paths() -> tuple[str, ...]:
    """Tree paths of the pages that are private, with all below them."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def open_to_all(pages: Pages) -> Pages:
    """Leave only live pages without a view restriction on them or above them; like Wagtail's live().public()."""
    private = Q()
    for path in restricted_paths():
        private |= Q(path__startswith=path)
    pages = pages.filter(live=True)
    return pages.exclude(private) if private else pages


def is_open_to_all(page: Page) -> bool:
    """Whether anybody may see this page."""
    return page.live and not page.path.startswith(restricted_paths())
