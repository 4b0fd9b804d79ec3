"""Starting an initiative on the site."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.initiatives.people.refusals import Refusal
from community.initiatives.starting.actions import start_initiative
from community.initiatives.starting.forms import NameForm, StartForm
from community.initiatives.starting.similar import similar_to
from community.members.requests import MemberRequest

TEMPLATE = "initiatives/start.html"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest) -> HttpResponse:
    """First look whether it exists, then a short form; both on one page, so that nothing is asked twice."""
    context: dict[str, Any] = {"title": _("Put your initiative on the site")}
    if request.method == "POST":
        form = StartForm(request.POST)
        if form.is_valid():
            try:
                initiative = start_initiative(form.beginning(), by=request.user)
            except Refusal as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("Your page is made. The editors look at it before it goes online."))
                return redirect("initiative_manage", initiative.pk)
        return render(request, TEMPLATE, {**context, "form": form})
    search = NameForm(request.GET if "naam" in request.GET else None)
    context["search"] = search
    if search.is_valid():
        name, municipality = search.cleaned_data["naam"], search.cleaned_data["gemeente"]
        municipality_id = municipality.pk if municipality else None
        context["similar"] = similar_to(name, municipality_id=municipality_id, to=request.user)
        context["form"] = StartForm(initial={"name": name, "municipality": municipality_id})
    return render(request, TEMPLATE, context)
