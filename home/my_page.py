"""My page: what waits for a member, what their initiatives miss, what they signed up for and follow."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.members.my_pages import parts_of_my_page
from community.members.requests import MemberRequest
from foundation.addresses import translated


@login_required
@require_safe
def my_page(request: MemberRequest) -> HttpResponse:
    """What the apps have to show to this member."""
    return render(request, "home/my_page.html", {"title": _("My page"), "parts": parts_of_my_page(request)})


page_patterns = [path(translated(nl="mijn/", en="my/"), my_page, name="my_page")]
