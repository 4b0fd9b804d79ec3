"""The test suite: fast hashing, files in a temporary folder, nothing cached between tests."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403 - extends the base settings

SECRET_KEY = "test-only"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DRAWINGS_ROOT = Path(tempfile.mkdtemp(prefix="drawings-"))
COMPONENT_GALLERY = True
SEARCH_USAGE_EVERY = None
SEARCH_URL = ""  # tests say which
SEARCH_HEALS_ITSELF = False  # tests say when
ERASURE_LEDGER = Path(tempfile.mkdtemp(prefix="ledger-")) / "erasures.jsonl"
FORUM_PAGES_KEPT = 0  # tests say when
PRIVATE_MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="private-"))
