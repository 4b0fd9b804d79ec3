"""The second factor of people with rights over others."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Recovery codes alone are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# In a session: whose second factor was shown or set up in it.
PROVEN = "second_factor_of"
# Names of addresses that ask for no account, and of the ways out.
ALWAYS_OPEN = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_logout",
        "drawing",
        "favicon",
        "house_style",
        "media",
        "opensearch",
        "robots",
        "sitemap",
        "terms",
        "terms_of_day",
        "wagtailadmin_logout",
    }
)
# Where a second factor is shown once more, and where a first one is set up.
PROVING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
SETTING_UP = frozenset(
    {
        "account_confirm_reauthentication_code",
        "account_email",
        "account_email_verification_sent",
        "account_reauthenticate",
        "account_request_reauthentication_code",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
    }
)


def may_enter_admin(user: Any) -> bool:
    """Whether the admin is open to this person."""
    return bool(user.has_perm("wagtailadmin.access_admin"))


def must_have_second_factor(user: Any) -> bool:
    """Whether this person may do what needs a second factor: everybody who may enter the admin."""
    return settings.SECOND_FACTOR_OBLIGATORY and bool(user.is_authenticated) and may_enter_admin(user)


def has_second_factor(user: Any) -> bool:
    """Whether this person set one up."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def may_lose(authenticator: Authenticator) -> bool:
    """Whether its owner may take this factor away: not the last one of who must have one."""
    if authenticator.type not in FACTORS or not must_have_second_factor(authenticator.user):
        return True
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return others.exists()


def remember_proof(request: HttpRequest, user: Any) -> None:
    """Note in the session that this person showed a second factor in it."""
    request.session[PROVEN] = user.pk


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether who is signed in showed a second factor in this session."""
    return request.session.get(PROVEN) == request.user.pk


class SecondFactorMiddleware:
    """Lead those who must have a second factor to where it is set up or shown, whatever they asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; what matters is known once the address is."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Let everybody else pass."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALWAYS_OPEN or not must_have_second_factor(request.user):
            return None
        if not has_second_factor(request.user):
            return None if name in SETTING_UP else redirect("mfa_index")
        if name in PROVING or showed_second_factor(request):
            return None
        return redirect(f"{where_to_prove(request)}?{urlencode({'next': wanted(request)})}")


def where_to_prove(request: HttpRequest) -> str:
    """Where this person shows the second factor they have."""
    return next(method["url"] for method in get_adapter().get_reauthentication_methods(request.user))


def wanted(request: HttpRequest) -> str:
    """Where to go on after it."""
    return request.get_full_path() if request.method == "GET" else reverse("my_page")
