"""Where somebody was when they signed up: the welcome path ends there."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

WAS_AT = "welcome_was_at"  # in a session


def welcome_from(address: str | None) -> str:
    """The address of the welcome path for who was at this address."""
    return f"{reverse('welcome')}?{urlencode({'next': address})}" if address else reverse("welcome")


def remember_way_back(request: HttpRequest) -> None:
    """Keep where they were (`next`), where that is a page of this site; whoever comes anew forgets an older one."""
    address = request.GET.get("next", "")
    hosts = {request.get_host()}
    if address and url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        request.session[WAS_AT] = address
    else:
        request.session.pop(WAS_AT, None)


def way_back(request: HttpRequest) -> str:
    """Where the path ends: where they were, else their own page."""
    return request.session.get(WAS_AT) or reverse("my_page")
