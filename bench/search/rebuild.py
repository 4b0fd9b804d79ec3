"""How many documents a second are indexed: analysed and written, and for a search server also sent to it."""

import argparse
import gc
import time

from bench.search.corpus import LargeCollection
from foundation import searchable
from search.actions import index
from search.engines import uses_a_server
from search.engines.pushing import rebuild_server


def main(arguments: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench.search rebuild", description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=10_000)
    options = parser.parse_args(arguments)
    documents = LargeCollection(options.documents)
    searchable._searchables[documents.name] = documents  # noqa: SLF001 - a collection is no app
    gc.freeze()  # as manage.py rebuild_search does
    started = time.perf_counter()
    index(documents.name, documents.pks())
    taken = time.perf_counter() - started
    print(f"database       {options.documents / taken:8.0f} documents a second")
    if uses_a_server():
        started = time.perf_counter()
        rebuild_server()
        print(f"search server  {options.documents / (time.perf_counter() - started):8.0f} documents a second")
    return 0
