"""Lists and copies with personal data that leave the site, and the record of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from community.members.models import DataExport, ExportRecord, User

KEPT_FOR = timedelta(days=7)
OWN_DATA = gettext_noop("Copy of one's own data")


def record_export(*, by: Any, what: str, rows: int) -> None:
    """Note that somebody takes a list or copy with personal data of so many rows out of the site."""
    ExportRecord.objects.create(actor=by, what=what[:200], rows=rows)


def ask_for_copy(user: User, *, by: User) -> DataExport:
    """Have a copy made of all that is known about somebody, in the background; gives the one that is being made.

    Raises PermissionDenied for somebody else's data.
    """
    from community.members.tasks import make_data_export  # noqa: PLC0415 - the task calls this module

    if user.pk != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        export, is_new = DataExport.objects.get_or_create(user=user, state=DataExport.State.WAITING)
        if is_new:
            transaction.on_commit(lambda: make_data_export.enqueue(export.pk))
    return export


def usable_copies(user: User) -> Any:
    """The copies of this person that can be downloaded, latest first."""
    return DataExport.objects.filter(
        user=user, state=DataExport.State.READY, ready__gt=timezone.now() - KEPT_FOR
    ).order_by("-ready")


class ExportRecordMiddleware:
    """Note every table that somebody takes out of the admin: Wagtail offers many, most with names of people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let everything pass."""
        response = self.get_response(request)
        if "export" in request.GET and request.path.startswith(reverse("wagtailadmin_home")):
            is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
            if is_file and request.user.is_authenticated:
                record_export(by=request.user, what=request.path, rows=0)
        return response
