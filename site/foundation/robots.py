"""What robots and browsers ask for by a fixed address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; filters and the admin need not be."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?*fase=",
        "Disallow: /*?*volgorde=",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers that ask for an .ico get the picture they know."""
    return redirect(static("icons/favicon-32.png"))
