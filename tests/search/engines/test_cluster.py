"""A cluster of three nodes of which one dies while it is searched and its index is built anew."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import connection
from pytest_django import Settings

from search import checking
from search.engines import server, server_index
from search.engines.pushing import rebuild_server
from search.engines.wanted import EngineDown
from search.models import PendingPush, SearchDocument
from tests.search.engines.conftest import need_servers
from tests.search.engines.faults import eventually
from tests.search.things import ask, thing, things_that_can_be_found
from tests.search_servers.processes import Cluster, Server
from tests.search_servers.servers import elasticsearch_cluster, search_url

DOCUMENTS = 2_000
A_SECOND = 20  # searches
LONGEST = 2.0  # seconds

pytestmark = [pytest.mark.search_server, pytest.mark.alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Three nodes."""
    need_servers()
    with elasticsearch_cluster() as nodes:
        yield nodes


@dataclass
class Searches:
    """Twenty searches a second, until it is enough: how long each took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    errors: list[Exception] = field(default_factory=list)
    from_database: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def one(self) -> None:
        """Search once."""
        started = time.perf_counter()
        try:
            answer = ask("molen")
            self.seconds.append(time.perf_counter() - started)
            self.totals.add(answer.total)
            self.from_database += answer.from_database
        except Exception as error:  # noqa: BLE001 - whatever it is
            self.errors.append(error)
        finally:
            connection.close()

    def run(self) -> None:
        """Search at a steady pace, whatever the answers take."""
        with ThreadPoolExecutor(8) as pool:
            while not self.enough.wait(1 / A_SECOND):
                pool.submit(self.one)


def node_with_a_primary(cluster: Cluster) -> Server:
    """The node that holds what is written first."""
    address, send = server.server()
    state = send("GET", f"/{address.prefix}/_search_shards")
    (primary,) = [shard["node"] for shard in state["shards"][0] if shard["primary"]]
    transport = state["nodes"][primary]["name"]
    return cluster[int(transport.removeprefix("node-")) - 1]


def test_a_node_that_dies_is_hardly_noticed(cluster: Cluster, settings: Settings) -> None:
    settings.SEARCH_URL = search_url("cluster", [node.port for node in cluster])
    searches = Searches()
    with things_that_can_be_found(*(thing(number, f"Molen {number}", "Draait. " * 50) for number in range(DOCUMENTS))):
        rebuild_server()
        for _number in range(5):  # the first ones are slow on any day
            searches.one()
        searches = Searches()
        victim = node_with_a_primary(cluster)
        searching = threading.Thread(target=searches.run)
        searching.start()
        try:
            time.sleep(1)
            killer = threading.Timer(0.5, victim.kill)
            killer.start()
            with suppress(EngineDown):  # it may fail, as long as the old index stays
                rebuild_server()
            killer.join()
            time.sleep(3)
        finally:
            searches.enough.set()
            searching.join()
        assert searches.errors == []
        assert max(searches.seconds) < LONGEST
        assert len(searches.seconds) > 3 * A_SECOND
        assert searches.totals == {DOCUMENTS}
        assert searches.from_database < len(searches.seconds)
        assert eventually(lambda: not ask("molen").from_database)
        assert list(checking.check(fix=True).lines()) == []
        assert server_index.differences() == ([], [])
        assert PendingPush.objects.count() == 0
        assert len(server_index.inventory()) == SearchDocument.objects.count() >= DOCUMENTS
