"""Doing much in pieces."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most so many items, in their order."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
