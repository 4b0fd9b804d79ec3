"""A member's data: what is agreed to, a copy of it, and leaving."""

import uuid
from datetime import date
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from community.members import consent
from community.members.actions import agree_to_terms
from community.members.erasure import CannotLeaveError, delete_account, reminders_for
from community.members.exporting import KEPT_FOR, OWN_DATA, ask_for_copy, record_export, usable_copies
from community.members.models import Consent, DataExport
from community.members.privacy.contacts import pages_that_name
from community.members.privacy.forms import LeavingForm
from community.members.queries import terms_in_force, terms_of, terms_to_come

COPIES_A_DAY = "5/d/user"


@require_safe
def terms(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """The terms of use in force, or an older version. Raises Http404 where there are none."""
    in_force = terms_in_force()
    shown = terms_of(day) if day else in_force
    if shown is None:
        raise Http404
    context = {
        "title": _("Terms of use"),
        "terms": shown,
        "is_old": shown != in_force,
        "in_force": in_force,
        "to_come": terms_to_come(),
        "versions": consent.past_and_present(),
    }
    return render(request, "members/terms.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """Ask a member to agree to the terms in force, and go on where they were."""
    user: Any = request.user
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("my_page")
    in_force = terms_in_force()
    if request.method == "POST" and in_force and request.POST.get("terms") == str(in_force.pk):
        agree_to_terms(user)
        return redirect(wanted)
    if not consent.must_agree(request):
        return redirect(wanted)
    agreed_before = Consent.objects.filter(user=user).exists()
    context = {"title": _("New terms of use") if agreed_before else _("Terms of use"), "terms": in_force}
    return render(request, "members/terms_agree.html", {**context, "next": wanted, "agreed_before": agreed_before})


@login_required
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What this site knows about who asks: a copy, what was agreed to, leaving."""
    user: Any = request.user
    exports = DataExport.objects.filter(user=user)
    latest = exports.order_by("-asked").first()
    context = {
        "title": _("My data"),
        "copies": [{"export": export, "until": export.ready + KEPT_FOR} for export in usable_copies(user)],
        "waits": exports.filter(state=DataExport.State.WAITING).exists(),
        "failed": latest is not None and latest.state == DataExport.State.FAILED,
        "years": round(settings.INACTIVE_AFTER_DAYS / 365),
        "days": settings.INACTIVE_GRACE_DAYS,
        "consents": Consent.objects.filter(user=user).select_related("terms").order_by("-given"),
    }
    return render(request, "members/data.html", context)


@login_required
@require_POST
def ask_data_export(request: HttpRequest) -> HttpResponse:
    """Have a copy made."""
    user: Any = request.user
    if ratelimit.consume(request, app="members", action="data_export", config={"data_export": COPIES_A_DAY}):
        ask_for_copy(user, by=user)
    else:
        messages.warning(request, _("You asked for several copies today. Try again tomorrow."))
    return redirect("my_data")


@login_required
@never_cache
@require_GET
def data_export(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand a copy to whom it is about, and note it. Raises Http404 for everybody else."""
    user: Any = request.user
    export = get_object_or_404(usable_copies(user), public_id=public_id)
    if not export.file.storage.exists(export.file.name):
        raise Http404
    record_export(by=request.user, what=OWN_DATA, rows=1)
    return FileResponse(export.file.open(), as_attachment=True, filename=_("my-data.zip"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete_own_account(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and let somebody leave who typed their address."""
    user: Any = request.user
    pages = pages_that_name(user)
    form = LeavingForm(request.POST or None, user=user, is_named=bool(pages))
    reminders = reminders_for(user)
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(user, by=user, keep_contact_details=form.keeps_contact_details)
        except CannotLeaveError as error:
            reminders = error.reminders
        else:
            logout(request)
            return redirect("goodbye")
    context = {
        "title": _("Delete my account"),
        "form": form,
        "pages": pages,
        "reminders": reminders,
        "forbidden": any(reminder.forbids for reminder in reminders),
    }
    return render(request, "members/data_delete.html", context)


@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """The account is gone."""
    return render(request, "members/data_goodbye.html", {"title": _("Your account is gone")})
