"""How long pages of the forum are kept for visitors: what is said starts no new generation of the whole site."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from foundation.page_cache import keep_at_most

View = Callable[..., HttpResponse]


def kept_briefly(view: View) -> View:
    """Let the page cache keep what a view answers for some seconds, so that a crowd of visitors costs one page."""

    @wraps(view)
    def briefly(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return keep_at_most(view(request, *args, **kwargs), seconds=settings.FORUM_PAGES_KEPT)

    return briefly
