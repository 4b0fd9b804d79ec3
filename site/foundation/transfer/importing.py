"""Bringing a table in: first every row is checked without writing anything, then all are written, or none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from foundation.transfer.bodies import as_text
from foundation.transfer.checking import Checker, Plan, page_of_plan, problem_of
from foundation.transfer.problems import FileProblem, Problem, RowProblem
from foundation.transfer.reading import Table
from foundation.transfer.transfer import LOCALE, TRANSLATION_OF, PageTransfer
from foundation.transfer.translations import translated_values
from foundation.translating import translate

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
Say = Callable[[str, int, int], None]


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

    def count(self, state: str, number: int = 1) -> None:
        """Count a row as new, changed or unchanged."""
        setattr(self, state, getattr(self, state) + number)


def quiet(_stage: str, _number: int, _total: int) -> None:
    """Report no progress."""
