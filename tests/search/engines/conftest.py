"""The engines that tests run on: the database, and real search servers where they can be started.

`engine` puts a test on all three. The two servers are started once for a whole run; each worker has an index of its
own there, which is empty until a test calls rebuild_server().
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.search_servers.installation import ELASTICSEARCH, OPENSEARCH, why_not
from tests.search_servers.keeper import shared_server

DATABASE = "database"
SERVERS = [pytest.param(kind, marks=pytest.mark.search_server) for kind in (ELASTICSEARCH, OPENSEARCH)]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def need_servers() -> None:
    """Skip what cannot be tried here, with the reason; where REQUIRE_SEARCH_SERVERS is "yes" it fails instead."""
    if not (reason := why_not()):
        return
    if os.environ.get("REQUIRE_SEARCH_SERVERS") == "yes":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def url_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """What to set SEARCH_URL to for a kind of engine, in a part of the server that is this worker's own."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if WORKER else base
    run = os.getppid() if WORKER else os.getpid()

    def url(kind: str) -> str:
        if kind == DATABASE:
            return ""
        need_servers()
        address = shared_server(kind, Path(shared), run=run)
        return f"{kind}://{address.removeprefix('http://')}/test-{WORKER or 'main'}"

    return url


@pytest.fixture(scope="module", params=[DATABASE, *SERVERS])
def engine(request: pytest.FixtureRequest, url_of: Callable[[str], str]) -> Iterator[str]:
    """Search with each of the engines; the kind that is in use."""
    with override_settings(SEARCH_URL=url_of(request.param)):
        yield request.param


@pytest.fixture(scope="module", params=SERVERS)
def search_server(request: pytest.FixtureRequest, url_of: Callable[[str], str]) -> Iterator[str]:
    """Search with each of the servers; its address."""
    url = url_of(request.param)
    with override_settings(SEARCH_URL=url):
        yield url
