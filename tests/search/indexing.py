"""Bringing the index up to date in a test, for what is made without anything that follows it."""

from foundation.searchable import searchables
from search.actions import index
from search.models import SearchDocument


def index_everything() -> None:
    """Index all that may be found, and take away what may not be any more."""
    for kind in searchables():
        known = SearchDocument.objects.filter(kind=kind.name).values_list("object_id", flat=True)
        index(kind.name, dict.fromkeys([*kind.pks(), *known]))
