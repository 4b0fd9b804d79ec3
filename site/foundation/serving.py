"""Wagtail's page view, with the way to the page remembered.

Wagtail walks the tree for each request: a query for the site, one for the language, two for each part of the address
and two for view restrictions. Where a page is changes only when something is published, moved or renamed, so all of
that is kept for a generation; only the page itself is read each time. What is not the address of a page (a file of a
routable page, a wrong address) goes to Wagtail's own view.
"""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import re_path
from django.utils import translation
from wagtail import hooks, views
from wagtail import urls as wagtail_urls
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.wagtail_hooks import check_view_restrictions

from foundation.generation import per_generation
from foundation.visibility import restricted_paths


class Root(NamedTuple):
    """The site, and where the tree of one language begins."""

    site: Site
    url_path: str


@per_generation
def root_for(hostname: str, port: str, language: str) -> Root | None:
    """The site that answers to this host, and its tree in this language; None where there is no site."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    with translation.override(language):
        return Root(site, site.root_page.localized.url_path)


@per_generation
def page_at(url_path: str) -> tuple[type[Page], int] | None:
    """The type and primary key of the page with this address in the tree."""
    page = Page.objects.filter(url_path=url_path).only("pk", "content_type_id").first()
    return (page.specific_class, page.pk) if page and page.specific_class else None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address, through the same hooks as Wagtail's own view."""
    hostname, _port = split_domain_port(request.get_host())
    root = root_for(hostname, request.get_port(), translation.get_language() or "")
    found = page_at(f"{root.url_path}{path}") if root else None
    if root is None or found is None:
        return views.serve(request, path)
    model, pk = found
    try:
        page = model.objects.get(pk=pk)
    except model.DoesNotExist:
        return views.serve(request, path)
    request._wagtail_site = root.site  # type: ignore[attr-defined]  # noqa: SLF001 - where Wagtail keeps it
    result = page.route(request, [])
    request._wagtail_route_for_request = result  # type: ignore[attr-defined]  # noqa: SLF001 - where Wagtail keeps it
    is_open = not page.path.startswith(restricted_paths())
    chain = views.serve_chain
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        if not (is_open and wrap is check_view_restrictions):
            chain = wrap(chain)
    for before in hooks.get_hooks("before_serve_page"):
        answer = before(result.page, request, result.args, result.kwargs)
        if isinstance(answer, HttpResponse):
            return answer
    return chain(result.page, request, result.args, result.kwargs)


urlpatterns = [
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
