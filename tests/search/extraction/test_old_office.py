"""Containers that we do not read."""

import io

import pytest

from search.extraction.formats import Limits
from search.extraction.old_office import CHUNK, ENCRYPTED, pieces_of
from search.extraction.outcomes import Outcome, UnreadableError


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("WordDocument".encode("utf-16-le"), Outcome.UNSUPPORTED),
        (b"\0" * 512 + ENCRYPTED, Outcome.ENCRYPTED),
        (b"\0" * (CHUNK - 5) + ENCRYPTED, Outcome.ENCRYPTED),
    ],
)
def test_outcome(content: bytes, expected: Outcome) -> None:
    with pytest.raises(UnreadableError) as error:
        list(pieces_of(io.BytesIO(content), Limits(1000, 1000)))
    assert error.value.outcome == expected
