"""The door of the admin: Wagtail's own sign-in form is no second way in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from community.members.accounts.second_factor import may_enter_admin

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AdminDoorMiddleware:
    """Tell a member who is no editor so, at every address of the admin; Wagtail would send them round and round."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Shut the door. Raises PermissionDenied."""
        if not request.path_info.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return
        if not may_enter_admin(request.user):
            request.outside_admin = True  # type: ignore[attr-defined] # the page that says so is one of the site
            raise PermissionDenied(_("This part of the site is for editors."))


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send a stranger to where everybody signs in, and who is signed in further."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        wanted = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(wanted, reverse("account_login"))
    return redirect(wanted)
