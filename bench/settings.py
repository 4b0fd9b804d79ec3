"""The development settings with what the measurements need on top; never used to serve people."""

from kennisnetwerk.settings.development import *  # noqa: F403 - extends them
from kennisnetwerk.settings.development import MIDDLEWARE

MIDDLEWARE = ["bench.measured.CountingMiddleware", *MIDDLEWARE]
