"""Doing things at the same moment, each on a thread and a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

# SQLite lets one transaction write after another anyway, so without our locks nothing goes wrong there.
needs_postgresql = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each of them returned, or the exception it ended with, in their order."""
    results: list[Any] = [None] * len(works)
    ready = threading.Barrier(len(works))

    def one(number: int, work: Callable[[], Any]) -> None:
        try:
            ready.wait(10)
            results[number] = work()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
