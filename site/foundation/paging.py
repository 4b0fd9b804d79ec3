"""A plain list in pages, without filters."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from foundation.listing import PAGE_PARAMETER, Link, page_links, page_number

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Pages(Generic[Row]):
    """The rows of one page, and the way to the others, as `components/pagination.html` shows it."""

    items: list[Row]
    total: int
    number: int
    pages: tuple[Link, ...]
    previous_url: str
    next_url: str


def paged(request: HttpRequest, rows: QuerySet[Row], *, size: int) -> Pages[Row]:
    """The page that the address asks for, in two queries. Raises Http404 for one that is not there."""
    paginator = Paginator(rows, size)
    number = page_number(request.GET.get(PAGE_PARAMETER, "1"))
    if number > paginator.num_pages:
        raise Http404(_("There is no such page."))

    def address(page: int) -> str:
        return request.path if page == 1 else f"{request.path}?{PAGE_PARAMETER}={page}"

    return Pages(
        items=list(paginator.page(number).object_list),
        total=paginator.count,
        number=number,
        pages=page_links(paginator, number, address),
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if number < paginator.num_pages else "",
    )
