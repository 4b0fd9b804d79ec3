"""The page on which owners keep up what they look for and offer, with what others have for them."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from community.initiatives.editing.needs import SECTION
from community.initiatives.editing.views import edit


def needs(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The section of the editor, at an address of its own."""
    answer: Any = edit(request, pk, SECTION.slug)
    return answer
