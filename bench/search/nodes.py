"""One of three nodes of an Elasticsearch cluster is killed while the index is rebuilt and twenty searches a second run.

Needs what tests/search_servers needs: Maven, and a JDK of 21 or newer.
"""

import argparse
import threading
import time

from django.conf import settings
from django.db import connection

from bench.search.corpus import LargeCollection
from bench.search.judged import queries_of
from foundation import searchable
from search.actions import index
from search.checking import Differences, check_server
from search.engines.pushing import rebuild_server
from search.searching import Question, search
from tests.search_servers.servers import elasticsearch_cluster, why_not

A_SECOND = 20
KILLED_AFTER = 1.0  # seconds
WARM_UP = 10  # searches; the first ones of a process are slow on any day


class Searcher(threading.Thread):
    """Searches twenty times a second until it is told to stop, and notes how long each answer took."""

    def __init__(self) -> None:
        """Take the queries."""
        super().__init__()
        self.queries = [(query.text, query.language) for query in queries_of("domain")]
        self.done = threading.Event()
        self.taken: list[float] = []
        self.failed: list[str] = []
        self.from_database = 0

    def run(self) -> None:
        """Search."""
        number = 0
        while not self.done.wait(1 / A_SECOND):
            text, language = self.queries[number % len(self.queries)]
            number += 1
            started = time.perf_counter()
            try:
                self.from_database += search(Question(text=text, language=language)).from_database
            except Exception as error:  # noqa: BLE001 - whatever it is, a visitor would have seen it
                self.failed.append(repr(error))
            self.taken.append(time.perf_counter() - started)
        connection.close()


def main(arguments: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench.search nodes", description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=5_000)
    options = parser.parse_args(arguments)
    if reason := why_not():
        print(reason)
        return 2
    documents = LargeCollection(options.documents)
    searchable._searchables[documents.name] = documents  # noqa: SLF001 - a collection is no app
    with elasticsearch_cluster(optimised=True) as nodes:
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in nodes)
        settings.SEARCH_URL = f"elasticsearch://{hosts}/bench?replicas=1&shards=3"
        index(documents.name, documents.pks())
        rebuild_server()
        searcher = Searcher()
        for text, language in searcher.queries[:WARM_UP]:
            search(Question(text=text, language=language))
        searcher.start()
        threading.Timer(KILLED_AFTER, nodes[1].kill).start()
        started = time.perf_counter()
        rebuild_server()
        taken = time.perf_counter() - started
        time.sleep(2)
        searcher.done.set()
        searcher.join()
        found = Differences()
        check_server(found, fix=False)
    print(f"rebuilt {options.documents} documents in {taken:.1f} s, with a node killed after {KILLED_AFTER} s")
    print(f"searches {len(searcher.taken)}, failed {len(searcher.failed)}, longest {max(searcher.taken):.2f} s")
    print(f"answered by the database {searcher.from_database}, documents lost or different {found.on_server}")
    return 0
