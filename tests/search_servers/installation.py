"""What the search servers need: a JDK, and for each kind its jars and the class that starts it.

The jars are fetched once, with Maven, into the project's folder for what is made; many processes may ask at the same
time. A change of a pom.xml or a Launcher.java makes a new installation.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
VAR = SOURCES.parents[1] / "var" / "search-servers"
KINDS = ELASTICSEARCH, OPENSEARCH = "elasticsearch", "opensearch"
OLDEST_JDK = 21
NETTY = "transport-netty4"  # the one module of Elasticsearch that is published as a jar
FETCHED_WITHIN = 900.0  # seconds


class InstallationError(RuntimeError):
    """Search servers cannot be started here; the message is one sentence with the reason."""


@cache
def why_not() -> str:
    """The reason why search servers cannot be started here, in one sentence; "" when they can.

    The first time on a machine this fetches what they need, about 115 MB.
    """
    try:
        for kind in KINDS:
            installed(kind)
    except InstallationError as error:
        return str(error)
    return ""


@cache
def jdk() -> Path | None:
    """The home folder of the JDK to use: the one of JAVA_HOME when it is new enough, else the newest of the system."""
    chosen = os.environ.get("JAVA_HOME")
    if chosen and jdk_version(Path(chosen)) >= OLDEST_JDK:
        return Path(chosen)
    versions = {home: jdk_version(home) for home in sorted(Path("/usr/lib/jvm").glob("*"))}
    newest = max(versions, key=lambda home: versions[home], default=None)
    return newest if newest and versions[newest] >= OLDEST_JDK else None


def jdk_version(home: Path) -> int:
    """The major version that a JDK says it has; 0 when this is none."""
    if not (home / "bin" / "javac").is_file():
        return 0
    try:
        said = subprocess.run(
            [home / "bin" / "java", "-version"], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.search(r'version "(\d+)', said.stderr)
    return int(version[1]) if version else 0


def java() -> str:
    """The program that runs a server. Raises InstallationError without a JDK."""
    return str(_jdk() / "bin" / "java")


@cache
def installed(kind: str) -> Path:
    """The folder with lib/ and classes/ (for Elasticsearch modules/ too), made when it is not there yet.

    Raises InstallationError.
    """
    digest = hashlib.sha256()
    for source in ("pom.xml", "Launcher.java"):
        digest.update((SOURCES / kind / source).read_bytes())
    home = VAR / "installed" / f"{kind}-{digest.hexdigest()[:12]}"
    _jdk()
    asked = time.time()
    home.parent.mkdir(parents=True, exist_ok=True)
    failure = home.with_suffix(".failed")
    with locked("installing"):
        if home.is_dir():
            return home
        if failure.is_file() and failure.stat().st_mtime > asked:
            # Whoever held the lock before us tried the same just now.
            raise InstallationError(failure.read_text())
        try:
            _install(kind, home)
        except InstallationError as error:
            failure.write_text(str(error))
            raise
        failure.unlink(missing_ok=True)
    return home


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one process at a time in."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _jdk() -> Path:
    home = jdk()
    if not Path("/proc/self").exists():
        raise InstallationError("Search servers are started on Linux only.")
    if home is None:
        raise InstallationError(f"There is no JDK of {OLDEST_JDK} or newer at JAVA_HOME or under /usr/lib/jvm.")
    return home


def _install(kind: str, home: Path) -> None:
    half = home.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    lib, pom = half / "lib", SOURCES / kind / "pom.xml"
    maven = shutil.which("mvn")
    if maven is None:
        raise InstallationError("There is no Maven (mvn) to fetch the jars of the search servers with.")
    fetch = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    _run([*fetch, f"-DoutputDirectory={lib}"], f"Maven cannot fetch the jars of {kind}")
    compile_launcher = [str(_jdk() / "bin" / "javac"), "-proc:none", "-d", str(half / "classes"), "-cp", f"{lib}/*"]
    _run([*compile_launcher, str(SOURCES / kind / "Launcher.java")], f"The launcher of {kind} cannot be compiled")
    if kind == ELASTICSEARCH:
        _make_module(lib, half)
    half.rename(home)


def _run(command: list[str], failure: str) -> None:
    """Run a program. Raises InstallationError with the first line that tells of an error."""
    try:
        subprocess.run(
            command,
            check=True,
            timeout=FETCHED_WITHIN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "JAVA_HOME": str(_jdk())},
        )
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stdout.splitlines() if "error" in line.casefold()]
        raise InstallationError(f"{failure}: {lines[0] if lines else 'it does not say why'}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallationError(f"{failure}: {error}") from error


def _make_module(lib: Path, home: Path) -> None:
    """Put the network module where Elasticsearch looks for modules; on the class path as well, it would not load."""
    module = home / "modules" / NETTY
    module.mkdir(parents=True)
    (home / "plugins").mkdir()
    for jar in [*lib.glob("netty-*.jar"), *lib.glob(f"{NETTY}-*.jar")]:
        jar.rename(module / jar.name)
    with zipfile.ZipFile(next(module.glob(f"{NETTY}-*.jar"))) as archive:
        descriptor = archive.read(f"META-INF/es-plugins/{NETTY}/plugin-descriptor.properties").decode()
    # With a name it would be loaded as a Java module, and look for Elasticsearch's own among the Java modules.
    lines = [line for line in descriptor.splitlines() if not line.startswith("modulename=")]
    (module / "plugin-descriptor.properties").write_text("\n".join(lines) + "\n")
