"""One kind of page that goes out to files and comes in from them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.transfer.bodies import as_text
from foundation.transfer.columns import Column, Text
from foundation.transfer.headers import Headers
from foundation.transfer.matching import quoted
from foundation.transfer.problems import CellError
from foundation.transfer.tree import Tree

LONGEST_TITLE = 255
LOCALE, TRANSLATION_OF = "locale", "translation_of"
CHUNK = 100  # pages fetched at a time


class Slug:
    """The last part of a page's address."""

    def read(self, value: Any) -> str:
        """Write it as addresses are written. Raises CellError where nothing is left of it."""
        text = as_text(value)
        slug = slugify(text)[:LONGEST_TITLE]
        if text and not slug:
            raise CellError(_("%(text)s holds no letters or digits.") % {"text": quoted(text)})
        return slug

    def write(self, value: Any) -> str:
        """The slug."""
        return str(value)

    cell = write


class PageTransfer:
    """Subclasses name the pages and their columns; one instance serves one import or export."""

    name: ClassVar[str]
    label: ClassVar[Any]
    model: ClassVar[type[Page]]
    parent_model: ClassVar[type[Page]]

    def __init__(self) -> None:
        """Ask once what there is: pages, and whatever the columns look up."""
        self.tree = Tree(self.model, self.parent_model)
        self.columns = {column.name: column for column in (*self.shared_columns(), *self.own_columns())}

    def shared_columns(self) -> tuple[Column, ...]:
        """What every page has."""
        return (
            Column("slug", Slug(), ("adres", "kenmerk", "webadres"), translated=True),
            Column("title", Text(LONGEST_TITLE), ("titel", "naam", "name"), required=True, translated=True),
        )

    def own_columns(self) -> tuple[Column, ...]:
        """The columns of this kind of page."""
        raise NotImplementedError

    @property
    def headers(self) -> Headers:
        """All columns with their other titles."""
        return Headers(
            {
                **{name: column.titles for name, column in self.columns.items()},
                LOCALE: ("taal", "language", "lang"),
                TRANSLATION_OF: ("vertaling_van", "vertaling van"),
            }
        )

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns of an export, in order."""
        return (*self.columns, LOCALE, TRANSLATION_OF)

    def required(self) -> tuple[str, ...]:
        """The columns that a file cannot do without."""
        return tuple(name for name, column in self.columns.items() if column.required)

    def find(self, pk: int) -> Page:
        """The page itself, as it is live."""
        return self.model.objects.get(pk=pk)

    def exported(self) -> QuerySet[Any]:
        """The pages of an export: live texts of their own, the source language first, in the order of the tree."""
        return self.model.objects.live().filter(alias_of=None).order_by("path")

    def rows(self, *, as_text: bool = False) -> Iterator[dict[str, Any]]:
        """The rows of an export by column: JSON values, or texts for CSV. A translation has its texts only."""
        languages = {page.locale_id: page.locale.language_code for page in self.tree.parents.values()}
        pages = self.exported().filter(locale__in=languages)
        for source_first in (pages.filter(locale=self.tree.source_id), pages.exclude(locale=self.tree.source_id)):
            for page in source_first.iterator(chunk_size=CHUNK):
                known = self.tree.page(page.locale_id, page.slug)
                source = self.tree.source_of(known) if known else None
                texts_only = bool(known and source and self.tree.follows_source(known))
                row: dict[str, Any] = {
                    name: (column.kind.cell if as_text else column.kind.write)(column.get(page))
                    for name, column in self.columns.items()
                    if column.translated or not texts_only
                }
                row[LOCALE] = languages[page.locale_id]
                row[TRANSLATION_OF] = source.slug if source else ""
                yield row
