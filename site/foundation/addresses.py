"""Words in addresses, in the language in use, and what no address of this site ever holds."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NUL = "\x00"
WRITTEN_NUL = "%00"


class TranslatedWord:
    """A part of an address that differs by language; it does not wait for a catalogue of translations."""

    def __init__(self, *, nl: str, en: str) -> None:
        """Keep both."""
        self.words = {"nl": nl, "en": en}

    def __str__(self) -> str:
        """Return the one in the language in use."""
        return self.words.get(get_language() or "", self.words["en"])


def translated(*, nl: str, en: str) -> Any:
    """A route for `path()`: `path(translated(nl="zoeken/", en="search/"), …)`."""
    return lazystr(TranslatedWord(nl=nl, en=en))


class RefuseNulMiddleware(MiddlewareMixin):
    """Answer 400 to a NUL in an address: PostgreSQL keeps none in its texts, and some views would fail on it."""

    get_response: Callable[[HttpRequest], HttpResponseBase]

    def process_request(self, request: HttpRequest) -> None:
        """Refuse it. Raises BadRequest."""
        if NUL in request.path_info or WRITTEN_NUL in request.META.get("QUERY_STRING", ""):
            raise BadRequest(_("This address has a character that no address has."))
