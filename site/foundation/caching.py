"""Caches: fast copies in memory or in a cache server, and in the database what every process must agree on."""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router
from django.utils import timezone

# Keys that must neither be forgotten nor counted twice: allauth's counts of attempts and its codes that were used.
SHARED_PREFIXES = ("allauth",)
SHARED = "shared"


class SharedCache(DatabaseCache):
    """Django's cache in the database, whose `add` lets exactly one process win and which forgets only what is over.

    Django's own takes a third of the live rows out when there are many of them: whoever asks for many addresses would
    have the counts of the others forgotten.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Set it where it is not there yet; a row that is over goes first, so that the primary key decides a race."""
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE cache_key = %s AND expires < %s",  # noqa: S608 - the name comes from settings
                [self.make_and_validate_key(key, version=version), now],
            )
        return super().add(key, value, timeout, version)

    def _cull(self, db: str, cursor: Any, now: Any, num: int) -> None:
        """Take out what is over."""
        connection = connections[db]
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - as in add()
            [connection.ops.adapt_datetimefield_value(now)],
        )


def shared_cache(key: Any) -> BaseCache | None:
    """The cache in the database, for a key that belongs there."""
    return caches[SHARED] if str(key).startswith(SHARED_PREFIXES) else None


class SharesSomeKeys(BaseCache):
    """Leads the keys that all processes share to the database, and leaves the others where they were."""

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Set it where it is not there yet."""
        shared = shared_cache(key)
        return shared.add(key, value, *args, **kwargs) if shared else super().add(key, value, *args, **kwargs)

    def get(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        """Read it."""
        shared = shared_cache(key)
        return shared.get(key, *args, **kwargs) if shared else super().get(key, *args, **kwargs)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Write it."""
        shared = shared_cache(key)
        if shared:
            shared.set(key, value, *args, **kwargs)
        else:
            super().set(key, value, *args, **kwargs)

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Take it out."""
        shared = shared_cache(key)
        return shared.delete(key, *args, **kwargs) if shared else super().delete(key, *args, **kwargs)


class MemoryCache(SharesSomeKeys, LocMemCache):
    """The memory of one process."""


class ServerCache(SharesSomeKeys, RedisCache):
    """A cache server, which may be emptied or go away at any time."""
