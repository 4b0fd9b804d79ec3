"""The search page: what its address asks, and what it offers to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from community.initiatives.wording import place_line
from community.themes.queries import ThemeBadge, badges
from foundation.audiences import PUBLIC
from foundation.listing import (
    LONGEST_VALUE,
    ORDER_PARAMETER,
    PAGE_PARAMETER,
    Advice,
    Chip,
    Link,
    Option,
    page_links,
    page_number,
)
from foundation.locales import active_locale_id
from foundation.searchable import searchable_named
from search.excerpts import Piece
from search.facets import Named, counted, label_said, named
from search.labels import KIND, PLACE, TAG, THEME, YEAR, value_of
from search.language.query import LONGEST_QUERY
from search.searching import DEEPEST, PAGE_SIZE, Answer, Question, Result

QUERY_PARAMETER, LITERAL_PARAMETER = "q", "letterlijk"
PARAMETERS = {KIND: "soort", THEME: "thema", PLACE: "gemeente", TAG: "trefwoord", YEAR: "periode"}
TITLES = {
    KIND: gettext_lazy("Kind"),
    THEME: gettext_lazy("Theme"),
    PLACE: gettext_lazy("Municipality"),
    TAG: gettext_lazy("Tag"),
    YEAR: gettext_lazy("Year"),
}
NEWEST = "nieuw"
MOST_CHOSEN = 20  # choices of one facet that are read from an address
SHOWN, MOST_SHOWN = 6, 40  # choices of one facet before "more choices", and in all
WITH_A_DAY = frozenset({"event"})  # kinds whose date is a day that people go by
WRITTEN_IN = {"nl": gettext_lazy("In Dutch"), "en": gettext_lazy("In English")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAddress:
    """What an address asks: words, choices by facet as they stand there, order and page."""

    text: str
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    newest_first: bool = False
    literally: bool = False
    page: int = 1

    @classmethod
    def of(cls, request: HttpRequest) -> "SearchAddress":
        """Read it. Raises BadRequest for a choice no form of ours sends, Http404 for what is no page number."""
        parameters = request.GET
        chosen = {}
        for facet, parameter in PARAMETERS.items():
            words = tuple(dict.fromkeys(filter(None, map(str.strip, parameters.getlist(parameter)))))[:MOST_CHOSEN]
            if any(len(word) > LONGEST_VALUE for word in words):
                raise BadRequest(_("This address has a filter that is too long or damaged."))
            if words:
                chosen[facet] = words
        return cls(
            text=" ".join(parameters.get(QUERY_PARAMETER, "")[:LONGEST_QUERY].split()),
            chosen=chosen,
            newest_first=parameters.get(ORDER_PARAMETER) == NEWEST,
            literally=parameters.get(LITERAL_PARAMETER) == "1",
            page=page_number(parameters.get(PAGE_PARAMETER, "").strip() or "1"),
        )

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.text or self.chosen)

    def filters(self) -> dict[str, frozenset[str]]:
        """The labels of what was chosen; a facet of which nothing is known leaves nothing."""
        return {
            facet: frozenset(filter(None, (label_said(facet, word) for word in words)))
            for facet, words in self.chosen.items()
        }

    def question(self, audiences: frozenset[str] = frozenset({PUBLIC})) -> Question:
        """What is asked, in the language in use, by somebody who belongs to these audiences."""
        return Question(
            audiences=audiences,
            text=self.text,
            language=get_language() or "",
            filters=self.filters(),
            page=self.page,
            newest_first=self.newest_first,
            correct=not self.literally,
        )

    def url(
        self,
        *,
        chosen: dict[str, tuple[str, ...]] | None = None,
        text: str | None = None,
        newest_first: bool | None = None,
        literally: bool | None = None,
        page: int = 1,
    ) -> str:
        """The address with parts of it changed, and on the first page unless another one is asked for."""
        pairs = [(QUERY_PARAMETER, self.text if text is None else text)]
        for facet, words in (self.chosen if chosen is None else chosen).items():
            pairs += [(PARAMETERS[facet], word) for word in words]
        if self.newest_first if newest_first is None else newest_first:
            pairs.append((ORDER_PARAMETER, NEWEST))
        if self.literally if literally is None else literally:
            pairs.append((LITERAL_PARAMETER, "1"))
        if page > 1:
            pairs.append((PAGE_PARAMETER, str(page)))
        asked = urlencode([(name, value) for name, value in pairs if value])
        return f"{reverse('search')}?{asked}" if asked else reverse("search")

    def without(self, facet: str, word: str) -> str:
        """The address without one choice."""
        words = tuple(each for each in self.chosen[facet] if each != word)
        others = {name: each for name, each in self.chosen.items() if name != facet}
        return self.url(chosen=others | {facet: words} if words else others)


@dataclass(frozen=True, slots=True)
class FacetField:
    """A facet as the form shows it: the choices that are seen at once, and the others."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result as its template needs it; `lang` where its text is in another language, which `language` says."""

    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    url: str
    kind: str
    theme: ThemeBadge | None
    themes: tuple[str, ...] = ()
    place: str = ""
    day: datetime | None = None
    lang: str = ""
    language: str = ""
    promoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchListing:
    """The results of one address with all choices around them; what the list components ask of a Listing is here."""

    query: str
    hits: tuple[Hit, ...]
    related: tuple[Hit, ...]
    total: int
    total_text: str
    of_text: str
    fields: tuple[FacetField, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sort_options: tuple[Link, ...]
    pages: tuple[Link, ...]
    previous_url: str
    next_url: str
    hidden: tuple[tuple[str, str], ...]
    corrected: str = ""
    literal_url: str = ""
    from_database: bool = False


def listing_of(address: SearchAddress, answer: Answer, related: Sequence[Result] = ()) -> SearchListing:
    """The page of an answer; related: what follows its results. Raises Http404 for a page that is not there."""
    paginator = Paginator(range(min(answer.total, DEEPEST * PAGE_SIZE)), PAGE_SIZE)
    if address.page > paginator.num_pages:
        raise Http404(_("There is no such page."))
    total = answer.total
    is_narrowed = bool(address.text and address.chosen and answer.matched > total)
    chosen = {one for labels in address.filters().values() for one in labels}
    return SearchListing(
        query=answer.query,
        hits=tuple(hit_of(result) for result in answer.results),
        related=tuple(hit_of(result) for result in related),
        total=total,
        total_text=ngettext("%(n)s result", "%(n)s results", total) % {"n": total},
        of_text=_("of %(n)s") % {"n": answer.matched} if is_narrowed else "",
        fields=fields_of(counted(answer.labels, sorted(chosen)), chosen),
        chips=tuple(chips_of(address)),
        clear_url=address.url(chosen={}) if address.chosen else "",
        sort_options=tuple(
            Link(title, address.url(newest_first=newest), current=address.newest_first == newest)
            for newest, title in ((False, _("best first")), (True, _("newest first")))
        )
        if address.text and total > 1
        else (),
        pages=page_links(paginator, address.page, lambda number: address.url(page=number)),
        previous_url=address.url(page=address.page - 1) if address.page > 1 else "",
        next_url=address.url(page=address.page + 1) if address.page < paginator.num_pages else "",
        hidden=hidden_of(address),
        corrected=answer.corrected_query,
        literal_url=address.url(literally=True) if answer.corrected_query else "",
        from_database=answer.from_database,
    )


def hidden_of(address: SearchAddress) -> tuple[tuple[str, str], ...]:
    """What the form keeps without showing it."""
    kept = ((ORDER_PARAMETER, NEWEST, address.newest_first), (LITERAL_PARAMETER, "1", address.literally))
    return tuple((name, value) for name, value, wanted in kept if wanted)


def fields_of(names: dict[str, list[Named]], chosen: set[str]) -> tuple[FacetField, ...]:
    """The facets that have something to choose; what was chosen is always seen."""
    fields = []
    for facet, each in names.items():
        options = [Option(name.slug, name.name, name.documents, selected=name.label in chosen) for name in each]
        seen = [number for number, option in enumerate(options) if number < SHOWN or option.selected]
        more = [number for number in range(min(len(options), MOST_SHOWN)) if number not in seen]
        if options:
            fields.append(
                FacetField(
                    PARAMETERS[facet],
                    str(TITLES[facet]),
                    tuple(options[number] for number in seen),
                    tuple(options[number] for number in more),
                )
            )
    return tuple(fields)


def chips_of(address: SearchAddress) -> Iterable[Chip]:
    """What was chosen, and the address without it; an unknown word as it stands in the address."""
    for facet, words in address.chosen.items():
        for word in words:
            known = named(label_said(facet, word))
            yield Chip(known.name if known else word, address.without(facet, word))


def hit_of(result: Result) -> Hit:
    """A result with the names of what it is, wears and lies in."""
    kind = searchable_named(result.kind)
    themes = badges(active_locale_id())
    worn = [themes[pk] for pk in numbers_of(result.labels, THEME) if pk in themes]
    own = next((badge for badge in themes.values() if badge.url == result.url), None)
    place = next(iter(numbers_of(result.labels, PLACE)), None)
    return Hit(
        title=result.title_pieces,
        excerpt=result.excerpt,
        url=result.url,
        kind=str(kind.label) if kind else "",
        theme=own or next(iter(worn), None),
        themes=tuple(badge.name for badge in worn),
        place=place_line(result.village, place),
        day=result.date if result.kind in WITH_A_DAY else None,
        lang=result.lang,
        language=str(WRITTEN_IN.get(result.lang, "")),
        promoted=result.promoted,
    )


def numbers_of(labels: Sequence[str], facet: str) -> list[int]:
    """The primary keys in the labels of this facet."""
    return [int(value_of(one)) for one in labels if one.startswith(f"{facet}:")]


def advice_for(address: SearchAddress, answer: Answer) -> Advice:
    """What to do when nothing was found."""
    asked = _("Nothing found for “%(words)s”") % {"words": answer.query} if address.text else _("Nothing found")
    if address.chosen and answer.matched:
        number = answer.matched
        text = ngettext(
            "Without your choices there is %(n)s result.", "Without your choices there are %(n)s results.", number
        ) % {"n": number}
        return Advice(asked, text, (Link(_("Take all choices away"), address.url(chosen={})),))
    links = []
    if address.chosen:
        links.append(Link(_("Take all choices away"), address.url(chosen={})))
    if address.literally:
        links.append(Link(_("Search for words that look like it"), address.url(literally=False)))
    text = _("Use fewer words, or another word for the same thing. Check whether it is spelled well.")
    return Advice(asked, text, tuple(links))
