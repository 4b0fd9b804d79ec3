"""The draft as visitors would see it, and older versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.initiatives.completeness import completeness_of
from community.initiatives.editing.actions import LockedError, restore
from community.initiatives.editing.notices import LOCKED
from community.initiatives.editing.pages import edit_url, profile_for
from community.initiatives.editing.sections import SECTIONS
from community.initiatives.editing.versions import described, version_of, versions_of
from community.initiatives.models import Initiative


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version, as it will be."""
    page = profile_for(request.user, pk)
    back = request.GET.get("van", "")
    section = back if back in {section.slug for section in SECTIONS} else SECTIONS[0].slug
    return shown(request, page.get_latest_revision_as_object(), {"edit_url": edit_url(page, section)})


@login_required
@never_cache
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions, the newest first."""
    page = profile_for(request.user, pk)
    listing, found = versions_of(page, request)
    return render(
        request,
        "initiatives/edit/versions.html",
        {"title": _("Versions"), "listing": listing, "versions": found, **frame_of(page)},
    )


def frame_of(page: Initiative) -> dict[str, Any]:
    """What stands around a list of versions, or one."""
    return {
        "initiative": page,
        "profile_title": page.draft_title or page.title,
        "progress": completeness_of(page),
        "manage_url": reverse("initiative_manage", args=(page.pk,)),
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """An older version as visitors would have seen it; a POST makes it the newest draft."""
    page = profile_for(request.user, pk)
    found = version_of(page, revision)
    if found is None:
        raise Http404
    if request.method == "POST":
        return restored(request, lambda: restore(page, found, by=request.user), then=versions_url(page))
    about = described(page, found, {})
    return shown(request, found.as_object(), {"version": about, "versions_url": versions_url(page)})


def restored(request: HttpRequest, go_back: Callable[[], object], *, then: str) -> HttpResponse:
    """Go back to a version, in whatever language, and say what became of it."""
    try:
        go_back()
    except LockedError:
        messages.error(request, LOCKED)
    else:
        messages.success(request, _("This version is your draft now. It is not online yet."))
    return redirect(then)


def versions_url(page: Initiative) -> str:
    """Where all versions are."""
    return reverse("initiative_versions", args=(page.pk,))


def shown(request: HttpRequest, page: Initiative, bar: dict[str, Any]) -> HttpResponse:
    """A version in the public page's own template, with a bar that says what it is; for no search engine.

    The page is in its own language, the bar in that of who looks.
    """
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail's own previews
    bar = {"language": get_language(), **bar}
    with override(page.locale.language_code):
        context = {**page.get_context(request), "bar": bar}
        response = render(request, "initiatives/edit/preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = page.locale.language_code
    return response
