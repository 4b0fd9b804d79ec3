"""What the measured servers tell about themselves: processor time at an address of its own, SQL queries in a header."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse

CLOCK = "/-/processor-time"
COUNT_SQL, SQL_COUNT = "X-Count-SQL", "X-SQL-Count"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CountingMiddleware:
    """Counts queries for requests that ask, so that it costs the others next to nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if COUNT_SQL not in request.headers:
            return self.get_response(request)
        count = 0

        def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response[SQL_COUNT] = str(count)
        return response


def with_clock(application: Application) -> Application:
    """The application with the seconds of processor time that this worker used so far, gunicorn's part included."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != CLOCK:
            return application(environ, start_response)
        seconds = repr(time.process_time()).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(seconds)))])
        return [seconds]

    return answer


# Imported by gunicorn only, which sets this; tests and tools import the names above.
if "DJANGO_SETTINGS_MODULE" in os.environ:
    application = with_clock(get_wsgi_application())
