"""A search server as a process, and a folder to write in: both end with the process that made them.

They do so even when that is killed: the kernel then ends the servers, and whoever next asks for a folder throws away
what was left. A server that was started in a thread ends with that thread.
"""

import atexit
import fcntl
import http.client
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from tests.search_servers.installation import VAR, locked

HOST = "127.0.0.1"
STARTS_WITHIN = 90.0  # seconds
STOPS_WITHIN = 20.0  # seconds


class Server:
    """One server, as a process of its own; it can be started again, on the same port with the same data."""

    def __init__(self, folder: Path, *, port: int, command: Sequence[str], keeps_running: bool = False) -> None:
        """Take where it writes (absolute), where it answers, what starts it, and whether it outlives this process."""
        self.folder = folder
        self.port = port
        self.pid = 0
        self._command = list(command)
        self._keeps_running = keeps_running
        self._process: subprocess.Popen[bytes] | None = None

    def __repr__(self) -> str:
        """Tell which it is."""
        return f"<Server {self.folder.name} {self.url} pid={self.pid}>"

    def __enter__(self) -> Self:
        """Start it when it does not run, and wait until it answers."""
        if not self.is_running():
            self.start()
            self.wait_until_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "log.txt"

    def start(self) -> None:
        """Start the process; see wait_until_ready()."""
        if self.is_running():
            raise RuntimeError(f"{self} runs already.")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command if self._keeps_running else [*ending_with_parent(), *self._command],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.pid = self._process.pid
        if not self._keeps_running:
            _servers.add(self)

    def wait_until_ready(self, seconds: float = STARTS_WITHIN, *, nodes: int = 1) -> None:
        """Wait until this many nodes are together and every index can be searched. Raises RuntimeError."""
        give_up = time.monotonic() + seconds
        while not self.is_ready(nodes=nodes):
            if not self.is_running():
                raise RuntimeError(f"{self} has ended: {self._last_words()}")
            if time.monotonic() > give_up:
                raise RuntimeError(f"{self} is not ready within {seconds:g} s: {self._last_words()}")
            time.sleep(0.1)

    def is_ready(self, *, nodes: int = 1) -> bool:
        """Whether this many nodes are together and every index can be searched; asks at most some seconds."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", f"/_cluster/health?wait_for_status=yellow&wait_for_nodes=ge({nodes})&timeout=1s")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def is_running(self) -> bool:
        """Whether the process is there; a paused one is."""
        return self._process is not None and self._process.poll() is None

    def stop(self, seconds: float = STOPS_WITHIN) -> None:
        """Let it close its indexes and end, and end it when that takes longer than this; a paused one too."""
        if self._process and self.is_running():
            end_process(self.pid, within=seconds)
            self._process.wait()
        _servers.discard(self)

    def kill(self) -> None:
        """End it at once, as a failing machine does."""
        self.stop(0)

    def pause(self) -> None:
        """Let it hang: connections stay open, and nothing is answered. Raises RuntimeError when it does not run."""
        self._tell(signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def resume(self) -> None:
        """Let it go on after pause(). Raises RuntimeError when it does not run."""
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        if not self.is_running():
            raise RuntimeError(f"{self} does not run.")
        os.kill(self.pid, what)

    def _last_words(self) -> str:
        """What the log says last of errors."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.is_file() else []
        errors = [line for line in lines if "Exception" in line or "rror:" in line]
        return "\n".join((errors or lines)[-5:])


class Cluster(list[Server]):
    """Servers that work together; `with` stops all of them."""

    def __enter__(self) -> Self:
        """Give them."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop them side by side."""
        with ExitStack() as stack:
            for server in self:
                stack.callback(server.stop)


def start_all(servers: Sequence[Server], announce: Callable[[], None] = lambda: None) -> None:
    """Start servers that belong together, announce them once they have process ids, and wait until they are ready.

    Either all of them run afterwards or none.
    """
    try:
        for server in servers:
            server.start()
        announce()
        for server in servers:
            server.wait_until_ready(nodes=len(servers))
    except BaseException:
        for server in servers:
            server.kill()
        raise


def ending_with_parent() -> list[str]:
    """What to put before a command, so that the kernel ends it when the thread that started it is gone."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def end_process(pid: int, *, within: float) -> None:
    """Ask a process to end and wait for it; kill it when that takes longer than this many seconds."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        with suppress(ProcessLookupError):
            if within:
                signal.pidfd_send_signal(process, signal.SIGTERM)
                # One that is paused would not hear of it.
                signal.pidfd_send_signal(process, signal.SIGCONT)
            if not select.select([process], [], [], within)[0]:
                signal.pidfd_send_signal(process, signal.SIGKILL)
                select.select([process], [], [])
    finally:
        os.close(process)


def own_folder(folder: Path | None, name: str) -> Path:
    """The folder that was given, as an absolute path, or else a new one."""
    return folder.absolute() if folder else folder_of_this_process(name)


def folder_of_this_process(name: str) -> Path:
    """A new folder that is thrown away when this process ends, or by the next one when this one is killed."""
    runs_folder = VAR / "runs"
    runs_folder.mkdir(parents=True, exist_ok=True)
    with locked("runs"):
        for left in runs_folder.iterdir():
            with (left / "lock").open("w") as file, suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=runs_folder))
        lock = (folder / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    _folders[folder] = lock
    return folder


# What ends with this process, but not with a fork of it.
_servers: set[Server] = set()
_folders: dict[Path, TextIO] = {}
os.register_at_fork(after_in_child=_servers.clear)
os.register_at_fork(after_in_child=_folders.clear)


@atexit.register
def leave_nothing() -> None:
    """End the servers of this process, and throw their data away."""
    for server in list(_servers):
        server.kill()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
