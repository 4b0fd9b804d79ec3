"""Error pages in the house style; Django finds 404.html, 403.html and 500.html itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form was damaged."""
    return render(request, "400.html", {"reason": str(exception)}, status=400)
