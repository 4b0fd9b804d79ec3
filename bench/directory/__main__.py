"""`python -m bench.directory`: the directory with 20,000 initiatives beside the same with 200, page by page.

Runs on a scratch copy of what DATABASE_URL names. Each page is made anew, without the page cache, after a first round;
times are those of the quietest of a few batches, in units of a fixed piece of work that is done before each page, since
machines are not as fast at one moment as at another. With --check the exit code is 1 when a limit is passed.
"""

import argparse
import gzip
import sys
import time
from dataclasses import dataclass
from typing import Any

from bench.search.scratch import scratch_database

FEW, MANY = 200, 20_000
MOST_QUERIES, MOST_TIMES_SLOWER = 15, 1.5
LARGEST_MAP = 300_000  # bytes over the wire
BATCHES, ROUNDS = 5, 40
WORK = 4000  # numbers to write and sort
LIST, MAP = "/initiatieven/", "/map/initiatives.json"
START = "/initiatief/aanmelden/"
PAGES = {
    "first page": "",
    "theme": "?thema=thema-3",
    "municipality": "?gemeente=woerden",
    "phase": "?fase=opstart",
    "looks for": "?zoekt=geld",
    "offers": "?biedt=ruimte",
    "tag": "?trefwoord=trefwoord-7",
    "words": "?zoek=dorpshuis",
    "words, common": "?zoek=e",
    "within 5 km": "?bij=3511&straal=5",
    "within 50 km": "?bij=3511&straal=50",
    "newest first": "?volgorde=nieuw",
    "all at once": "?thema=thema-3&zoekt=alles&bij=Woerden&straal=50&zoek=a",
}


# Whether an initiative exists already, for somebody who wants to start one.
NAMES = {
    "names, one like it": "?naam=Voedselbos+polder",
    "names, common": "?naam=Dorpshuis+Woerden",
    "names, near": "?naam=Dorpshuis+Woerden&gemeente={municipality}",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one page took."""

    queries: int
    # In units of the fixed piece of work.
    median: float
    p95: float


def measure(address: str, *, client: Any = None) -> Figure:
    """Ask for a page again and again, as a visitor or as who is signed in to this client."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = client or Client()
    for _round in range(3):
        if client.get(address).status_code != 200:  # noqa: PLR2004 - OK
            raise SystemExit(f"{address} does not answer")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    batches = []
    for _batch in range(BATCHES):
        taken = []
        for _round in range(ROUNDS):
            unit = fixed_work()
            started = time.perf_counter()
            client.get(address)
            taken.append((time.perf_counter() - started) / unit)
        taken.sort()
        batches.append(Figure(queries, taken[ROUNDS // 2], taken[int(ROUNDS * 0.95)]))
    return min(batches, key=lambda figure: figure.p95)


def fixed_work() -> float:
    """Seconds that always the same work takes now: the fastest of three times."""
    taken = []
    for _time in range(3):
        started = time.perf_counter()
        sorted(str(number * 7919 % 10_007) for number in range(WORK))
        taken.append(time.perf_counter() - started)
    return min(taken)


def first_after_a_change() -> float:
    """Milliseconds of the first page after something was published: the table is made then."""
    from django.test import Client  # noqa: PLC0415 - as above

    from foundation.generation import next_generation  # noqa: PLC0415

    client = Client()
    taken = []
    for _round in range(5):
        next_generation()
        started = time.perf_counter()
        client.get(LIST)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)[2]


def map_size() -> int:
    """Bytes of the map's data as they go over the wire."""
    from django.test import Client  # noqa: PLC0415 - as above

    response = Client().get(MAP, headers={"accept-encoding": "gzip"})
    content = response.content
    return len(content if response.get("Content-Encoding") == "gzip" else gzip.compress(content, 6))


def figures(number: int) -> dict[str, Figure]:
    """All pages with so many initiatives."""
    from bench.directory.collection import grow_to  # noqa: PLC0415 - Django must be set up

    started = time.perf_counter()
    grow_to(number)
    print(f"{number} initiatives made in {time.perf_counter() - started:.0f} s", flush=True)
    measured = {name: measure(f"{LIST}{query}") for name, query in PAGES.items()} | names_figures()
    print(f"   first page after a change: {first_after_a_change():.0f} ms")
    return measured


def names_figures() -> dict[str, Figure]:
    """Looking for names like one, as a member."""
    from django.test import Client  # noqa: PLC0415 - Django must be set up

    from bench.directory.collection import LARGE_TOWN  # noqa: PLC0415 - as above
    from community.members.models import User  # noqa: PLC0415 - as above
    from community.places.models import Municipality  # noqa: PLC0415 - as above

    member, _made = User.objects.get_or_create(email="meter@bench.example")
    client = Client()
    client.force_login(member)
    pk = Municipality.objects.get(slug=LARGE_TOWN).pk
    return {name: measure(f"{START}{query.format(municipality=pk)}", client=client) for name, query in NAMES.items()}


def compare(few: dict[str, Figure], many: dict[str, Figure]) -> list[str]:
    """Print all figures; returns which limits were passed."""
    passed = []
    print(f"{'':19}{'queries':>8}{'median':>9}{'p95':>8}{'median':>9}{'p95':>8}{'times':>8}")
    for name, one in few.items():
        other = many[name]
        times = other.p95 / one.p95
        print(
            f"{name:19}{other.queries:8}{one.median:9.1f}{one.p95:8.1f}{other.median:9.1f}{other.p95:8.1f}{times:8.2f}"
        )
        if other.queries > MOST_QUERIES:
            passed.append(f"{name}: {other.queries} queries, at most {MOST_QUERIES}")
        if times > MOST_TIMES_SLOWER:
            passed.append(f"{name}: {times:.2f} times as slow, at most {MOST_TIMES_SLOWER}")
    return passed


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="bench.directory", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 when a limit is passed")
    options = parser.parse_args()
    with scratch_database():
        from django.conf import settings  # noqa: PLC0415 - Django must be set up
        from django.core.management import call_command  # noqa: PLC0415

        settings.PAGE_CACHE = False
        call_command("collectstatic", interactive=False, verbosity=0)
        few, many = figures(FEW), figures(MANY)
        passed = compare(few, many)
        size = map_size()
        print(f"map: {size / 1000:.0f} kB over the wire")
        if size > LARGEST_MAP:
            passed.append(f"map: {size} bytes, at most {LARGEST_MAP}")
    for line in passed:
        print(line)
    return 1 if options.check and passed else 0


if __name__ == "__main__":
    sys.exit(main())
