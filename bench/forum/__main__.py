"""`python -m bench.forum`: what the pages of the forum cost, small and large, and what posting to 500 followers does.

Three servers side by side, as in bench.pages: an empty Wagtail, a forum with few posts and one with many, without the
page cache. Processor time is that of a series of requests, for each server in turn, as bench.pages takes it; for the
times until an answer, requests go to the two forums in turn, so that a busy moment hits both. With --check the exit
code is 1 when a target is missed. Works on SQLite, and on the PostgreSQL server of DATABASE_URL.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.forum.limits import PAGES, Figures, Page, missed
from bench.forum.posting import measure_posting
from bench.forum.sites import Site, forum_of
from bench.measured import COUNT_SQL, SQL_COUNT
from bench.pages.weight import plain
from bench.servers import EMPTY, OURS, Server
from bench.sites import empty_site

FEW, MANY = 10_000, 1_000_000
POSTS_PER_TOPIC = MANY / 60_000
WARM_UP = 40


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=FEW, help="posts of the small forum")
    parser.add_argument("--many", type=int, default=MANY, help="posts of the large forum")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=60, help="per page and round")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-forum-") as name, ExitStack() as stack:
        folder = Path(name)
        sites = [
            stack.enter_context(forum_of(folder / size, posts=posts, topics=round(posts / POSTS_PER_TOPIC)))
            for size, posts in (("few", options.few), ("many", options.many))
        ]
        empty = empty_site(folder / "empty")
        failed = measure_pages(sites, empty, rounds=options.rounds, requests=options.requests)
        failed += measure_posting(sites[-1], folder)
    print("\nMissed:\n  " + "\n  ".join(failed) if failed else "\nThe forum keeps to its targets.")
    return 1 if failed and options.check else 0


def measure_pages(sites: list[Site], empty: dict[str, str], *, rounds: int, requests: int) -> list[str]:
    """Print a line for each page; returns which limits were missed."""
    failed = []
    with ExitStack() as stack:
        yardstick = stack.enter_context(Server(EMPTY, environment=empty))
        servers = [stack.enter_context(Server(OURS, environment=site.environment)) for site in sites]
        print(f"{'':28}{'times empty':>14}{'queries':>10}{'bytes':>9}{'p95 few':>10}{'p95 many':>10}{'times':>7}")
        for page in PAGES:
            asked = [request_of(page, site) for site in sites]
            for server, (path, headers) in zip(servers, asked, strict=True):
                answer = server.get(path, headers=headers)
                if answer.status != 200:  # noqa: PLR2004 - OK
                    raise SystemExit(f"{path} answers {answer.status}")
                server.cost(path, requests=WARM_UP, headers=headers)
            yardstick.cost("/", requests=WARM_UP)
            figures, empty_cost, times = rounds_of(yardstick, servers, asked, rounds=rounds, requests=requests)
            few, many = figures
            ratios = f"{few.cost / empty_cost:7.2f}{many.cost / empty_cost:7.2f}"
            counts = f"{few.queries:5}{many.queries:5}{many.size:9}"
            print(f"{page.name:28}{ratios}{counts}{few.p95:10.1f}{many.p95:10.1f}{times:7.2f}", flush=True)
            failed += missed(page, few, many, empty=empty_cost, times_slower=times)
    return failed


def request_of(page: Page, site: Site) -> tuple[str, dict[str, str]]:
    """The address of a page and the headers to ask for it with."""
    return str(site.told[page.address]), {"Cookie": str(site.told["cookie"])} if page.signed_in else {}


def rounds_of(
    yardstick: Server, servers: list[Server], asked: list[tuple[str, dict[str, str]]], *, rounds: int, requests: int
) -> tuple[list[Figures], float, float]:
    """The figures of each site, the cost of an empty page, and how many times as slow the last site is; medians."""
    empty: list[float] = []
    times: list[float] = []
    costs: list[list[float]] = [[] for _server in servers]
    slow: list[list[float]] = [[] for _server in servers]
    for _round in range(rounds):
        empty.append(yardstick.cost("/", requests=requests))
        for place, (server, (path, headers)) in enumerate(zip(servers, asked, strict=True)):
            costs[place].append(server.cost(path, requests=requests, headers=headers))
        taken: list[list[float]] = [[] for _server in servers]
        for _number in range(requests):
            for place, (server, (path, headers)) in enumerate(zip(servers, asked, strict=True)):
                started = time.perf_counter()
                server.get(path, headers=headers)
                taken[place].append((time.perf_counter() - started) * 1000)
        for place in range(len(servers)):
            slow[place].append(sorted(taken[place])[int(requests * 0.95)])
        times.append(slow[-1][-1] / slow[0][-1])
    figures = []
    for place, (server, (path, headers)) in enumerate(zip(servers, asked, strict=True)):
        answer = server.get(path, headers={**headers, COUNT_SQL: "1"})
        queries, size = int(answer.headers[SQL_COUNT]), len(plain(answer))
        figures.append(Figures(median(costs[place]), median(slow[place]), queries, size))
    return figures, median(empty), median(times)


if __name__ == "__main__":
    sys.exit(main())
