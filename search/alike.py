"""What is about the same as some words, for apps below the search: one search, and nothing where that fails."""

import logging

from django.db import DatabaseError, transaction

from foundation.finding import Hit, Sought, finds_by
from search.labels import KIND, label
from search.searching import Question, search

logger = logging.getLogger(__name__)


def find_alike(sought: Sought) -> list[Hit]:
    """The best things of these kinds; words are taken as they are written."""
    question = Question(
        text=sought.text,
        language=sought.language,
        filters={KIND: frozenset(label(KIND, kind) for kind in sought.kinds)},
        page_size=sought.most,
        correct=False,
        audiences=sought.audiences,
    )
    if not sought.text.strip():
        return []
    try:
        with transaction.atomic():  # whoever asks may go on in a transaction of its own
            found = search(question).results
    except DatabaseError:
        logger.exception("Nothing like this could be searched for")
        return []
    return [Hit(kind=one.kind, pk=one.object_id, title=one.title, url=one.url) for one in found]


def connect() -> None:
    """Let apps below find in this way."""
    finds_by(find_alike)
