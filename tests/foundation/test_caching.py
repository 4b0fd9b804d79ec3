"""The cache that all processes share."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

from foundation.caching import MemoryCache, SharedCache
from foundation.models.shared_cache import SharedCacheEntry

KEY = "allauth:rl:test"
TOGETHER = 8


@pytest.mark.django_db
def test_keys_of_attempts_are_in_the_database_and_others_in_memory() -> None:
    one, another = MemoryCache("one", {}), MemoryCache("another", {})
    for key in (KEY, "page:1"):
        one.set(key, [1], 60)
    assert [another.get(KEY), another.get("page:1"), one.get("page:1")] == [[1], None, [1]]
    assert (another.add(KEY, [2]), another.add("page:1", [2])) == (False, True)
    another.delete(KEY)
    assert one.get(KEY) is None
    assert SharedCacheEntry.objects.count() == 0


@pytest.mark.django_db
def test_site_uses_it() -> None:
    cache.set(KEY, 1, 60)
    assert (caches["shared"].get(KEY), SharedCacheEntry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_what_is_over_can_be_added_again() -> None:
    shared = caches["shared"]
    with time_machine.travel("2027-01-12 12:00+00:00", tick=False) as clock:
        assert [shared.add(KEY, 1, 10), shared.add(KEY, 2, 10)] == [True, False]
        clock.shift(timedelta(seconds=11))
        assert [shared.get(KEY), shared.add(KEY, 3, 10), shared.get(KEY)] == [None, True, 3]


def fill(shared: DatabaseCache) -> int:
    """Write more than it is meant to hold, one of which is over; returns how many are left."""
    shared.set("over", 1, 60)
    SharedCacheEntry.objects.update(expires=timezone.now() - timedelta(minutes=1))
    for number in range(6):
        shared.set(f"{KEY}:{number}", number, 60)
    return SharedCacheEntry.objects.count()


@pytest.mark.django_db
def test_what_still_counts_is_never_thrown_away() -> None:
    """However many others there are: else whoever asks often has the counts forgotten."""
    assert fill(SharedCache("shared_cache", {"OPTIONS": {"MAX_ENTRIES": 3}})) == 6


@pytest.mark.django_db
def test_djangos_own_would_throw_it_away() -> None:
    """The control."""
    assert fill(DatabaseCache("shared_cache", {"OPTIONS": {"MAX_ENTRIES": 3}})) < 6


@pytest.fixture
def expired_lock(transactional_db: None) -> Iterator[None]:
    """A process died while it held the lock."""
    caches["shared"].set(KEY, 0, 60)
    SharedCacheEntry.objects.update(expires=timezone.now() - timedelta(minutes=1))
    yield
    SharedCacheEntry.objects.all().delete()


@pytest.mark.usefixtures("expired_lock")
def test_exactly_one_of_many_at_once_adds() -> None:
    start = Barrier(TOGETHER)

    def add(number: int) -> bool:
        try:
            start.wait()
            return SharedCache("shared_cache", {}).add(KEY, number, 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        won = list(pool.map(add, range(TOGETHER)))
    assert sum(won) == 1
    assert caches["shared"].get(KEY) == won.index(True)
