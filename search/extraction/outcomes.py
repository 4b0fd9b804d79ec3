"""How reading a document can end."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What came of reading a document."""

    READ = "read"
    EMPTY = "empty"  # sound, but without text: nothing in it, or only pictures of text
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"


# With which status the child process tells its parent; Python and the shell keep the low numbers to themselves.
STATUSES = {outcome: status for status, outcome in enumerate(Outcome, start=40)}
OUTCOMES = {status: outcome for outcome, status in STATUSES.items()}


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document; without text unless the outcome is "read"."""

    text: str
    outcome: Outcome


class UnreadableError(Exception):
    """A reader gives up on a document."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep how it ends."""
        super().__init__(outcome)
        self.outcome = outcome
