"""Memory that lasts until something public changes."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from foundation import generation
from foundation.generation import (
    MOST_REMEMBERED,
    GenerationMemory,
    generation_of_request,
    next_generation,
    per_generation,
    per_generation_in_turn,
    read_generation,
)
from kennisnetwerk.settings.environment import PROJECT_ROOT

pytestmark = pytest.mark.django_db


def test_answer_is_remembered_until_the_next_generation() -> None:
    """By its arguments."""
    asked = []

    @per_generation
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(1), double(1), double(2)] == [2, 2, 4]
    next_generation()
    assert double(1) == 2
    assert asked == [1, 2, 1]


def test_request_keeps_the_generation_it_began_with() -> None:
    """A publish during a request changes nothing for that request."""
    answers = iter("ab")
    remembering = per_generation(lambda: next(answers))
    with generation_of_request():
        first = remembering()
        next_generation()
        assert remembering() == first == "a"
    assert remembering() == "b"


def test_old_answer_that_comes_late_is_not_remembered_for_the_new_generation() -> None:
    """Two threads under two stamps: the slow one of before the publish does not overwrite what the new one knows."""
    memory: GenerationMemory[str] = GenerationMemory()
    began, published = threading.Event(), threading.Event()

    def slow() -> str:
        began.set()
        assert published.wait(10)
        return "oud"

    def visit() -> None:
        generation._of_this_request.set(1)
        memory.get("key", slow)

    visitor = threading.Thread(target=visit)
    visitor.start()
    assert began.wait(10)
    assert memory.get("other", lambda: "nieuw") == "nieuw"
    published.set()
    visitor.join()
    assert memory.get("key", lambda: "nieuw") == "nieuw"


def test_visitors_cannot_fill_the_memory() -> None:
    """What is remembered by address is bounded."""
    memory: GenerationMemory[int] = GenerationMemory()
    for number in range(MOST_REMEMBERED + 10):
        memory.get(number, lambda: 1)
    assert len(memory._state[1]) <= MOST_REMEMBERED


@pytest.mark.django_db(transaction=True)
def test_other_process_reads_the_new_stamp() -> None:
    """A publish in another process (the admin in another worker, a command) is seen here."""
    before = read_generation()
    code = "import django; django.setup(); from foundation.generation import next_generation; next_generation()"
    name = connection.settings_dict["NAME"]
    address = f"sqlite:///{name}" if connection.vendor == "sqlite" else postgres_address()
    connection.close()
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PYTHONPATH": os.pathsep.join(str(Path(PROJECT_ROOT, part)) for part in ("", "site")),
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert read_generation() != before


def postgres_address() -> str:
    """The present database as an address."""
    known = connection.settings_dict
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@pytest.mark.parametrize(("remember", "made"), [(per_generation_in_turn, 1), (per_generation, 3)])
def test_what_takes_long_is_made_once_for_all_threads(remember: Any, made: int) -> None:
    """In turn; without, each thread makes it: the control."""
    started = []
    together = threading.Barrier(3)

    @remember
    def slow() -> int:
        started.append(1)
        time.sleep(0.2)
        return len(started)

    def ask() -> None:
        generation._of_this_request.set(1)
        together.wait(5)
        slow()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(started) == made
