"""Things that exist only to be found, so that a test says exactly what there is."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from foundation import searchable
from foundation.searchable import Address, Findable, Searchable
from search import vocabulary
from search.actions import index
from search.searching import Answer, Question, search

KIND = "thing"


class Things(Searchable):
    """A kind of thing that is only in memory."""

    name = KIND
    slug = "ding"
    label = "Ding"
    order = 1000

    def __init__(self, *rows: Findable) -> None:
        """Take the things."""
        self.rows = {row.pk: row for row in rows}

    def pks(self) -> Iterable[int]:
        """All numbers."""
        return list(self.rows)

    def findables(self, pks: Collection[int]) -> Iterator[Findable]:
        """Those that are there."""
        return (self.rows[pk] for pk in pks if pk in self.rows)

    def addresses(self, pks: Collection[int], *, language: str, audiences: Collection[str]) -> dict[int, Address]:
        """A made-up address for each."""
        return {pk: Address(f"/{pk}/") for pk in pks if pk in self.rows}

    def put(self, *rows: Findable) -> None:
        """Make or change things, and index them."""
        self.rows |= {row.pk: row for row in rows}
        index(KIND, [row.pk for row in rows])

    def take(self, *pks: int) -> None:
        """Let things go, and index that."""
        for pk in pks:
            del self.rows[pk]
        index(KIND, pks)


@contextmanager
def things_that_can_be_found(*rows: Findable) -> Iterator[Things]:
    """Let these things be found, together with those of the network, until the end."""
    things = Things()
    searchable._searchables[KIND] = things
    try:
        things.put(*rows)
        vocabulary.forget()
        yield things
    finally:
        del searchable._searchables[KIND]
        vocabulary.forget()


def thing(pk: int, title: str, text: str = "", **fields: object) -> Findable:
    """A thing in Dutch; its slug is its number."""
    return Findable(pk=pk, title=title, texts=(text,), slug=str(pk), **{"language": "nl", **fields})  # type: ignore[arg-type]


def ask(text: str, language: str = "nl", **options: object) -> Answer:
    """Search."""
    return search(Question(text=text, language=language, **options))  # type: ignore[arg-type]


def found(text: str, language: str = "nl", **options: object) -> list[str]:
    """The slugs of what is found, in their order."""
    return [result.slug for result in ask(text, language, **options).results]
