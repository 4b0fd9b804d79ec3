"""Servers to measure: gunicorn, mostly with one worker, on a free port, stopped by its own id."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from bench.measured import CLOCK

PROJECT_ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 60.0  # seconds
FLAGS = ("--worker-class", "gthread", "--threads", "2", "--keep-alive", "600", "--no-control-socket")
OURS, EMPTY = "bench.settings", "bench.empty_wagtail.settings"


class Answer(NamedTuple):
    """What came back; `body` as it went over the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def python_path() -> str:
    """The import path of every process that the benchmarks start."""
    return os.pathsep.join((str(PROJECT_ROOT), str(PROJECT_ROOT / "site")))


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One running server: `with Server(OURS, environment={...}) as server:`."""

    def __init__(self, settings: str, *, environment: dict[str, str], workers: int = 1) -> None:
        """Take the settings module and what to add to the environment; the processor time is that of one worker."""
        self.port = free_port()
        self.workers = workers
        self.environment = {
            **os.environ,
            "PYTHONPATH": python_path(),
            "DJANGO_SETTINGS_MODULE": settings,
            **environment,
        }

    def __enter__(self) -> Self:
        """Start, and wait until it answers. Raises RuntimeError when it does not."""
        flags = [*FLAGS, "--workers", str(self.workers), "--bind", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", "gunicorn", "bench.measured", *flags]
        self.process = subprocess.Popen([*command, "--log-level", "warning"], cwd=PROJECT_ROOT, env=self.environment)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        give_up = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self.processor_time()
            except OSError:
                self.connection.close()
                if self.process.poll() is not None or time.monotonic() > give_up:
                    self.stop()
                    raise RuntimeError("the server does not start") from None
                time.sleep(0.1)
            else:
                return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """Stop this server and its worker, and nothing else."""
        self.connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    def get(self, path: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a page as a browser does, over one connection that stays open."""
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **(headers or {})})
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def processor_time(self) -> float:
        """Seconds of processor time that the worker used so far."""
        return float(self.get(CLOCK).body)

    def cost(self, path: str, *, requests: int, headers: dict[str, str] | None = None) -> float:
        """Milliseconds of processor time per request, over this many requests."""
        before = self.processor_time()
        for _number in range(requests):
            self.get(path, headers=headers)
        return (self.processor_time() - before) * 1000 / requests
