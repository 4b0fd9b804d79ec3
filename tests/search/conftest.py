"""What the tests of the search share."""

import pytest

from search import vocabulary
from search.engines.trust import trust


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Start without words in memory, and with trust in the search server."""
    vocabulary.forget()
    trust.answered()
