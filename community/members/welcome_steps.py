"""The steps of the welcome path that are about the member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.following import kind_of
from community.members.follows.actions import follow_all
from community.members.profiles.actions import keep_profile
from community.members.profiles.forms import InterestsForm, IntroductionForm, sent_data
from community.members.profiles.queries import profile_to_edit
from community.members.queries import people_shown
from community.members.requests import MemberRequest
from community.members.welcome import welcome_step


@welcome_step(slug="wie-ben-je", title=_("Who are you?"), template="members/welcome/introduction.html", order=10)
def introduction(request: MemberRequest) -> dict[str, Any] | None:
    """Photo, some words, and languages."""
    profile = profile_to_edit(request.user)
    form = IntroductionForm(*sent_data(request), profile=profile)
    if request.method == "POST" and form.is_valid():
        keep_profile(form.cleaned_data, by=request.user)
        return None
    if form.arrived_photo:  # something else is wrong, and the browser would not send it again
        profile = form.profile = keep_profile({"photo": form.arrived_photo}, by=request.user)
    return {"form": form, "profile": profile, "me": people_shown([request.user.pk], to=request.user)[request.user.pk]}


@welcome_step(
    slug="themas", title=_("Which themes matter to you?"), template="members/welcome/interests.html", order=30
)
def interests(request: MemberRequest) -> dict[str, Any] | None:
    """Themes, which are followed from then on."""
    form = InterestsForm(*sent_data(request), profile=profile_to_edit(request.user))
    if request.method == "POST" and form.is_valid():
        keep_profile(form.cleaned_data, by=request.user)
        kind = kind_of("thema")
        if kind is not None:
            follow_all(kind, form.cleaned_data["themes"], by=request.user)
        return None
    return {"form": form}
