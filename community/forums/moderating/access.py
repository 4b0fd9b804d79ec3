"""How views of moderators reach things: whoever is not one does not get to know what is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from community.forums.access import LARGEST_KEY
from community.forums.permissions import may_moderate
from community.members.models import User

View = Callable[..., HttpResponse]


def for_moderators(view: View) -> View:
    """Let only moderators in; asked before anything is looked up."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(asked)


def one_of(rows: Any, pk: int) -> Any:
    """The row with this primary key. Raises Http404."""
    found = rows.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found


def person_for(pk: int) -> User:
    """Somebody with an account. Raises Http404."""
    found: User = one_of(User.objects.filter(is_active=True), pk)
    return found
