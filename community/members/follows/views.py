"""Following and unfollowing, and the list of what somebody follows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.members.following import Followable, kind_of
from community.members.follows import actions
from community.members.follows.buttons import button_of
from community.members.follows.queries import described, follows_of, grouped
from community.members.requests import MemberRequest
from foundation.paging import paged

PAGE_SIZE = 30
MOST_DIGITS = 18  # of a primary key: what fits in the database's integer


@login_required
@require_safe
def my_follows(request: MemberRequest) -> HttpResponse:
    """What somebody follows, by kind."""
    listing = paged(request, follows_of(request.user), size=PAGE_SIZE)
    groups = grouped(described(listing.items))
    return render(
        request, "members/my_follows.html", {"title": _("What I follow"), "listing": listing, "groups": groups}
    )


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow something (`follow=1`) or no longer (`follow=0`), and go back. Raises Http404 for what is not there."""
    back = safe_address(request, request.POST.get("next", ""))
    if not request.user.is_authenticated:
        return redirect_to_login(back, reverse("account_login"))
    kind, pk = asked_thing(request.POST)
    wanted = request.POST.get("follow") == "1"
    if wanted:
        thing = kind.visible(request.user).filter(pk=pk).first()
        if thing is None:
            raise Http404
        actions.follow(thing, by=request.user)
    else:
        actions.unfollow(kind, pk, by=request.user)
    if "application/json" in request.headers.get("Accept", ""):
        button = button_of(kind, pk, follows=wanted, back=back)
        form = render_to_string("components/follow_button.html", {"button": button}, request)
        return JsonResponse({"following": wanted, "form": form})
    return redirect(back)


def asked_thing(data: Any) -> tuple[Followable, int]:
    """The kind and the primary key that a form names. Raises Http404 for what no form of ours sends."""
    kind, number = kind_of(data.get("kind", "")), data.get("id", "")
    if kind is None or not number.isascii() or not number.isdigit() or len(number) > MOST_DIGITS:
        raise Http404
    return kind, int(number)


def safe_address(request: HttpRequest, address: str) -> str:
    """The address where it is one of this site, else that of what somebody follows."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and is_ours else reverse("my_follows")
