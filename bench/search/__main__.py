"""Measure the search: `python -m bench.search quality`, or latency, rebuild, memory, nodes; each tells with --help.

Runs on a scratch copy of what the environment names: DATABASE_URL for the database, SEARCH_URL for a search server.
"""

import sys
from importlib import import_module

from bench.search.scratch import scratch_database

MEASUREMENTS = ("quality", "latency", "rebuild", "memory", "nodes")


def main() -> int:
    """Run one of the measurements; returns the exit code."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in MEASUREMENTS:
        print(__doc__)
        return 2
    with scratch_database():
        # Only now: the modules need Django, and Django the database.
        code: int = import_module(f"bench.search.{name}").main(sys.argv[2:])
    return code


if __name__ == "__main__":
    sys.exit(main())
