"""`python -m bench.hotspots /address/`: where the processor time of one page goes."""

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
from pathlib import Path

from bench.servers import OURS, PROJECT_ROOT
from bench.sites import demo_site

WARM_UP = 3


def main() -> int:
    """Ask for the page many times in this process and print the costliest functions; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--var", type=Path, help="a var folder with a demo network; it is copied, not written to")
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--lines", type=int, default=25)
    parser.add_argument("--sort", default="cumulative", choices=("cumulative", "tottime"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ.update(demo_site(Path(folder) / "var", copy_of=options.var))
        profile = profiled(options.path, requests=options.requests)
    pstats.Stats(profile).sort_stats(options.sort).print_stats(options.lines)
    return 0


def profiled(path: str, *, requests: int) -> cProfile.Profile:
    """What this many requests for an address cost in this process."""
    sys.path.insert(0, str(PROJECT_ROOT / "site"))
    os.environ.update(DJANGO_SETTINGS_MODULE=OURS, PAGE_CACHE="off")
    import django  # noqa: PLC0415 - needs the environment set above
    from django.test import Client  # noqa: PLC0415 - as above

    django.setup()
    client = Client(headers={"accept-encoding": "gzip"})
    for _number in range(WARM_UP):
        answer = client.get(path)
    print(f"{path} answers {answer.status_code}; {requests} requests")
    with cProfile.Profile() as profile:
        for _number in range(requests):
            client.get(path)
    return profile


if __name__ == "__main__":
    sys.exit(main())
