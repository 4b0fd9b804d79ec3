"""Whole pages for anonymous visitors.

Kept compressed, with all their headers, under the generation they were made from (see `foundation.generation`), the
host, the language prefix that is part of the path, and the query string. Never kept: anything that was asked for with
a session, anything that sets a cookie or was made with a form token, and anything that says so itself.
"""

import gzip
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from foundation.generation import generation_of_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]

KEPT_FOR = 24 * 3600  # seconds; a page with a date on it is never older than a day
SHORTER = "_page_cache_seconds"  # on a response: how long it is kept instead
LONGEST_QUERY = 200
LEVEL = 6
SMALLEST_TO_COMPRESS = 500
STATUS_HEADER = "X-Page-Cache"
TEXT = ("text/", "application/json", "image/svg+xml", "application/xml")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A response as it goes over the wire, and for how many seconds it is kept."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    compressed: bytes
    plain_length: int
    seconds: int = KEPT_FOR


class PageCacheMiddleware:
    """Answer anonymous visitors from the cache, and everybody with ETag, 304 and compression."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        if request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        with generation_of_request() as number:
            if not may_be_kept(request):
                return compressed(request, self.get_response(request))
            key = key_of(request, number)
            kept = read(key)
            if kept is not None:
                return answer(request, kept, "hit")
            response = self.get_response(request)
            kept = keep(request, response)
            if kept is None:
                return compressed(request, response)
            write(key, kept)
            return answer(request, kept, "miss")


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the request could come from anybody."""
    return (
        settings.PAGE_CACHE
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def key_of(request: HttpRequest, number: int) -> str:
    """The name under which this page is kept."""
    asked = "\n".join(
        (
            request.scheme or "",
            request.META.get("HTTP_HOST", ""),
            request.path_info,
            request.META.get("QUERY_STRING", ""),
        )
    )
    return f"page:{number}:{hashlib.sha256(asked.encode(errors='replace')).hexdigest()}"


def read(key: str) -> KeptPage | None:
    """The kept page; a cache that is down counts as empty."""
    try:
        return cache.get(key)
    except Exception:  # noqa: BLE001 - whatever the cache's client raises, the page itself can still be made
        return None


def write(key: str, kept: KeptPage) -> None:
    """Keep the page, if the cache is there."""
    with suppress(Exception):  # as in read()
        cache.set(key, kept, kept.seconds)


def keep_at_most(response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Let a page be kept for a short time: what stands on it changes without a new generation; 0 is not at all."""
    setattr(response, SHORTER, seconds)
    return response


def keep(request: HttpRequest, response: HttpResponseBase) -> KeptPage | None:
    """What to keep of a fresh response; None where it is not for everybody."""
    if (
        request.method != "GET"
        or response.status_code != 200  # noqa: PLR2004 - OK
        or response.streaming
        or response.cookies
        or getattr(response, SHORTER, KEPT_FOR) <= 0
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or "no-store" in response.get("Cache-Control", "")
        or "private" in response.get("Cache-Control", "")
        or response.has_header("Content-Encoding")
        or getattr(request, "is_preview", False)
        or not response.get("Content-Type", "").startswith(TEXT)
    ):
        return None
    assert isinstance(response, HttpResponse)  # noqa: S101 - streaming was ruled out above
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
    content = response.content
    headers = tuple((name, value) for name, value in response.items() if name not in ("Content-Length", "ETag"))
    return KeptPage(
        headers=headers,
        etag=hashlib.sha256(content).hexdigest()[:24],
        compressed=gzip.compress(content, LEVEL, mtime=0),
        plain_length=len(content),
        seconds=getattr(response, SHORTER, KEPT_FOR),
    )


def answer(request: HttpRequest, kept: KeptPage, status: str) -> HttpResponse:
    """The response made of a kept page, as short as the visitor's browser allows."""
    wants_gzip = accepts_gzip(request)
    etag = f'"{kept.etag}{"-gz" if wants_gzip else ""}"'
    response: HttpResponse
    if is_known(request, etag):
        response = HttpResponse(status=304)
    elif wants_gzip:
        response = HttpResponse(kept.compressed)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(kept.compressed))
    for name, value in kept.headers:
        response[name] = value
    response["ETag"] = etag
    if response.status_code != 304:  # noqa: PLR2004 - Not Modified
        response["Content-Length"] = str(len(response.content))
    response[STATUS_HEADER] = status
    return response


def compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A response that is not kept, compressed where that is safe.

    Pages of a signed-in person hold form tokens, which Django masks anew in each response, so that compressing them
    gives nothing away.
    """
    patch_vary_headers(response, ("Accept-Encoding",))
    if (
        response.streaming
        or response.has_header("Content-Encoding")
        or not accepts_gzip(request)
        or not response.get("Content-Type", "").startswith(TEXT)
        or not isinstance(response, HttpResponse)
        or len(response.content) < SMALLEST_TO_COMPRESS
    ):
        return response
    response.content = gzip.compress(response.content, 4, mtime=0)
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    return response


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the browser takes gzip."""
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the browser already holds this very text."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(known) and etag in parse_etags(known)
