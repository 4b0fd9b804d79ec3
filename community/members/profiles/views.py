"""Pages about a member."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from community.members.profiles.actions import keep_profile
from community.members.profiles.forms import ProfileForm, sent_data
from community.members.profiles.photos import CONTENT_TYPE, small
from community.members.profiles.queries import SEEN_AS, photo_for, profile_to_edit, shown_profile
from community.members.queries import people_shown
from community.members.requests import MemberRequest
from foundation.gathering import sections_for

PHOTO_LASTS = 3600  # seconds; another photo has another address
SMALL = "klein"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_profile(request: MemberRequest) -> HttpResponse:
    """Edit one's own profile."""
    profile = profile_to_edit(request.user)
    form = ProfileForm(*sent_data(request), profile=profile)
    if request.method == "POST":
        if form.is_valid():
            keep_profile(form.cleaned_data, by=request.user)
            messages.success(request, _("Your profile is saved."))
            return redirect("my_profile")
        keep_arrived_photo(request, form)
    me = people_shown([request.user.pk], to=request.user)[request.user.pk]
    context = {"title": _("My profile"), "form": form, "profile": form.profile, "me": me}
    return render(request, "members/my_profile.html", context)


def keep_arrived_photo(request: MemberRequest, form: Any) -> None:
    """Keep a good photo although something else is wrong: the browser would not send it again."""
    if form.arrived_photo:
        form.profile = keep_profile({"photo": form.arrived_photo}, by=request.user)
        messages.success(request, _("Your photo is saved."))


@require_safe
@cache_control(private=True, no_cache=True)
def member(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of a member, as far as it is open to who asks. Raises Http404 where nothing is."""
    seen_as = request.GET.get("als", "")
    shown = shown_profile(public_id, to=request.user, seen_as=seen_as)
    if shown is None:
        raise Http404
    return render(
        request,
        "members/member.html",
        {
            "title": shown.person.name,
            "shown": shown,
            "seen_as": seen_as if seen_as in SEEN_AS else "",
            "sections": sections_for("member", shown.user, request=request) if shown.has_name else [],
        },
    )


@require_safe
def member_photo(request: HttpRequest, public_id: str) -> HttpResponse:
    """The photo of a member. Raises Http404 for who may not see it, as for one that is not there."""
    photo = photo_for(public_id, to=request.user)
    if photo is None:
        raise Http404
    wants_small = SMALL in request.GET
    etag = f'"{PurePath(photo.name).stem}{"-s" if wants_small else ""}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        try:
            with photo.open() as file:
                response = HttpResponse(small(file) if wants_small else file.read(), content_type=CONTENT_TYPE)
        except FileNotFoundError as error:
            raise Http404 from error
    patch_cache_control(response, private=True, max_age=PHOTO_LASTS)
    for name, value in (("ETag", etag), ("X-Content-Type-Options", "nosniff"), ("X-Robots-Tag", "noindex")):
        response[name] = value
    return response
