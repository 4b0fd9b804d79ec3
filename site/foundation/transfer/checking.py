"""What each row of a table would do, found out without writing anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.transfer.bodies import as_text
from foundation.transfer.columns import Column
from foundation.transfer.matching import meant, quoted
from foundation.transfer.problems import CellError, FileError, Problem, RowError
from foundation.transfer.reading import Row, Table
from foundation.transfer.transfer import LOCALE, TRANSLATION_OF, PageTransfer
from foundation.transfer.translations import compared, counterpart_of, texts_of
from foundation.transfer.tree import Known, locale_named

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
TREE_FIELDS = ("path", "content_type", "draft_title", "url_path", "latest_revision")
Say = Callable[[str, int, int], None]


@dataclass(slots=True)
class Plan:
    """What a row does: to the page `pk` (None: a new one), or as a translation of the page `source_slug`."""

    line: int
    locale_id: int
    slug: str
    values: dict[str, Any] = field(default_factory=dict)
    pk: int | None = None
    source_slug: str = ""
    state: str = ""


class Checker:
    """Checks the rows of one table, the source language first, so that translations find what they belong to."""

    def __init__(self, transfer: PageTransfer, table: Table) -> None:
        """Take the table. Raises FileError when it lacks columns, with the names of all that are known."""
        self.transfer, self.tree, self.table = transfer, transfer.tree, table
        self.planned: dict[tuple[int, str], Plan] = {}
        self.problems = list(table.problems)
        self._check_columns()

    def _check_columns(self) -> None:
        needed = [
            name
            for name in self.transfer.required()
            # Rows of translations lack these; whether other rows do is seen row by row.
            if self.transfer.columns[name].translated or TRANSLATION_OF not in self.table.columns
        ]
        missing = [name for name in needed if name not in self.table.columns]
        if missing and (self.table.rows or not self.problems):
            raise FileError(
                _("Columns are missing: %(missing)s. Known columns: %(known)s.")
                % {"missing": ", ".join(missing), "known": ", ".join(self.transfer.column_names)}
            )

    def plans(self, say: Say) -> list[Plan]:
        """The plans of all good rows, in the order to write them; what is bad is added to `problems`."""
        located = [(row, self._locale(row)) for row in self.table.rows]
        rows = [(row, pk) for row, pk in located if pk == self.tree.source_id]
        rows += [(row, pk) for row, pk in located if pk not in (None, self.tree.source_id)]
        plans = []
        for number, (row, locale_id) in enumerate(rows, start=1):
            try:
                plan = self.plan(row, locale_id or self.tree.source_id)
            except (RowError, ValidationError) as error:
                self.problems.append(problem_of(row.line, error, self.transfer.columns.values()))
            else:
                self.planned[plan.locale_id, plan.slug] = plan
                plans.append(plan)
            say("check", number, len(rows))
        self.problems.sort(key=lambda problem: problem.line)
        return plans

    def _locale(self, row: Row) -> int | None:
        """The locale that the row names, else the source language; None and a problem for one that is unknown."""
        try:
            text = as_text(row.cells.get(LOCALE))
        except CellError as problem:
            self.problems.append(Problem(row.line, LOCALE, str(problem)))
            return None
        if not text:
            return self.tree.source_id
        locale = locale_named(text)
        if locale is None or locale.pk not in self.tree.parents:
            reason = _("The site has no language %(text)s.") % {"text": quoted(text)}
            self.problems.append(Problem(row.line, LOCALE, reason))
            return None
        return locale.pk

    def plan(self, row: Row, locale_id: int) -> Plan:
        """What this row does. Raises RowError or ValidationError."""
        slug = self._slug(row)
        source_slug, target = self._match(row, locale_id, slug)
        plan = Plan(row.line, locale_id, slug or source_slug, pk=target.pk if target else None)
        earlier = self.planned.get((locale_id, plan.slug))
        if earlier:
            reason = _("Line %(line)s has the same slug: %(slug)s.") % {"line": earlier.line, "slug": plan.slug}
            raise RowError(reason, column="slug")
        if target is None or self.tree.follows_source(target):
            plan.source_slug = source_slug
        return self._translation(row, plan, target) if plan.source_slug else self._own(row, plan)

    def _slug(self, row: Row) -> str:
        """The row's slug, else the one that its title gives."""
        column = self.transfer.columns["slug"]
        slug = str(cell_of(row, column)) or slugify(str(cell_of(row, self.transfer.columns["title"])))
        if not slug and not row.cells.get(TRANSLATION_OF):
            raise RowError(_("The row has no slug, and no title to make one of."), column="slug")
        return slug

    def _match(self, row: Row, locale_id: int, slug: str) -> tuple[str, Known | None]:
        """The slug of the source page that the row translates ("" for none), and the page that it updates."""
        try:
            named = slugify(as_text(row.cells.get(TRANSLATION_OF)))
        except CellError as problem:
            raise RowError(str(problem), column=TRANSLATION_OF) from problem
        here = self.tree.page(locale_id, slug)
        if locale_id == self.tree.source_id:
            if named:
                raise RowError(_("A row in the language of the network translates nothing."), column=TRANSLATION_OF)
            return "", here
        if not named and here is not None:
            source = self.tree.source_of(here)
            return (source.slug if source else ""), here
        source = self.tree.page(self.tree.source_id, named or slug)
        if source is None and (self.tree.source_id, named or slug) not in self.planned:
            if named:
                slugs = [known for locale, known in self.planned if locale == self.tree.source_id]
                reason = _("There is no page %(slug)s to translate.") % {"slug": quoted(named)} + meant(named, slugs)
                raise RowError(reason, column=TRANSLATION_OF)
            return "", None
        target = self.tree.translation(source, locale_id) if source else None
        if here is not None and here != target:
            raise RowError(_("Another page has this slug already."), column="slug")
        return (named or slug), target

    def _own(self, row: Row, plan: Plan) -> Plan:
        """A page in its own right: new, changed or unchanged."""
        plan.values = self._values(row, self.transfer.columns.values())
        plan.values["slug"] = plan.slug
        for name in self.transfer.required():
            if not plan.values.get(name) and (name in plan.values or plan.pk is None):
                raise RowError(_("This must be filled in."), column=name)
        page = self.page_of(plan)
        plan.values = self._differing(page, plan)
        plan.state = NEW if plan.pk is None else CHANGED if plan.values else UNCHANGED
        if plan.state == CHANGED:
            check_free(page)
        if plan.state != UNCHANGED:
            self.filled(page, plan, trial=True).full_clean(exclude=TREE_FIELDS)
        return plan

    def _differing(self, page: Page, plan: Plan) -> dict[str, Any]:
        columns = self.transfer.columns
        return {
            name: value for name, value in plan.values.items() if plan.pk is None or not columns[name].same(page, value)
        }

    def _translation(self, row: Row, plan: Plan, target: Known | None) -> Plan:
        """The texts of a page in another language."""
        columns = {name: column for name, column in self.transfer.columns.items() if column.translated}
        values = self._values(row, columns.values())
        plan.values = {name: value for name, value in values.items() if value}
        ours = texts_of(self._source_page(plan))
        theirs = texts_of(counterpart_of(self._source_page(plan), columns, plan.values))
        wanted = compared(ours, theirs, columns, plan.values)
        plan.state = NEW
        if target is not None and not target.is_alias:
            page = self.transfer.find(target.pk)
            present = texts_of(page)
            same = all(present.get(path) == texts for path, texts in wanted.items())
            plan.state = UNCHANGED if same else CHANGED
            if plan.state == CHANGED:
                check_free(page)
        return plan

    def _source_page(self, plan: Plan) -> Page:
        """The page that a row translates, as it will be when the rows before it are written."""
        source = self.planned.get((self.tree.source_id, plan.source_slug))
        if source:
            return self.filled(self.page_of(source), source, trial=True)
        known = self.tree.page(self.tree.source_id, plan.source_slug)
        if known is None:
            raise RowError(_("There is no page %(slug)s to translate.") % {"slug": quoted(plan.source_slug)})
        return self.transfer.find(known.pk)

    def _values(self, row: Row, columns: Iterable[Column]) -> dict[str, Any]:
        """The values of the row's cells. Raises RowError that names all cells that are wrong."""
        values: dict[str, Any] = {}
        wrong: list[tuple[str, str]] = []
        for column in columns:
            if column.name not in row.cells:
                continue
            try:
                values[column.name] = column.kind.read(row.cells[column.name])
            except CellError as problem:
                wrong.append((column.name, str(problem)))
        if wrong:
            (first, reason), *others = wrong
            raise RowError("; ".join([reason, *(f"{name}: {text}" for name, text in others)]), column=first)
        return values

    def page_of(self, plan: Plan) -> Page:
        """The page that a plan updates, or a new one below its parent that is not in the tree yet."""
        if plan.pk:
            return self.transfer.find(plan.pk)
        parent = self.tree.parents[plan.locale_id]
        page = self.transfer.model(locale_id=plan.locale_id, slug=plan.slug, depth=parent.depth + 1)
        page._cached_parent_obj = parent  # noqa: SLF001 - as the tree library does when it adds a page
        return page

    def filled(self, page: Page, plan: Plan, *, trial: bool) -> Page:
        """The page with the plan's values; a trial leaves out what would write to the database."""
        for name, value in plan.values.items():
            column = self.transfer.columns[name]
            if not (trial and column.writes_rows):
                column.set(page, value)
        return page


def cell_of(row: Row, column: Column) -> Any:
    """The value of one cell, "" where the row has none. Raises RowError."""
    try:
        return column.kind.read(row.cells.get(column.name))
    except CellError as problem:
        raise RowError(str(problem), column=column.name) from problem


def check_free(page: Page) -> None:
    """Refuse to change a page that somebody is at work on. Raises RowError."""
    if page.has_unpublished_changes or not page.live:
        raise RowError(_("This page has changes that are not published, or was taken offline. Publish it first."))
    if page.get_lock():
        raise RowError(_("This page is locked."))


def problem_of(line: int, error: Exception, columns: Iterable[Column]) -> Problem:
    """Say on one line what is wrong with a row."""
    if isinstance(error, RowError):
        return Problem(line, error.column, str(error))
    if not isinstance(error, ValidationError):
        return Problem(line, "", str(error))
    if not hasattr(error, "error_dict"):
        return Problem(line, "", " ".join(error.messages))
    names = {column.attribute or column.name: column.name for column in columns}
    name, messages = next(iter(error.message_dict.items()))
    return Problem(line, "" if name == NON_FIELD_ERRORS else names.get(name, name), " ".join(messages))
