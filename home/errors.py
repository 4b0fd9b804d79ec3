"""Error pages in the house style; Django finds 404.html, 403.html and 500.html itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form was damaged. Programs are told so in their own way."""
    if request.path_info.startswith(API):
        return JsonResponse({"error": str(exception)}, status=400)
    return render(request, "400.html", {"reason": str(exception)}, status=400)
