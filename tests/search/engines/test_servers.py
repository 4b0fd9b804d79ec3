"""How the servers of these tests are kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.engines import conftest
from tests.search.engines.faults import eventually
from tests.search_servers.keeper import shared_server
from tests.search_servers.processes import Server

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.mark.search_server
def test_one_server_for_all_workers_that_ends_with_the_run(tmp_path: Path) -> None:
    conftest.need_servers()
    with subprocess.Popen(SLEEP) as run:
        address = shared_server("elasticsearch", tmp_path, run=run.pid)
        assert shared_server("elasticsearch", tmp_path, run=run.pid) == address
        server = Server(tmp_path, port=int(address.rpartition(":")[2]), command=[])
        assert server.is_ready()
        run.kill()
    assert eventually(lambda: not server.is_ready())


def test_without_java_tests_are_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "why_not", lambda: "There is no JDK.")
    monkeypatch.delenv("REQUIRE_SEARCH_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"There is no JDK\."):
        conftest.need_servers()


def test_where_servers_are_required_tests_fail_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "why_not", lambda: "There is no JDK.")
    monkeypatch.setenv("REQUIRE_SEARCH_SERVERS", "yes")
    with pytest.raises(pytest.fail.Exception, match=r"There is no JDK\."):
        conftest.need_servers()
