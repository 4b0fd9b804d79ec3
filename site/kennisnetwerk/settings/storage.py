"""Databases, caches, files and background tasks."""

from pathlib import Path
from typing import Any

from .environment import PROJECT_ROOT, VAR_ROOT, env

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database(url: str) -> dict[str, Any]:
    """Django's settings for a database address; SQLite gets what lets many processes write to it."""
    settings: dict[str, Any] = dict(env.db_url_config(url))
    settings["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=600)
    if "sqlite3" in settings["ENGINE"]:
        settings["OPTIONS"] = {
            # Without these most of 200 parallel writers fail with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=134217728;"
                "PRAGMA cache_size=-20000;"
                "PRAGMA temp_store=MEMORY;"
            ),
        }
    else:
        settings["CONN_HEALTH_CHECKS"] = True
        # On today's disks reading here and there costs little more than reading on; PostgreSQL supposes four times as
        # much, and then reads whole tables where an index would do.
        settings["OPTIONS"] = {"options": "-c random_page_cost=1.1"}
    return settings


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_ROOT / 'kennisnetwerk.sqlite3'}"))}

CACHE_URL = env.str("CACHE_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    # Both lead what must hold in every process (counts of attempts, used codes) to the shared one.
    "default": (
        {
            "BACKEND": "foundation.caching.ServerCache",
            "LOCATION": CACHE_URL,
            # A cache that hangs must cost less than the page it would have saved.
            "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
            "KEY_PREFIX": "kennisnetwerk",
        }
        if CACHE_URL
        else {
            "BACKEND": "foundation.caching.MemoryCache",
            "LOCATION": "kennisnetwerk",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    ),
    "shared": {"BACKEND": "foundation.caching.SharedCache", "LOCATION": "shared_cache"},
}

# Off only to measure what a page costs that is not in the cache.
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_ROOT / "static"
STATICFILES_DIRS = [PROJECT_ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_ROOT / "media"
PRIVATE_MEDIA_ROOT = VAR_ROOT / "private"  # handed out only by views that ask who wants it
DRAWINGS_ROOT = VAR_ROOT / "drawings"
# Who was erased, in digests; outside the database, so that a backup that is put back forgets them again.
ERASURE_LEDGER = Path(env.str("ERASURE_LEDGER", default=str(VAR_ROOT / "erasures.jsonl")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "foundation.static_files.OwnFilesHashedStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Whether `manage.py db_worker` runs.
BACKGROUND_WORKER = env.bool("BACKGROUND_WORKER", default=False)
TASKS = {
    "default": (
        {"BACKEND": "django_tasks_db.DatabaseBackend"}
        if BACKGROUND_WORKER
        else {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    ),
}
