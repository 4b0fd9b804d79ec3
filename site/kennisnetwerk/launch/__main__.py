"""The commands: `python3 -m kennisnetwerk.launch run|test|environment|reset`."""

import argparse
import os
import shutil
import socket
import sys

from kennisnetwerk.launch.environment import lock_for_running, make_environment
from kennisnetwerk.launch.preparation import ACCOUNTS, compile_translations, prepare_database, static_files_collected
from kennisnetwerk.launch.stamps import ENVIRONMENT, PROJECT_ROOT, PYTHON, STAMPS, VAR_ROOT
from kennisnetwerk.launch.steps import Failure, say, stop

SERVER = STAMPS / "server.pid"
LARGEST_PORT = 65_535
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - only when HOST says so
INTERRUPTED = 130  # what shells report after Ctrl-C


def main() -> int:
    """Do one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="launch", description=__doc__)
    parser.add_argument("command", choices=("run", "test", "environment", "reset"))
    parser.add_argument("pytest", nargs=argparse.REMAINDER, help="arguments of pytest")
    options = parser.parse_args()
    # Only this module needed it, to be found; no command that is started from here does.
    os.environ.pop("PYTHONPATH", None)
    os.chdir(PROJECT_ROOT)
    try:
        if options.command == "run":
            run()
        elif options.command == "test":
            test(options.pytest)
        elif options.command == "environment":
            make_environment("dev.txt")
        else:
            reset()
    except Failure as failure:
        return stop(str(failure))
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def run() -> None:
    """Prepare what is not there yet, and become the server."""
    host, port = address()
    check_port(host, port)
    if not ENVIRONMENT.exists():
        say("Getting the knowledge network ready. The first time takes a minute or two.")
    make_environment(lock_for_running())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennisnetwerk.settings.development")
    compile_translations()
    with static_files_collected():
        prepare_database()
    os.environ.update(
        LAUNCH_ADDRESS=f"http://{'localhost' if host == EVERY_ADDRESS else host}:{port}/", LAUNCH_ACCOUNTS=str(ACCOUNTS)
    )
    become(
        *("gunicorn", "kennisnetwerk.wsgi", "--config", "site/kennisnetwerk/development_server.py"),
        *("--bind", f"{host}:{port}", "--pid", str(SERVER)),
    )


def test(arguments: list[str]) -> None:
    """Prepare the development environment, and become pytest."""
    make_environment("dev.txt")
    compile_translations()
    become("pytest", *(arguments or ("-n", "auto")))


def become(module: str, *arguments: str) -> None:
    """Replace this process by a module of the environment, so that signals and exit codes are that module's own."""
    sys.stdout.flush()
    command = [str(PYTHON), "-m", module, *arguments]
    os.execv(command[0], command)  # noqa: S606 - our own command, without a shell


def reset() -> None:
    """Remove the database, the uploads and everything else that the running site wrote. Raises Failure."""
    if (pid := running_server()) is not None:
        raise Failure(f"The site is still running (process {pid}): stop it first.")
    if VAR_ROOT.exists() and VAR_ROOT != PROJECT_ROOT / "var" and not STAMPS.exists():
        raise Failure(f"{VAR_ROOT} was not made by `make run`, so it is left alone.")
    shutil.rmtree(VAR_ROOT, ignore_errors=True)
    say("Everything that was entered is gone; `make run` starts over.")
    if "DATABASE_URL" in os.environ:
        say("The database at DATABASE_URL is left as it is: empty it yourself.")


def address() -> tuple[str, int]:
    """Where to serve: HOST and PORT of the environment, by default this machine only, port 8000. Raises Failure."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) <= LARGEST_PORT:
        raise Failure(f"PORT must be a number from 1 to {LARGEST_PORT}, and not {given!r}.")
    return os.environ.get("HOST") or "127.0.0.1", int(given)


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be had, before anything slow begins. Raises Failure."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Failure(f"Port {port} is for administrators only; choose another: make run PORT=8000") from None
        except OSError as error:
            why = error.strerror or "not an address of this machine"
            raise Failure(
                f"Port {port} on {host} cannot be had ({why}); choose another: make run PORT={port + 1}"
            ) from None


def running_server() -> int | None:
    """The process that serves from this folder, where there is one."""
    try:
        pid = int(SERVER.read_text(encoding="utf-8"))
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


if __name__ == "__main__":
    sys.exit(main())
