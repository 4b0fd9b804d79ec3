"""`python -m bench.hotspots /address/ --var var`: where the processor time of one page goes."""

import argparse
import cProfile
import os
import pstats
import sys
from pathlib import Path

from bench.servers import OURS, PROJECT_ROOT

WARM_UP = 3


def main() -> int:
    """Ask for the page many times in this process and print the costliest functions; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--var", type=Path, default=PROJECT_ROOT / "var", help="a var folder with a demo network")
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--lines", type=int, default=25)
    parser.add_argument("--sort", default="cumulative", choices=("cumulative", "tottime"))
    options = parser.parse_args()
    sys.path.insert(0, str(PROJECT_ROOT / "site"))
    os.environ.update(DJANGO_SETTINGS_MODULE=OURS, PAGE_CACHE="off", VAR_ROOT=str(options.var.resolve()))
    import django  # noqa: PLC0415 - needs the environment set above
    from django.test import Client  # noqa: PLC0415 - as above

    django.setup()
    client = Client(headers={"accept-encoding": "gzip"})
    for _number in range(WARM_UP):
        answer = client.get(options.path)
    print(f"{options.path} answers {answer.status_code}; {options.requests} requests")
    with cProfile.Profile() as profile:
        for _number in range(options.requests):
            client.get(options.path)
    pstats.Stats(profile).sort_stats(options.sort).print_stats(options.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
