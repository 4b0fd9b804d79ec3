"""One server for a whole test run, whatever the number of its workers: it ends with the run, even when that is killed.

    python -m tests.search_servers.keeper elasticsearch 1234

prints the address of a server that ends with process 1234.
"""

import fcntl
import os
import select
import subprocess
import sys
from pathlib import Path

from tests.search_servers.installation import ELASTICSEARCH, OPENSEARCH
from tests.search_servers.processes import Cluster, Server
from tests.search_servers.servers import elasticsearch, elasticsearch_cluster, opensearch

MAKERS = {ELASTICSEARCH: elasticsearch, OPENSEARCH: opensearch, "cluster": elasticsearch_cluster}
ROOT = Path(__file__).resolve().parents[2]


def shared_server(kind: str, folder: Path, *, run: int) -> str:
    """The address of the server of this run, started by whoever asks first.

    folder: that all workers share; run: the process that ends last. Raises RuntimeError.
    """
    address = folder / f"{kind}.address"
    with (folder / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not address.exists():
            address.write_text(start_keeper(kind, run))
        return address.read_text()


def start_keeper(kind: str, run: int) -> str:
    """Start the process that keeps a server, and wait for its address. Raises RuntimeError."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.search_servers.keeper", kind, str(run)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,  # keys pressed in a terminal are not meant for it
        text=True,
    )
    address = keeper.stdout.readline().strip() if keeper.stdout else ""
    if not address:
        raise RuntimeError(f"{kind} did not start; it ended with {keeper.wait()}.")
    return address


def keep(kind: str, run: int) -> None:
    """Start a server and stop it when the process `run` is gone."""
    ends = os.pidfd_open(run)
    server: Server | Cluster
    with MAKERS[kind]() as server:
        print(server.url if isinstance(server, Server) else ",".join(one.url for one in server), flush=True)  # noqa: T201 - its answer
        select.select([ends], [], [])


if __name__ == "__main__":
    keep(sys.argv[1], int(sys.argv[2]))
