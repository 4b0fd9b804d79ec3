"""What may happen to a search server, and what stands in front of one."""

import http.client
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

from search.engines import server_index
from tests.search_servers.processes import HOST, Server


class Fault(NamedTuple):
    """Something that goes wrong with a server, and how it comes back."""

    breaks: Callable[[Server], None]
    comes_back: Callable[[Server], None]


def start_again(server: Server) -> None:
    """Start it on its own port, and wait until it answers."""
    server.start()
    server.wait_until_ready()


def wipe(server: Server) -> None:
    """Let it begin anew without any data."""
    server.kill()
    for data in server.folder.rglob("data"):
        shutil.rmtree(data)
    start_again(server)


def delete_index(_server: Server) -> None:
    """Delete what the alias names."""
    for name in server_index.named_by_alias():
        server_index.drop(name)


def do_nothing(_server: Server) -> None:
    """It runs already."""


FAULTS = {
    "stopped": Fault(Server.stop, start_again),
    "killed": Fault(Server.kill, start_again),
    "paused": Fault(Server.pause, Server.resume),
    "wiped": Fault(wipe, do_nothing),
    "without its index": Fault(delete_index, do_nothing),
}


def eventually(is_so: Callable[[], bool], *, within: float = 20.0) -> bool:
    """Whether it becomes so within that many seconds."""
    give_up = time.monotonic() + within
    while not is_so():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.2)
    return True


@contextmanager
def gate(server: Server, *, opens_for: str) -> Iterator[int]:
    """A gate before a server that lets through who shows this `Authorization`; the port it listens on."""

    class Gate(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            status, answer = int(HTTPStatus.UNAUTHORIZED), b'{"error": {"type": "security_exception"}}'
            if self.headers.get("Authorization") == opens_for:
                behind = http.client.HTTPConnection(HOST, server.port, timeout=30)
                kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
                behind.request(self.command, self.path, body=body or None, headers=kept)
                response = behind.getresponse()
                status, answer = response.status, response.read()
                behind.close()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815 - names of the standard library

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), Gate) as listener:
        thread = Thread(target=listener.serve_forever)
        thread.start()
        yield listener.server_port
        listener.shutdown()
        thread.join()
