"""Start, stop, pause and kill real search servers on this machine.

In tests and benchmarks a server ends with the process that started it, even when that is killed:

    with elasticsearch() as server:
        ...  # server.url

As a command they keep running until they are stopped:

    python -m tests.search_servers.servers start elasticsearch
"""

import argparse
import json
import shutil
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from tests.search_servers.installation import ELASTICSEARCH, OPENSEARCH, VAR, installed, java, locked, why_not
from tests.search_servers.processes import (
    HOST,
    STOPS_WITHIN,
    Cluster,
    Server,
    end_process,
    folder_of_this_process,
    own_folder,
    start_all,
)

__all__ = ["Cluster", "Server", "elasticsearch", "elasticsearch_cluster", "opensearch", "why_not"]

CLUSTER = "cluster"
INDEX = "kennisnetwerk"
JAVA_OPTIONS = (
    "-Xms256m",
    "--enable-native-access=ALL-UNNAMED",
    "-Dlog4j.shutdownHookEnabled=false",
    "-XX:-UsePerfData",
)
QUICK_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
SETTINGS = {
    "network.host": HOST,
    # A nearly full disk would make indexes read-only.
    "cluster.routing.allocation.disk.threshold_enabled": False,
}
LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
# Elasticsearch's native libraries are not published as jars; without them it says so, and works.
logger.native.name = org.elasticsearch.nativeaccess
logger.native.level = error
"""


class Manner(NamedTuple):
    """How a server runs.

    `keeps_running` lets it outlive this process. `optimised` lets Java compile and collect garbage as in production,
    which takes twice the processor time to start, and half more memory. `memory` is the largest heap.
    """

    keeps_running: bool = False
    optimised: bool = False
    memory: str = "1g"


def elasticsearch(folder: Path | None = None, *, optimised: bool = False) -> Server:
    """An Elasticsearch that is ready; its data is thrown away with this process unless a folder is given.

    `optimised` is for measuring: see Manner.
    """
    server = elasticsearch_node(own_folder(folder, ELASTICSEARCH), Manner(optimised=optimised))
    start_all([server])
    return server


def opensearch(folder: Path | None = None, *, optimised: bool = False) -> Server:
    """An OpenSearch that is ready, as elasticsearch()."""
    server = opensearch_node(own_folder(folder, OPENSEARCH), Manner(optimised=optimised))
    start_all([server])
    return server


def elasticsearch_cluster(nodes: int = 3, *, optimised: bool = False) -> Cluster:
    """Elasticsearch nodes that are ready and together; their data is thrown away with this process."""
    cluster = elasticsearch_nodes(folder_of_this_process(CLUSTER), Manner(optimised=optimised), nodes=nodes)
    start_all(cluster)
    return cluster


def elasticsearch_node(folder: Path, manner: Manner) -> Server:
    """An Elasticsearch that still has to be started. Raises InstallationError."""
    port, transport = free_ports(2)
    settings = {"http.port": port, "transport.port": transport, "discovery.type": "single-node"}
    return elasticsearch_with(settings, folder, manner)


def elasticsearch_nodes(folder: Path, manner: Manner, *, nodes: int) -> Cluster:
    """Nodes of one Elasticsearch that still have to be started. Raises InstallationError."""
    ports = free_ports(2 * nodes)
    names = [f"node-{number}" for number in range(1, nodes + 1)]
    together = {
        "discovery.seed_hosts": [f"{HOST}:{transport}" for transport in ports[nodes:]],
        "cluster.initial_master_nodes": names,
    }
    return Cluster(
        elasticsearch_with(
            {"node.name": name, "http.port": port, "transport.port": transport, **together},
            folder / name,
            manner._replace(memory="512m"),
        )
        for name, port, transport in zip(names, ports[:nodes], ports[nodes:], strict=True)
    )


def elasticsearch_with(settings: dict[str, Any], folder: Path, manner: Manner) -> Server:
    """An Elasticsearch with these settings, to be started. Raises InstallationError."""
    home = installed(ELASTICSEARCH)
    write_configuration(folder / "config" / "elasticsearch.yml", settings)
    command = [*java_command(home, folder, manner), str(home), str(folder)]
    return Server(folder, port=settings["http.port"], command=command, keeps_running=manner.keeps_running)


def opensearch_node(folder: Path, manner: Manner) -> Server:
    """An OpenSearch that still has to be started. Raises InstallationError."""
    home = installed(OPENSEARCH)
    port, transport = free_ports(2)
    write_configuration(folder / "node_1" / "config" / "opensearch.yml", {"transport.port": transport})
    command = [*java_command(home, folder, manner), str(folder), str(port)]
    return Server(folder, port=port, command=command, keeps_running=manner.keeps_running)


def write_configuration(file: Path, settings: dict[str, Any]) -> None:
    """Write the settings of a node, and how it logs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML.
    file.write_text(json.dumps({**SETTINGS, **settings}, indent=2))
    file.with_name("log4j2.properties").write_text(LOGGING)


def java_command(home: Path, folder: Path, manner: Manner) -> list[str]:
    """What runs the launcher of an installation, which writes into the folder; its arguments are to follow."""
    temporary = folder / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    options = [*JAVA_OPTIONS, f"-Xmx{manner.memory}", f"-Djava.io.tmpdir={temporary}"]
    if not manner.optimised:
        options += QUICK_START
    return [java(), *options, "-cp", f"{home}/classes:{home}/lib/*", "Launcher"]


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on now, all different."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _number in range(number)]
        for probe in probes:
            probe.bind((HOST, 0))
        return [probe.getsockname()[1] for probe in probes]


IN_BACKGROUND = Manner(keeps_running=True, optimised=True)
MAKERS: dict[str, Callable[[Path], Sequence[Server]]] = {
    ELASTICSEARCH: lambda folder: [elasticsearch_node(folder, IN_BACKGROUND)],
    OPENSEARCH: lambda folder: [opensearch_node(folder, IN_BACKGROUND)],
    CLUSTER: lambda folder: elasticsearch_nodes(folder, IN_BACKGROUND, nodes=3),
}
RUNNING = VAR / "running.json"


def start_command(name: str) -> str:
    """Start servers that keep running, with empty indexes, unless they run already; return their SEARCH_URL."""
    with locked("running"):
        running = read_running()
        if name in running and all(map(runs, running[name]["servers"])):
            return running[name]["url"]
        end_running(running.pop(name, None))
        folder = VAR / "background" / name
        shutil.rmtree(folder, ignore_errors=True)
        servers = MAKERS[name](folder)
        url = search_url(name, [server.port for server in servers])

        def remember() -> None:
            told = [{"url": server.url, "pid": server.pid, "folder": str(server.folder)} for server in servers]
            write_running({**running, name: {"url": url, "servers": told}})

        try:
            start_all(servers, remember)
        except BaseException:
            write_running(running)
            raise
    return url


def stop_command() -> list[str]:
    """Stop all servers that keep running; return their names."""
    with locked("running"):
        running = read_running()
        for told in running.values():
            end_running(told)
        write_running({})
    return list(running)


def status_command() -> list[str]:
    """A line for each server that keeps running, or should."""
    lines = []
    for name, told in read_running().items():
        lines.append(f"{name}: SEARCH_URL={told['url']}")
        for server in told["servers"]:
            port = int(server["url"].rpartition(":")[2])
            is_ready = runs(server) and Server(Path(server["folder"]), port=port, command=[]).is_ready()
            state = "ready" if is_ready else "does not answer" if runs(server) else "gone"
            lines.append(f"  {server['url']} pid {server['pid']}: {state}")
    return lines


def search_url(name: str, ports: Sequence[int]) -> str:
    """What to set SEARCH_URL to."""
    hosts = ",".join(f"{HOST}:{port}" for port in ports)
    return f"elasticsearch://{hosts}/{INDEX}?replicas=1" if name == CLUSTER else f"{name}://{hosts}/{INDEX}"


def read_running() -> dict[str, Any]:
    """What was started and not stopped, by name."""
    return json.loads(RUNNING.read_text()) if RUNNING.is_file() else {}


def write_running(running: dict[str, Any]) -> None:
    """Remember what runs, in one go: somebody may be reading."""
    half = RUNNING.with_suffix(".half")
    half.write_text(json.dumps(running, indent=2) + "\n")
    half.rename(RUNNING)


def runs(told: dict[str, Any]) -> bool:
    """Whether the process is there, and is still the server that was remembered."""
    try:
        return told["folder"].encode() in Path(f"/proc/{told['pid']}/cmdline").read_bytes()
    except OSError:
        return False


def end_running(told: dict[str, Any] | None) -> None:
    """End what is left of servers that were started together."""
    for server in told["servers"] if told else ():
        if runs(server):
            end_process(server["pid"], within=STOPS_WITHIN)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.search_servers.servers", description="Real search servers.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="start one, or three as a cluster, and print its SEARCH_URL")
    start.add_argument("name", choices=MAKERS)
    commands.add_parser("stop", help="stop all of them")
    commands.add_parser("status", help="tell which run")
    options = parser.parse_args(arguments)
    if options.command == "start":
        if reason := why_not():
            sys.stderr.write(f"{reason}\n")
            return 1
        lines = [start_command(options.name)]
    elif options.command == "stop":
        lines = [f"{name} is stopped" for name in stop_command()]
    else:
        lines = status_command() or ["nothing runs"]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
