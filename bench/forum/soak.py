"""`python -m bench.forum.soak`: many read and some write at once, for minutes, and everything must be there after it.

A server with two workers and `manage.py db_worker` run beside each other, on a file of SQLite or on the PostgreSQL
server of DATABASE_URL. Afterwards every answer must stand there once, and the forum count right. The exit code is 1
when an answer failed, was lost or stands there twice, or when something counts wrong.
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.forum.posting import FOUND
from bench.forum.sites import Site, environment_of, forum_of, run
from bench.forum.soaked import OUT, TEXTS
from bench.forum.visitors import Visitor
from bench.servers import OURS, PROJECT_ROOT, Server

OK = 200
PAUSE, PAUSE_OF_WRITER = 1.0, 1.5  # seconds between two pages of one reader, and two answers of one writer, on average
PAGES = ("overview", "forum", "topics", "unanswered", "topic", "long_topic")
POSTS, TOPICS = 20_000, 1_200


@dataclass(slots=True)
class Seen:
    """What all of them saw: seconds that pages and answers took, what went wrong, and what was written."""

    reading: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def main() -> int:
    """Let them read and write, then look; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=5)
    options = parser.parse_args()
    seen = Seen()
    with tempfile.TemporaryDirectory(prefix="bench-forum-") as name:
        folder = Path(name)
        with forum_of(folder / "soaked", posts=POSTS, topics=TOPICS) as site:
            environment = {**site.environment, "BACKGROUND_WORKER": "yes"}
            with worker(environment), Server(OURS, environment=environment, workers=2) as server:
                everybody_at_once(server.port, site, seen, options)
            return tell(seen, environment, folder)


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    """`manage.py db_worker` beside the server."""
    command = [sys.executable, "-m", "django", "db_worker"]
    with subprocess.Popen(
        command, cwd=PROJECT_ROOT, env=environment_of(environment), stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def everybody_at_once(port: int, site: Site, seen: Seen, options: argparse.Namespace) -> None:
    """Let all read and write until the time is over."""
    until = time.monotonic() + options.minutes * 60
    cookies = site.told["writers"]
    people = [
        threading.Thread(
            target=read, args=(port, site, seen, until, cookies[number % len(cookies)] if number % 2 else "")
        )
        for number in range(options.readers)
    ]
    people += [
        threading.Thread(target=write, args=(port, site, seen, until, cookies[number]))
        for number in range(options.writers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()


def read(port: int, site: Site, seen: Seen, until: float, cookie: str) -> None:
    """Read one page after the other."""
    chance = random.Random(cookie or threading.get_ident())  # noqa: S311 - no secret
    reader = Visitor(port, cookie=cookie)
    time.sleep(chance.uniform(0, PAUSE))
    while time.monotonic() < until:
        path = site.told[chance.choice(PAGES)]
        started = time.perf_counter()
        try:
            status = reader.get(path).status
        except (OSError, http.client.HTTPException) as error:
            status, path = 0, f"{path}: {error!r}"
        seen.reading.append(time.perf_counter() - started)
        if status != OK:
            seen.errors.append(f"{status} {path}")
        time.sleep(chance.uniform(0, 2 * PAUSE))


def write(port: int, site: Site, seen: Seen, until: float, cookie: str) -> None:
    """Answer again and again; each third time as a browser does that sends the form twice."""
    chance = random.Random(cookie)  # noqa: S311 - no secret
    writer = Visitor(port, cookie=cookie, csrf_cookie=site.told["csrf_cookie"])
    number = 0
    while time.monotonic() < until:
        number += 1
        key = str(uuid.uuid4())
        fields = {"text": f"Bij ons is het sleutel {key}.", "form_key": key}
        for _again in range(2 if number % 3 == 0 else 1):
            started = time.perf_counter()
            try:
                status = writer.post(site.told["answer"], fields).status
            except (OSError, http.client.HTTPException) as error:
                status = 0
                seen.errors.append(f"answering: {error!r}")
            seen.writing.append(time.perf_counter() - started)
            if status not in (0, FOUND):
                seen.errors.append(f"{status} answering")
        seen.texts.append(key)
        time.sleep(chance.uniform(0, 2 * PAUSE_OF_WRITER))


def tell(seen: Seen, environment: dict[str, str], folder: Path) -> int:
    """Print what was seen and what is there now; returns the exit code."""
    texts, out = folder / "texts.json", folder / "soaked.json"
    texts.write_text(json.dumps(seen.texts), encoding="utf-8")
    run("bench.forum.soaked", environment={**environment, TEXTS: str(texts), OUT: str(out)})
    found = json.loads(out.read_text(encoding="utf-8"))
    for name, taken in (("pages", seen.reading), ("answers", seen.writing)):
        taken.sort()
        median, p95 = (taken[int(len(taken) * share)] * 1000 for share in (0.5, 0.95))
        print(f"{len(taken)} {name}: median {median:.0f} ms, p95 {p95:.0f} ms, longest {taken[-1] * 1000:.0f} ms")
    print(f"{len(seen.texts)} texts written: {found['lost']} lost, {found['doubled']} twice")
    print(f"{len(seen.errors)} errors; {found['drifts']} counts wrong")
    for error in seen.errors[:20]:
        print(f"  {error}")
    return 1 if seen.errors or found["lost"] or found["doubled"] or found["drifts"] else 0


if __name__ == "__main__":
    sys.exit(main())
