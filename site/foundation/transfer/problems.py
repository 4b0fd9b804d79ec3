"""What can be wrong with a file that is brought in, and how it is said."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class FileError(Exception):
    """The file as a whole cannot be read; the text says why, in the active language."""


class CellError(Exception):
    """One cell cannot be used; the text says why, in the active language."""


class RowError(Exception):
    """A row cannot be used for a reason that lies in no single cell, or in the column that is named."""

    def __init__(self, reason: str, *, column: str = "") -> None:
        """Take the reason, in the active language, and the column it is about."""
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class Problem:
    """A bad row: the line of the file it starts on (the first is 1), the column ("" for the whole row), the reason."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Write it on one line: "Line 4, municipality: ..."."""
        reason = " ".join(self.reason.split())
        if self.column:
            return _("Line %(line)s, %(column)s: %(reason)s") % {
                "line": self.line,
                "column": self.column,
                "reason": reason,
            }
        return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": reason}
