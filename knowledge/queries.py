"""Reading knowledge tools."""

from django.db.models import Count, QuerySet
from wagtail.models import Locale

from foundation.generation import per_generation
from foundation.visibility import open_to_all
from knowledge.models import KnowledgeTool, Library


def public_tools(locale_id: int) -> QuerySet[KnowledgeTool]:
    """All live tools in the tree of this language."""
    return open_to_all(KnowledgeTool.objects.filter(locale_id=locale_id))


def counts_by_theme(locale: Locale) -> dict[int, int]:
    """The number of live tools by source theme."""
    rows = public_tools(locale.pk).order_by().values_list("theme_links__theme_id").annotate(number=Count("pk"))
    return {theme_id: number for theme_id, number in rows if theme_id}


@per_generation
def library_url(locale_id: int) -> str:
    """Where the library is in this language; "" where there is none."""
    library = Library.objects.live().filter(locale_id=locale_id).first()
    return (library.url or "") if library else ""
