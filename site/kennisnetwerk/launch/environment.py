"""The virtual environment: made once, brought up to date when a lock changed."""

import importlib.util
import os
import shutil
import sys

from kennisnetwerk.launch.stamps import ENVIRONMENT, PROJECT_ROOT, PYTHON, REQUIREMENTS, digest, holds, put
from kennisnetwerk.launch.steps import Failure, run_step

LOG = ENVIRONMENT / "install.log"
PIP = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1")
UV = (str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON))
# Services beside the site, of which the drivers are not in base.txt.
OTHER_SERVICES = ("DATABASE_URL", "CACHE_URL", "SEARCH_URL")
# How pip and uv say that they reach nobody.
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


def lock_for_running() -> str:
    """What the site needs to run: with the drivers of other services where one of them is asked for."""
    return "production.txt" if any(os.environ.get(name) for name in OTHER_SERVICES) else "base.txt"


def make_environment(lock: str) -> None:
    """Install a locked requirement file (`base.txt`) into .venv. Raises Failure with one sentence."""
    stamp = ENVIRONMENT / f"installed-{lock}"
    of_this_python = f"{sys.version_info.major}.{sys.version_info.minor} {ENVIRONMENT}"
    wanted = digest([REQUIREMENTS / lock], also=of_this_python)
    if PYTHON.exists() and holds(stamp, wanted):
        return
    made = ENVIRONMENT / "made"
    if not (PYTHON.exists() and holds(made, of_this_python)):
        make_empty_environment()
        put(made, of_this_python)
    try:
        install(lock)
    except Failure as failure:
        if has_no_network(failure.output):
            raise Failure("The packages cannot be downloaded: is there a network connection?") from failure
        raise Failure(f"Installing the packages failed; the reason is at the end of {LOG}") from failure
    put(stamp, wanted)


def make_empty_environment() -> None:
    """A new .venv with nothing but pip. Raises Failure where Python lacks what makes one."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Failure("Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run_step("Making a virtual environment", [sys.executable, "-m", "venv", str(ENVIRONMENT)], folder=PROJECT_ROOT)


def install(lock: str) -> None:
    """Exactly what is locked, with uv, and where uv does not work with pip. Raises Failure."""
    try:
        if not any(ENVIRONMENT.glob("lib/python*/site-packages/uv/__init__.py")):
            run_step("Installing the installer", [*PIP, *hashed("installer.txt")], folder=PROJECT_ROOT, log=LOG)
        run_step("Installing packages", [*UV, *hashed(lock)], folder=PROJECT_ROOT, log=LOG)
    except Failure as failure:
        if has_no_network(failure.output):
            raise
        run_step("Installing packages with pip instead", [*PIP, *hashed(lock)], folder=PROJECT_ROOT, log=LOG)


def hashed(lock: str) -> tuple[str, ...]:
    """Arguments by which pip and uv install nothing but what is locked."""
    return ("--require-hashes", "--requirement", str(REQUIREMENTS / lock))


def has_no_network(output: str) -> bool:
    """Whether this is what pip or uv writes when nothing can be reached."""
    return any(sign in output for sign in NO_NETWORK)
