"""Listings with combinable filters that live in the address and work without JavaScript.

A listing is a queryset, facets (each with its parameter, its field and its labels), words to look for, orders, and
pages. Counts of all facets come from one query: for each facet the rows that pass all *other* filters, grouped by its
field, joined with UNION ALL.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from foundation.generation import GenerationMemory

LONGEST_VALUE = 200
PAGE_SIZE = 12
PAGE_PARAMETER = "pagina"
WORDS_PARAMETER = "zoek"
ORDER_PARAMETER = "volgorde"


kept_totals: GenerationMemory[int] = GenerationMemory()
kept_counts: GenerationMemory[dict[str, dict[str, int]]] = GenerationMemory()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter.

    name: the parameter in the address; column: the lookup whose value is counted and compared; choices: value in the
    address -> (value in the column, label), in the order shown. `counted` is off where a count says nothing. `chip`
    says a choice that is on in more words than its label: "looks for: %(what)s".
    """

    name: str
    label: str
    all_label: str
    column: str
    choices: dict[str, tuple[Any, str]]
    counted: bool = True
    condition: Callable[[Any], Q] | None = None
    chip: str = "%(what)s"

    def where(self, value: str) -> Q:
        """The rows this value leaves; an unknown value leaves none."""
        known = self.choices.get(value)
        if known is None:
            return Q(pk__in=[])
        return self.condition(known[0]) if self.condition else Q(**{self.column: known[0]})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One way to sort; `by` goes to order_by and must end in something unique."""

    name: str
    label: str
    by: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, as the form shows it."""

    value: str
    label: str
    count: int | None
    selected: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A facet as the form shows it."""

    name: str
    label: str
    all_label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; number is None for the gap between page numbers."""

    title: str
    url: str
    current: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do when nothing was found."""

    title: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True, kw_only=True)
class Listing:
    """A listing as its template needs it."""

    items: Sequence[Any]
    total: int
    total_text: str
    query: str
    action: str
    fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sort_options: tuple[Link, ...]
    pages: tuple[Link, ...]
    previous_url: str
    next_url: str
    hidden: tuple[tuple[str, str], ...]
    empty: Advice | None = None
    near: Any = None  # the field for a place to be near to, in listings that have one
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def address_query(self) -> str:
        """The filters as they stand in the address, for other views of the same choice (the map)."""
        return urlencode({name: value for name, value in self.parameters.items() if name != PAGE_PARAMETER})


def clean_parameters(request: HttpRequest, names: Sequence[str]) -> dict[str, str]:
    """The parameters a listing knows, once each and without white space; empty ones are left out.

    Raises BadRequest for a NUL or for more than 200 characters: no form of ours sends those.
    """
    cleaned = {}
    for name in names:
        value = request.GET.get(name, "").strip()
        if len(value) > LONGEST_VALUE or "\x00" in value:
            raise BadRequest(_("This address has a filter that is too long or damaged."))
        if value:
            cleaned[name] = value
    return cleaned


def words_filter(text: str, columns: Sequence[str]) -> Q:
    """Rows that hold every word of the text in one of the columns."""
    condition = Q()
    for word in text.split()[:8]:
        any_column = Q()
        for column in columns:
            any_column |= Q(**{f"{column}__icontains": word})
        condition &= any_column
    return condition


def page_number(text: str) -> int:
    """The page that an address asks for; raises Http404 for what is no page number."""
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) < 1:  # noqa: PLR2004 - digits
        raise Http404(_("There is no such page."))
    return int(text)


def page_links(paginator: Paginator[Any], number: int, address: Callable[[int], str]) -> tuple[Link, ...]:
    """Links to the pages around this one, the first and the last, with gaps between; none where there is one page."""
    if paginator.num_pages == 1:
        return ()
    links = []
    for shown in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1):
        if isinstance(shown, int):
            links.append(Link(str(shown), address(shown), current=shown == number, number=shown))
        else:
            links.append(Link("…", ""))
    return tuple(links)


class ListingBuilder:
    """Reads the address once, then answers what the page, its map and its feeds need."""

    # What a kind of builder reads from the address besides words, facets, order and page.
    more_parameters: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - each says one thing about the listing, by name
        self,
        request: HttpRequest,
        *,
        rows: Any,
        facets: Sequence[Facet],
        orders: Sequence[Order],
        word_columns: Sequence[str],
        action: str,
        page_size: int = PAGE_SIZE,
        lasting: bool = True,
    ) -> None:
        """Take all rows, and which of them the address asks for. Raises BadRequest for a damaged address.

        `lasting` says that the rows change with the generation only, not with the clock.
        """
        self.rows = rows
        self.facets = facets
        self.orders = orders
        self.word_columns = word_columns
        self.action = action
        self.page_size = page_size
        self.lasting = lasting
        self.parameters = clean_parameters(
            request,
            [
                WORDS_PARAMETER,
                *(facet.name for facet in facets),
                *self.more_parameters,
                ORDER_PARAMETER,
                PAGE_PARAMETER,
            ],
        )
        self.order = next((order for order in orders if order.name == self.parameters.get(ORDER_PARAMETER)), orders[0])

    @property
    def is_filtered(self) -> bool:
        """Whether the address leaves anything out."""
        names = (WORDS_PARAMETER, *(facet.name for facet in self.facets), *self.more_parameters)
        return any(name in self.parameters for name in names)

    def filtered(self, *, but: str = "") -> QuerySet[Any]:
        """The rows that pass all filters, or all but one facet."""
        rows = self.rows
        words = self.parameters.get(WORDS_PARAMETER)
        if words:
            rows = rows.filter(words_filter(words, self.word_columns))
        for facet in self.facets:
            value = self.parameters.get(facet.name)
            if value is not None and facet.name != but:
                rows = rows.filter(facet.where(value))
        return rows

    def found(self) -> Any:
        """The rows that pass all filters, in order: what `to_items` gets a slice of."""
        return self.filtered().order_by(*self.order.by)

    def total(self, found: Any) -> int:
        """How many rows were found."""
        if self.lasting and not self.is_filtered:
            return kept_totals.get(self.action, found.count)
        number: int = found.count()
        return number

    def counts(self) -> dict[str, dict[str, int]]:
        """For each facet the number of rows per value, in one query; none for a lasting listing without filters."""
        if self.lasting and not self.is_filtered:
            return kept_counts.get((self.action,), self.counted)
        return self.counted()

    def counted(self) -> dict[str, dict[str, int]]:
        """Count, without remembering."""
        queries = [
            self.filtered(but=facet.name)
            .order_by()
            .annotate(facet_name=Value(facet.name), facet_value=Cast(F(facet.column), CharField()))
            .values("facet_name", "facet_value")
            .annotate(facet_count=Count("pk", distinct=True))
            .values_list("facet_name", "facet_value", "facet_count")
            for facet in self.facets
            if facet.counted
        ]
        counted: dict[str, dict[str, int]] = {facet.name: {} for facet in self.facets}
        if queries:
            for name, value, count in queries[0].union(*queries[1:], all=True):
                counted[name][str(value)] = count
        return counted

    def address(self, **changes: str | None) -> str:
        """The present address with some parameters changed, and back on the first page unless one is asked for."""
        parameters = {name: value for name, value in self.parameters.items() if name != PAGE_PARAMETER}
        for name, value in changes.items():
            if value is None:
                parameters.pop(name, None)
            else:
                parameters[name] = value
        return f"{self.action}?{urlencode(parameters)}" if parameters else self.action

    def page_number(self) -> int:
        """The page asked for; raises Http404 for what is no page number."""
        return page_number(self.parameters.get(PAGE_PARAMETER, "1"))

    def build(
        self,
        *,
        to_items: Callable[[Any, int], Sequence[Any]],
        total_text: Callable[[int], str],
        advice: Callable[[], Advice],
    ) -> Listing:
        """The listing for the template.

        to_items gets the page's part of what was found and the number of the first one; advice is asked when nothing
        is left. Raises Http404 for a page that does not exist.
        """
        found = self.found()
        paginator = Paginator(found, self.page_size)
        number = self.page_number()
        total = paginator.count = self.total(found)
        if number > paginator.num_pages:
            raise Http404(_("There is no such page."))
        rows = found[(number - 1) * self.page_size : number * self.page_size]
        return Listing(
            items=to_items(rows, (number - 1) * self.page_size + 1),
            total=total,
            total_text=total_text(total),
            query=self.parameters.get(WORDS_PARAMETER, ""),
            action=self.action,
            fields=self._fields(),
            chips=self._chips(),
            clear_url=self.action,
            sort_options=tuple(
                Link(
                    title=order.label,
                    url=self.address(**{ORDER_PARAMETER: None if order is self.orders[0] else order.name}),
                    current=order is self.order,
                )
                for order in self.orders
            ),
            pages=page_links(paginator, number, self._page_address),
            previous_url=self._page_address(number - 1) if number > 1 else "",
            next_url=self._page_address(number + 1) if number < paginator.num_pages else "",
            hidden=tuple(item for item in self.parameters.items() if item[0] == ORDER_PARAMETER),
            empty=None if total else advice(),
            parameters=self.parameters,
        )

    def _page_address(self, number: int) -> str:
        return self.address(**{PAGE_PARAMETER: None if number == 1 else str(number)})

    def _fields(self) -> tuple[Field, ...]:
        counts = self.counts()
        fields = []
        for facet in self.facets:
            chosen = self.parameters.get(facet.name)
            options = tuple(
                Option(
                    value=value,
                    label=label,
                    count=counts[facet.name].get(str(inside), 0) if facet.counted else None,
                    selected=value == chosen,
                )
                for value, (inside, label) in facet.choices.items()
            )
            fields.append(
                Field(
                    name=facet.name,
                    label=facet.label,
                    all_label=facet.all_label,
                    # A choice that would leave nothing is no choice, unless it is the one that is on.
                    options=tuple(option for option in options if option.count != 0 or option.selected),
                )
            )
        return tuple(fields)

    def _chips(self) -> tuple[Chip, ...]:
        chips = []
        words = self.parameters.get(WORDS_PARAMETER)
        if words:
            chips.append(Chip(f"“{words}”", self.address(**{WORDS_PARAMETER: None})))
        for facet in self.facets:
            value = self.parameters.get(facet.name)
            if value is not None:
                known = facet.choices.get(value)
                label = facet.chip % {"what": known[1]} if known else value
                chips.append(Chip(label, self.address(**{facet.name: None})))
        return tuple(chips)
