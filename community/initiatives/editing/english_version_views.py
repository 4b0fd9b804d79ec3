"""The English text as visitors would see it, and its older versions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.initiatives.completeness import latest_content
from community.initiatives.editing import english
from community.initiatives.editing.english_actions import restore_english
from community.initiatives.editing.english_preview import as_english
from community.initiatives.editing.english_versions import changes_in, described, version_of, versions_of
from community.initiatives.editing.pages import edit_url, profile_for
from community.initiatives.editing.sections import ENGLISH
from community.initiatives.editing.version_views import frame_of, restored, shown
from community.initiatives.models import Initiative, TranslationVersion


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page in English with the newest text, or with that of a version (?versie=3)."""
    page, locale = profile_for(request.user, pk), english.locale()
    if locale is None:
        raise Http404
    number = request.GET.get("versie", "")
    if number:
        found = version_at(page, number)
        texts, back = found.texts, {"back_url": version_url(page, found)}
    else:
        texts = english.texts_of(page, english.own_translation(page), latest_content(page))
        back = {"edit_url": edit_url(page, ENGLISH)}
    return shown(request, as_english(page, texts, locale), back)


@login_required
@never_cache
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of the English text, the newest first."""
    page = profile_for(request.user, pk)
    listing, found = versions_of(page, latest_content(page), request)
    context = {"title": _("Versions"), "listing": listing, "versions": found, "is_english": True, **frame_of(page)}
    return render(request, "initiatives/edit/versions.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What was different in a version; a POST makes it the newest draft."""
    page = profile_for(request.user, pk)
    found = version_at(page, str(number))
    if request.method == "POST":
        return restored(request, lambda: restore_english(page, found, by=request.user), then=versions_url(page))
    context: dict[str, Any] = {
        "title": _("Version of the English text"),
        "version": described(page, found, {}, live=None, newest=0),
        "changes": list(changes_in(found)),
        "preview_url": f"{reverse('initiative_english_preview', args=(page.pk,))}?versie={found.number}",
        "versions_url": versions_url(page),
        **frame_of(page),
    }
    return render(request, "initiatives/edit/english_version.html", context)


def version_at(page: Initiative, number: str) -> TranslationVersion:
    """A version of this very page. Raises Http404."""
    is_number = number.isascii() and number.isdigit() and len(number) < 9  # noqa: PLR2004 - digits
    found = version_of(page, int(number)) if is_number else None
    if found is None:
        raise Http404
    return found


def versions_url(page: Initiative) -> str:
    """Where all versions are."""
    return reverse("initiative_english_versions", args=(page.pk,))


def version_url(page: Initiative, found: TranslationVersion) -> str:
    """Where a version is."""
    return reverse("initiative_english_version", args=(page.pk, found.number))
