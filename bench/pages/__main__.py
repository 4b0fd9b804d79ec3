"""`python -m bench.pages`: queries, bytes and processor time of every type of page.

Every address is measured without the page cache and from it, with gunicorn's one worker serving each site in the same
way. Rounds go over all pages in turn, so that a busy moment of the machine hits everything; the median round counts.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.addresses import PAGE_TYPES, PageType
from bench.measured import COUNT_SQL, SQL_COUNT
from bench.pages.limits import Measured, missed
from bench.pages.weight import weigh
from bench.servers import EMPTY, OURS, Server
from bench.sites import demo_site, empty_site

WARM_UP = 5
MORE_FROM_CACHE = 15  # a page from the cache takes so little that it needs more requests to be measured


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", type=Path, help="a var folder with a demo network; it is copied, not written to")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=20, help="per page and round")
    parser.add_argument("--only", default="", help="page types whose name contains this")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a page misses one of the limits")
    options = parser.parse_args()
    chosen = [page_type for page_type in PAGE_TYPES if options.only in page_type.name]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours = demo_site(Path(folder) / "var", copy_of=options.var)
        empty = empty_site(Path(folder) / "empty")
        measured = measure(chosen, ours, empty, rounds=options.rounds, requests=options.requests)
    print_table(measured)
    limits = [line for page in measured for line in missed(page)]
    print("\nMissed:\n  " + "\n  ".join(limits) if limits else "\nEvery page keeps to its limits.")
    return 1 if limits and options.check else 0


def measure(
    chosen: list[PageType], ours: dict[str, str], empty: dict[str, str], *, rounds: int, requests: int
) -> list[Measured]:
    """All figures of these page types in both languages."""
    caches = {"memory": {"CACHE_URL": ""}}
    if os.environ.get("CACHE_URL"):
        caches["Redis"] = {"CACHE_URL": os.environ["CACHE_URL"]}
    with ExitStack() as stack:
        yardstick = stack.enter_context(Server(EMPTY, environment=empty))
        uncached = stack.enter_context(Server(OURS, environment={**ours, "CACHE_URL": "", "PAGE_CACHE": "off"}))
        kept = {
            where: stack.enter_context(Server(OURS, environment={**ours, **cache})) for where, cache in caches.items()
        }
        paths = [(page_type, path) for page_type in chosen for path in (page_type.nl, page_type.en)]
        weights = {path: weigh(uncached, path) for _type, path in paths}
        servers = {"empty": (yardstick, ["/"] * len(paths), requests)}
        addresses = [path for _type, path in paths]
        servers["uncached"] = (uncached, addresses, requests)
        servers.update({where: (server, addresses, requests * MORE_FROM_CACHE) for where, server in kept.items()})
        for server, to_ask, _requests in servers.values():
            for path in to_ask:
                server.cost(path, requests=WARM_UP)
        queries = {path: int(uncached.get(path, headers={COUNT_SQL: "1"}).headers[SQL_COUNT]) for path in addresses}
        costs: dict[tuple[str, str], list[float]] = {}
        for _round in range(rounds):
            print(".", end="", flush=True)
            for number, path in enumerate(addresses):
                for name, (server, to_ask, count) in servers.items():
                    costs.setdefault((name, path), []).append(server.cost(to_ask[number], requests=count))
        print()
    empty_page = median(cost for (name, _path), found in costs.items() if name == "empty" for cost in found)
    return [
        Measured(
            page_type=page_type,
            path=path,
            weight=weights[path],
            queries=queries[path],
            processor=median(costs["uncached", path]),
            empty=empty_page,
            cached={where: median(costs[where, path]) for where in kept},
        )
        for page_type, path in paths
    ]


def print_table(pages: list[Measured]) -> None:
    """One line per address."""
    caches = list(pages[0].cached)
    print(f"An empty Wagtail page takes {pages[0].empty:.2f} ms of processor time.\n")
    heads = "".join(f"{'kept in ' + where:>16}" for where in caches)
    print(f"{'address':58}{'SQL':>4}{'HTML':>8}{'wire':>8}{'fonts':>8}{'ms':>8}{'ratio':>8}{heads}")
    for page in pages:
        weight = page.weight
        cached = "".join(f"{page.cached[where] / page.empty:>16.3f}" for where in caches)
        print(
            f"{page.path:58}{page.queries:>4}{weight.html:>8}{weight.wire:>8}{weight.fonts:>8}"
            f"{page.processor:>8.2f}{page.ratio:>8.2f}{cached}"
        )


if __name__ == "__main__":
    sys.exit(main())
