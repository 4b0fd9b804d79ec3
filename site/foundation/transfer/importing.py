"""Bringing a table in: every row is checked without writing anything, then all are written, or none."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from foundation.aliases import aliases_afterwards
from foundation.transfer.checking import UNCHANGED, Checker, Plan, Say, problem_of
from foundation.transfer.matching import quoted
from foundation.transfer.problems import FileError, Problem, RowError
from foundation.transfer.reading import Table
from foundation.transfer.transfer import PageTransfer
from foundation.transfer.translations import counterpart_of
from foundation.translating import translate


@dataclass(slots=True)
class Outcome:
    """What came, or would come, of an import."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    written: bool = False

    @property
    def bad(self) -> int:
        """How many rows are bad."""
        return len(self.problems)

    def count(self, state: str) -> None:
        """Count a row as new, changed or unchanged."""
        setattr(self, state, getattr(self, state) + 1)


def quiet(_stage: str, _number: int, _total: int) -> None:
    """Report no progress."""


def import_table(  # noqa: PLR0913 - all but the first two are options by name
    transfer: PageTransfer,
    table: Table,
    *,
    by: Any = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    most_written: int | None = None,
    say: Say = quiet,
) -> Outcome:
    """Check all rows and write them: all or none, or with `skip_bad` the good ones.

    `by` is the user to whom the changes are ascribed and whose right to publish is checked; without one (from the
    command line) everything is allowed. Raises FileError when the table lacks columns, and when more pages than
    `most_written` would be written.
    """
    checker = Checker(transfer, table)
    plans = checker.plans(say)
    outcome = Outcome(problems=checker.problems, unknown=tuple(table.unknown))
    if dry_run or (outcome.problems and not skip_bad):
        for plan in plans:
            outcome.count(plan.state)
        return outcome
    number = sum(plan.state != UNCHANGED for plan in plans)
    if most_written is not None and number > most_written:
        raise FileError(
            _("%(number)s pages would be written; here at most %(most)s are possible. Split the file.")
            % {"number": number, "most": most_written}
        )
    with transaction.atomic(), aliases_afterwards():
        # Each page is saved several times on its way to being public; what refers to what is worked out once.
        with disable_reference_index_auto_update():
            written = write(checker, plans, outcome, by=by, say=say)
        if outcome.problems and not skip_bad:
            transaction.set_rollback(True)
        else:
            index_references(transfer.model, written)
            outcome.written = True
    return outcome


def index_references(model: type[Page], keys: list[UUID]) -> None:
    """Let Wagtail know what these pages, by translation key, and their aliases refer to."""
    for key in keys:
        for page in model.objects.filter(translation_key=key):
            ReferenceIndex.create_or_update_for_object(page)


def write(checker: Checker, plans: list[Plan], outcome: Outcome, *, by: Any, say: Say) -> list[UUID]:
    """Write the plans one by one, each in a savepoint of its own; returns the translation keys of what was written.

    What cannot be written after all becomes a problem.
    """
    written = []
    for number, plan in enumerate(plans, start=1):
        try:
            if plan.state != UNCHANGED:
                with transaction.atomic():
                    written.append(write_plan(checker, plan, by=by).translation_key)
            outcome.count(plan.state)
        except (RowError, ValidationError, PermissionDenied, ValueError, KeyError) as error:
            outcome.problems.append(problem_of(plan.line, error, checker.transfer.columns.values()))
        say("write", number, len(plans))
    return written


def write_plan(checker: Checker, plan: Plan, *, by: Any) -> Page:
    """Write one row. Raises whatever Wagtail raises when it cannot be done."""
    if plan.source_slug:
        return write_translation(checker, plan)
    page = checker.filled(checker.page_of(plan), plan, trial=False)
    if plan.pk is None:
        parent = checker.tree.parents[plan.locale_id]
        parent.refresh_from_db(fields=["numchild"])
        page.owner = by
        parent.add_child(instance=page)
    page.save_revision(user=by, log_action=plan.pk is not None).publish(user=by)
    plan.pk = page.pk
    return page


def write_translation(checker: Checker, plan: Plan) -> Page:
    """Publish the texts of a row as the translation of its source page."""
    transfer, source_id = checker.transfer, checker.tree.source_id
    planned = checker.planned.get((source_id, plan.source_slug))
    known = checker.tree.page(source_id, plan.source_slug)
    pk = planned.pk if planned else known.pk if known else None
    if pk is None:
        raise RowError(_("There is no page %(slug)s to translate.") % {"slug": quoted(plan.source_slug)})
    counterpart = counterpart_of(transfer.find(pk), transfer.columns, plan.values)
    attributes = [transfer.columns[name].attribute or name for name in plan.values]
    values = {attribute: getattr(counterpart, attribute) for attribute in attributes}
    return translate(transfer.find(pk), values, Locale.objects.get(pk=plan.locale_id))
