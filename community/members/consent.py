"""Agreement to the terms of use: which version is in force, and who has yet to agree to it.

Members who have not are told so on every page, and led to the terms from their own pages. What they send is never
refused for it: nothing that was typed is lost.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from community.members.models import Consent, Terms
from foundation.generation import per_generation

GetResponse = Callable[[HttpRequest], HttpResponseBase]

AGREED = "agreed_to_terms"  # in the session: the version this person agreed to
# Their own pages that stay open to who does not agree: to take one's data along, and leave.
ALWAYS_OPEN = ("my_data", "agree_to_terms")


@per_generation
def versions() -> tuple[tuple[date, int], ...]:
    """Each version's first day and primary key, latest first."""
    return tuple(Terms.objects.order_by("-valid_from").values_list("valid_from", "pk"))


def version_in_force() -> int | None:
    """The primary key of the terms that hold today."""
    today = timezone.localdate()
    return next((pk for day, pk in versions() if day <= today), None)


def past_and_present() -> list[date]:
    """The first days of the versions that hold or held, latest first."""
    today = timezone.localdate()
    return [day for day, _pk in versions() if day <= today]


def must_agree(request: HttpRequest) -> bool:
    """Whether this is a member who has yet to agree to the terms in force; one query at most once in a session."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    version = version_in_force()
    if version is None or request.session.get(AGREED) == version:
        return False
    if Consent.objects.filter(user=user, terms_id=version).exists():
        request.session[AGREED] = version
        return False
    return True


class ConsentMiddleware:
    """Lead members who have yet to agree from their own pages to the terms."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let everything else pass."""
        if request.method in ("GET", "HEAD") and is_own_page(request.path) and must_agree(request):
            return redirect_to_login(request.get_full_path(), reverse("agree_to_terms"))
        return self.get_response(request)


def is_own_page(path: str) -> bool:
    """Whether this is a page of the member's own that waits for their agreement."""
    return path.startswith(reverse("my_page")) and not path.startswith(tuple(map(reverse, ALWAYS_OPEN)))
