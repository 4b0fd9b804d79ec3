"""What stands in one cell: cleaned on the way in, harmless on the way out."""

import re

from django.utils.translation import gettext as _

from foundation.transfer.problems import CellError

LARGEST_CELL = 100_000  # bytes as UTF-8
# Everything that does not belong in text: control characters except tab and newline, and halves of surrogate pairs.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
NEWLINES = re.compile("\r\n?|\u2028|\u2029")
# Spreadsheets take a cell that begins with one of these for a formula (OWASP: CSV injection); the wide forms too.
FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide forms are meant
GUARD = "'"


def cleaned(text: str) -> str:
    """Text without control characters and with one kind of newline. Raises CellError for more than LARGEST_CELL."""
    text = UNPRINTABLE.sub("", NEWLINES.sub("\n", text))
    size = len(text.encode())
    if size > LARGEST_CELL:
        raise CellError(
            _("The cell holds %(size)s kB, at most %(most)s kB is possible.")
            % {"size": size // 1000, "most": LARGEST_CELL // 1000}
        )
    return text


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it without calculating: a leading apostrophe before what looks like a formula."""
    return GUARD + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The opposite of `harmless`."""
    return text[1:] if text.startswith(GUARD) and FORMULA.match(text) else text
