"""How an app lets its things be found, without knowing how searching works.

An app says what it has in a module `searching.py`, imported when it is ready:

    @searchable
    class Tools(SearchablePages):
        model = KnowledgeTool
        name = "tool"
        slug = "kennistool"
        label = gettext_lazy("Knowledge tool")
        texts = ("body",)

and everything else follows: it is indexed when it is published, moved or withdrawn, stands in results, facets and
suggestions, and only for those who may see it. What is no page is a `Searchable` of its own, that says which models it
listens to, and which audience may see each thing; `foundation.audiences` tells to which somebody belongs.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model, Q
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from foundation.audiences import PUBLIC
from foundation.locales import language_of, locale_ids
from foundation.models import BasePage
from foundation.models.base_page import SUMMARIES
from foundation.visibility import open_to_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """One thing as it can be found. Texts are plain; `language` is that of the texts.

    group: what it shares with its translations, or with other parts of a whole: of a group only the best is shown.
    translations: the other languages in which it can be found. audience: who may see it; somebody belongs to audiences.
    attachments: primary keys of documents whose text belongs to it. places: for each text its number within the thing,
    where a result leads to the text that says what was searched for; summary_place: the same of the summary.
    """

    pk: int
    language: str
    title: str
    slug: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    summary_place: int | None = None
    place: str = ""
    municipality_id: int | None = None
    theme_ids: tuple[int, ...] = ()
    tag_ids: tuple[int, ...] = ()
    attachments: tuple[int, ...] = ()
    date: datetime | None = None
    group: UUID | None = None
    translations: tuple[str, ...] = ()
    audience: str = PUBLIC


@dataclass(frozen=True, slots=True)
class Address:
    """Where a thing is for a visitor; `lang` is set where its text is in another language than the pages around it."""

    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """An object that was saved or deleted. fields: those that were saved, where that is known."""

    instance: Any
    is_deleted: bool = False
    is_new: bool = False
    fields: frozenset[str] | None = None

    def touches(self, *names: str) -> bool:
        """Whether one of these fields may have another value now."""
        return self.is_new or self.is_deleted or self.fields is None or not self.fields.isdisjoint(names)


class Searchable:
    """A kind of thing that can be found. Subclasses fill in the names and the three methods."""

    name: ClassVar[str]  # in the API and in the index
    slug: ClassVar[str]  # in addresses of the search page
    label: Any  # one of them, as people call it
    order: ClassVar[int] = 100
    listens_to: ClassVar[tuple[type[Model], ...]] = ()  # models whose rows change what can be found
    has_parts: ClassVar[bool] = False  # whether several things of a kind are parts of one, by their group

    def pks(self) -> Iterable[int]:
        """The primary keys of all that may be found."""
        raise NotImplementedError

    def findables(self, pks: Collection[int]) -> Iterator[Findable]:
        """Those of these that may be found now, in a number of queries that does not depend on how many there are."""
        raise NotImplementedError

    def addresses(self, pks: Collection[int], *, language: str, audiences: Collection[str]) -> dict[int, Address]:
        """Where these are for a visitor in this language; only of those that are there for one of these audiences.

        Asked for each page of results, so that what was hidden a moment ago is not shown.
        """
        raise NotImplementedError

    def address_within(self, url: str, place: int) -> str:
        """Where a place is within the thing at this address; only for kinds whose texts have places."""
        return url

    def affected_by(self, changed: Any) -> Iterable[int]:
        """The primary keys of the things whose entry changes with this other object."""
        return ()

    def follow(self, change: Change) -> "Following":
        """What an object of one of the models that it listens to changes; asked in the transaction that saves it."""
        return Following()


@dataclass(frozen=True, slots=True)
class Following:
    """Primary keys of things to bring up to date: at once, where something may no longer be seen, or a little later.

    wholes: groups of which all parts that were found until now are brought up to date at once, also those that went.
    """

    at_once: Collection[int] = ()
    wholes: Collection[UUID] = ()
    later: Collection[int] = ()


_searchables: dict[str, Searchable] = {}


def searchable(kind: type[Searchable]) -> type[Searchable]:
    """Register a kind of thing; for use as a decorator."""
    _searchables[kind.name] = kind()
    return kind


def searchables() -> list[Searchable]:
    """All kinds, in their order."""
    return sorted(_searchables.values(), key=lambda kind: (kind.order, kind.name))


def searchable_named(name: str) -> Searchable | None:
    """The kind with this name, or with this word in addresses."""
    return _searchables.get(name) or next((kind for kind in _searchables.values() if kind.slug == name), None)


class SearchablePages(Searchable):
    """A page type. Aliases are left out: their source is found, and shown where the visitor's language has it."""

    model: ClassVar[type[BasePage]]
    texts: ClassVar[tuple[str, ...]] = ()  # fields of running text, rich text and StreamFields among them
    words: ClassVar[tuple[str, ...]] = ()  # fields of single words that say what it is
    # Fields that point at a page whose name belongs to this one.
    names_of: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()  # relations that texts and words read

    def pages(self) -> Any:
        """The pages that may be found."""
        return open_to_all(self.model.objects.filter(alias_of=None, locale_id__in=locale_ids().values()))

    def pks(self) -> Iterable[int]:
        """All of them, oldest first."""
        return self.pages().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000)

    def findables(self, pks: Collection[int]) -> Iterator[Findable]:
        """Read the pages with all that belongs to them."""
        relations = [name for name in ("theme_links", "tagged_items", "attachments", *self.related) if self._has(name)]
        pages = list(self.pages().filter(pk__in=pks).select_related(*self.names_of).prefetch_related(*relations))
        keys = [page.translation_key for page in pages]
        languages: dict[UUID, set[str]] = {}
        for key, locale_id in self.pages().filter(translation_key__in=keys).values_list("translation_key", "locale_id"):
            languages.setdefault(key, set()).add(language_of(locale_id))
        for page in pages:
            yield self.findable(page, languages[page.translation_key])

    def findable(self, page: Any, languages: set[str]) -> Findable:
        """One page as it can be found; `languages` are those in which it can be, its own among them."""
        return Findable(
            pk=page.pk,
            language=language_of(page.locale_id),
            title=page.title,
            slug=page.slug,
            summary=next((getattr(page, name) for name in SUMMARIES if getattr(page, name, "")), ""),
            keywords=(*self.keywords(page), page.search_description, *self._names(page)),
            texts=tuple(self.running_text(page)),
            place=getattr(page, "place", ""),
            municipality_id=getattr(page, "municipality_id", None),
            theme_ids=tuple(
                link.theme_id for link in sorted(self._of(page, "theme_links"), key=lambda link: link.sort_order or 0)
            ),
            tag_ids=tuple(item.tag_id for item in self._of(page, "tagged_items")),
            attachments=tuple(attachment.document_id for attachment in self._of(page, "attachments")),
            date=self.date(page),
            group=page.translation_key,
            translations=tuple(sorted(languages - {language_of(page.locale_id)})),
        )

    def keywords(self, page: Any) -> Iterable[str]:
        """Single words that say what it is; choices by their label."""
        for name in self.words:
            shown = getattr(page, f"get_{name}_display", None)
            yield str(shown() if shown else getattr(page, name) or "")

    def date(self, page: Any) -> datetime | None:
        """The day that counts for "newest first"."""
        moment: datetime | None = page.last_published_at or page.first_published_at
        return moment

    def running_text(self, page: Any) -> Iterator[str]:
        """The texts of the page without markup."""
        for name in self.texts:
            field, value = page._meta.get_field(name), getattr(page, name)
            if isinstance(field, StreamField):
                yield from field.get_searchable_content(value)
            elif value:
                yield get_text_for_indexing(value) if isinstance(field, RichTextField) else str(value)

    def addresses(self, pks: Collection[int], *, language: str, audiences: Collection[str]) -> dict[int, Address]:
        """The page in the tree of this language, else the page itself; pages are there for everybody, or not found."""
        return page_addresses(pks, language=language)

    def affected_by(self, changed: Any) -> Iterable[int]:
        """Pages that wear this theme or tag, lie in this municipality, carry this document, or name this page."""
        label = changed._meta.label
        by_key = {"themes.Theme": "theme_links__theme__translation_key"}
        by_pk = {
            "themes.Tag": "tagged_items__tag",
            "places.Municipality": "municipality",
            "wagtaildocs.Document": "attachments__document",
        }
        conditions = [Q(pk__in=[])]
        if label in by_key and self._has("theme_links"):
            conditions.append(Q(**{by_key[label]: changed.translation_key}))
        if label in by_pk and self._has(by_pk[label].partition("__")[0]):
            conditions.append(Q(**{by_pk[label]: changed.pk}))
        conditions += [
            Q(**{f"{name}__translation_key": changed.translation_key})
            for name in self.names_of
            if isinstance(changed, self.model._meta.get_field(name).related_model)
        ]
        if len(conditions) == 1:
            return ()
        any_of = conditions[0]
        for condition in conditions[1:]:
            any_of |= condition
        return self.pages().filter(any_of).values_list("pk", flat=True).distinct()

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.get_fields())

    def _of(self, page: Any, name: str) -> list[Any]:
        return list(getattr(page, name).all()) if self._has(name) else []

    def _names(self, page: Any) -> Iterator[str]:
        for name in self.names_of:
            other = getattr(page, name)
            if other is not None:
                yield other.title


def page_addresses(pks: Collection[int], *, language: str) -> dict[int, Address]:
    """Where pages of any type are for a visitor in this language: in its tree, else where they stand; two queries."""
    sources = {page.pk: page for page in open_to_all(Page.objects.filter(pk__in=pks))}
    locale_id = locale_ids().get(language)
    elsewhere = [page.translation_key for page in sources.values() if page.locale_id != locale_id]
    there = {}
    if elsewhere:
        pages = open_to_all(Page.objects.filter(locale_id=locale_id, translation_key__in=elsewhere))
        there = {page.translation_key: page for page in pages}
    found = {}
    for pk, page in sources.items():
        shown = page if page.locale_id == locale_id else there.get(page.translation_key, page)
        # An alias shows the text of its source; a translation has its own.
        written = language_of(page.locale_id if shown is page or shown.alias_of_id else shown.locale_id)
        found[pk] = Address(shown.url or "", "" if written == language else written)
    return found
