"""What no address of this site ever holds."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

NUL = "\x00"
WRITTEN_NUL = "%00"


class RefuseNulMiddleware(MiddlewareMixin):
    """Answer 400 to a NUL in an address: PostgreSQL keeps none in its texts, and some views would fail on it."""

    get_response: Callable[[HttpRequest], HttpResponseBase]

    def process_request(self, request: HttpRequest) -> None:
        """Refuse it. Raises BadRequest."""
        if NUL in request.path_info or WRITTEN_NUL in request.META.get("QUERY_STRING", ""):
            raise BadRequest(_("This address has a character that no address has."))
