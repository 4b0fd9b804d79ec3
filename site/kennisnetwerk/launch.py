"""From a bare checkout to a running site or test suite: what `make run`, `make test` and `make reset` do.

Started by the system's own python3, before the virtual environment exists, so it imports the standard library only.
Each step leaves a stamp (a digest of what it was made from) and is skipped as long as that still holds.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from steps import Failure, run_step, say  # noqa: E402 - a neighbour, found through the line above

PROJECT_ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = PROJECT_ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
VAR_ROOT = Path(os.environ.get("VAR_ROOT") or PROJECT_ROOT / "var").resolve()
STAMPS = VAR_ROOT / "launch"
ACCOUNTS = STAMPS / "accounts.txt"
SERVER = STAMPS / "server.pid"
DATABASE = VAR_ROOT / "kennisnetwerk.sqlite3"
REQUIREMENTS = PROJECT_ROOT / "requirements"
LOCALE = PROJECT_ROOT / "site" / "locale"
CODE = tuple(PROJECT_ROOT / name for name in ("site", "home", "search", "events", "knowledge", "community"))
OLDEST_PYTHON = (3, 11)
LARGEST_PORT = 65_535
NO_NETWORK = (
    "dns error",
    "name resolution",
    "Name or service not known",
    "nodename nor servname",
    "NewConnectionError",
    "Network is unreachable",
    "tcp connect error",
    "error sending request",
    "Connection refused",
    "ConnectTimeoutError",
)


def main() -> int:
    """Do one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("run", "test", "environment", "reset"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="arguments for pytest")
    options = parser.parse_args()
    try:
        check_python()
        if options.command == "run":
            run()
        elif options.command == "test":
            test(options.rest)
        elif options.command == "environment":
            make_environment("dev.txt")
        else:
            reset()
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run() -> None:
    """Prepare what is not there yet and become the server."""
    host, port = address()
    check_port(host, port)
    say("Getting the knowledge network ready; the first time takes about a minute.", when=not PYTHON.exists())
    make_environment("base.txt")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kennisnetwerk.settings.development"
    STAMPS.mkdir(parents=True, exist_ok=True)
    compile_translations()
    prepare_database()
    collect_static_files()
    os.environ.update(LAUNCH_ADDRESS=f"http://{host}:{port}/", LAUNCH_ACCOUNTS=str(ACCOUNTS))
    command = [
        *(str(PYTHON), "-m", "gunicorn", "kennisnetwerk.wsgi"),
        *("--config", "site/kennisnetwerk/development_server.py"),
        *("--bind", f"{host}:{port}", "--pid", str(SERVER)),
    ]
    os.chdir(PROJECT_ROOT)
    os.execv(command[0], command)  # noqa: S606 - our own command, without a shell


def test(arguments: list[str]) -> None:
    """Prepare the development environment and become pytest."""
    make_environment("dev.txt")
    compile_translations()
    os.chdir(PROJECT_ROOT)
    command = [str(PYTHON), "-m", "pytest", *(arguments or ["-n", "auto"])]
    os.execv(command[0], command)  # noqa: S606 - our own command, without a shell


def reset() -> None:
    """Remove the database, uploads and everything else that the running site wrote."""
    if (pid := running_server()) is not None:
        raise Failure(f"The site is still running (process {pid}): stop it first.")
    if VAR_ROOT.exists() and not STAMPS.exists() and VAR_ROOT != PROJECT_ROOT / "var":
        raise Failure(f"{VAR_ROOT} was not made by `make run`, so it is left alone.")
    shutil.rmtree(VAR_ROOT, ignore_errors=True)
    say("Everything that was entered is gone; `make run` starts over.")
    say("The database at DATABASE_URL is left as it is: empty it yourself.", when="DATABASE_URL" in os.environ)


# The environment


def check_python() -> None:
    """Refuse a Python that is too old or cannot make environments, in one sentence."""
    if sys.version_info < OLDEST_PYTHON:
        raise Failure(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}.")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Failure("Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv")


def make_environment(lock: str) -> None:
    """Install a locked requirement file into .venv, which is made first where it is missing or damaged."""
    stamp = ENVIRONMENT / f"installed-{lock}"
    wanted = digest([REQUIREMENTS / lock], also=f"{sys.version_info[:2]} {ENVIRONMENT}")
    if holds(stamp, wanted) and PYTHON.exists():
        return
    log = ENVIRONMENT / "install.log"
    if not (ENVIRONMENT / "made").exists() or not PYTHON.exists():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        ENVIRONMENT.mkdir()
        run_step("Making a virtual environment", [sys.executable, "-m", "venv", str(ENVIRONMENT)], log=log)
        (ENVIRONMENT / "made").touch()
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON)]
    try:
        try:
            if importless("uv"):
                run_step("Installing the installer", [*pip, *hashed("installer.txt")], log=log)
            run_step("Installing packages", [*uv, *hashed(lock)], log=log)
        except Failure as failure:
            if has_no_network(failure.output):
                raise
            run_step("Installing packages with pip instead", [*pip, *hashed(lock)], log=log)
    except Failure as failure:
        if has_no_network(failure.output):
            raise Failure("The packages cannot be downloaded: is there a network connection?") from failure
        raise Failure(f"Installing the packages failed; the reason is in {log}.") from failure
    stamp.write_text(wanted)


def hashed(lock: str) -> tuple[str, ...]:
    """Arguments by which pip and uv install exactly what is locked."""
    return ("--require-hashes", "--requirement", str(REQUIREMENTS / lock))


def importless(module: str) -> bool:
    """Whether the environment lacks a module."""
    return not any(ENVIRONMENT.glob(f"lib/python*/site-packages/{module}/__init__.py"))


def has_no_network(output: str) -> bool:
    """Whether this is how pip or uv says that nothing can be reached."""
    return any(sign in output for sign in NO_NETWORK)


# The site


def compile_translations() -> None:
    """Make the .mo files that are missing or older than their .po."""
    stale = [po for po in LOCALE.rglob("*.po") if modified(po.with_suffix(".mo")) < modified(po)]
    if stale:
        command = [str(PYTHON), "site/locale/compile.py", *map(str, stale)]
        run_step("Compiling translations", command, cwd=PROJECT_ROOT)


def prepare_database() -> None:
    """Bring the tables up to date and load the demo the first time."""
    address_given = os.environ.get("DATABASE_URL", "")
    migrations = [file for folder in CODE for file in folder.rglob("migrations/*.py")]
    wanted = digest([*migrations, REQUIREMENTS / "base.txt"], also=address_given)
    is_new = not address_given and not DATABASE.exists()
    # Another database than our own file may have been emptied without our knowing.
    if is_new or address_given or not holds(STAMPS / "database", wanted):
        run_step("Making the database" if is_new else "Updating the database", manage("migrate", "-v0"), cwd=PROJECT_ROOT)
        (STAMPS / "database").write_text(wanted)
    demo = STAMPS / f"demo-{digest([], also=address_given)[:12]}"
    if is_new or not demo.exists():
        output = run_step("Loading the demo network", manage("load_demo"), cwd=PROJECT_ROOT)
        _progress, _found, accounts = output.partition("Demo accounts")
        ACCOUNTS.write_text(f"Demo accounts{accounts}")
        demo.touch()


def collect_static_files() -> None:
    """Put stylesheets, scripts and icons where the server finds them under their final names."""
    folders = [folder for top in CODE for folder in top.rglob("static") if folder.is_dir()]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    wanted = digest([*files, REQUIREMENTS / "base.txt"])
    if not holds(STAMPS / "static", wanted) or not (VAR_ROOT / "static").exists():
        run_step("Collecting static files", manage("collectstatic", "--noinput", "--clear", "-v0"), cwd=PROJECT_ROOT)
        (STAMPS / "static").write_text(wanted)


def manage(*arguments: str) -> list[str]:
    """A management command."""
    return [str(PYTHON), "manage.py", *arguments]


def address() -> tuple[str, int]:
    """Where to serve: HOST and PORT of the environment, by default this machine only, port 8000."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) <= LARGEST_PORT:
        raise Failure(f"PORT must be a number from 1 to {LARGEST_PORT}, and not {given!r}.")
    return os.environ.get("HOST") or "127.0.0.1", int(given)


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be had, before anything slow begins."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Failure(f"Port {port} is for administrators only; choose another: make run PORT=8001") from None
        except OSError as error:
            raise Failure(f"Port {port} on {host} cannot be had ({error.strerror}); try: make run PORT={port + 1}") from None


def running_server() -> int | None:
    """The process that serves from this folder, where there is one."""
    try:
        pid = int(SERVER.read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


# Stamps


def digest(files: Iterable[Path], *, also: str = "") -> str:
    """One digest of the names and contents of files, and of something more."""
    total = hashlib.sha256(also.encode())
    for file in sorted(files):
        total.update(str(file.relative_to(PROJECT_ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def holds(stamp: Path, wanted: str) -> bool:
    """Whether a step was done for exactly this."""
    return stamp.exists() and stamp.read_text() == wanted


def modified(file: Path) -> float:
    """When a file was last changed; 0 where it is missing."""
    return file.stat().st_mtime if file.exists() else 0.0


if __name__ == "__main__":
    sys.exit(main())
