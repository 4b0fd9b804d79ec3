"""The pages of the editor. Who may not change a profile gets the same answer as where there is none."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.initiatives.completeness import completeness_of
from community.initiatives.editing import english_views
from community.initiatives.editing.actions import Clashed, LockedError, Resolution, save_section, withdraw
from community.initiatives.editing.conflicts import clashes_of, merged_by_hand
from community.initiatives.editing.drafts import (
    LEFT_OUT,
    TooMuchError,
    drop_draft,
    keep_draft,
    typing_in,
)
from community.initiatives.editing.forms import SectionForm
from community.initiatives.editing.making import (
    FORMS,
    base_of,
    content_at,
    fields_in,
    form_for,
    form_of_draft,
    form_of_section,
    says_nothing_new,
)
from community.initiatives.editing.notices import LOCKED, saved_message, try_online
from community.initiatives.editing.pages import edit_url, profile_for, surroundings
from community.initiatives.editing.sections import ENGLISH, SECTIONS
from community.initiatives.models import Initiative
from community.places.postcodes import spot_of


@login_required
@require_safe
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to where there is most to win."""
    page = profile_for(request.user, pk)
    step = completeness_of(page).next_step
    return redirect(step.url if step else edit_url(page, SECTIONS[0].slug))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: its form, or what became of it."""
    page = profile_for(request.user, pk)
    if section == ENGLISH:
        return english_views.edit(request, page)
    if request.method == "POST":
        return save(request, page, section)
    typing = typing_in(page, section, of=request.user)
    draft = None if typing.draft and says_nothing_new(page, section, typing.draft) else typing.draft
    form = form_of_draft(page, section, draft) if draft else form_for(page, section)
    base = draft.base if draft else base_of(page)
    return show(request, page, form, draft=draft, base=base, others=typing.others)


def show(request: HttpRequest, page: Initiative, form: SectionForm, **context: Any) -> HttpResponse:
    """The form with all around it."""
    section = form.section
    shown = {
        "title": section.title,
        "section": section,
        "form": form,
        "files_lost": bool(request.FILES),
        **form.extras(),
        **surroundings(request, page, section.slug),
        **context,
    }
    return render(request, f"initiatives/edit/{form.template}.html", shown)


def save(request: HttpRequest, page: Initiative, section: str) -> HttpResponse:
    """Save what was sent, or tell what stands in the way; nothing that was typed is lost."""
    base = request.POST.get("base", "")
    form = form_of_section(section)(merged_by_hand(request.POST), request.FILES, base=content_at(page, base))
    if not form.is_valid():
        return show(request, page, form, base=base)
    resolution = Resolution(request.POST, content_at(page, request.POST.get("seen", "")))
    try:
        outcome = save_section(page, form, by=request.user, resolution=resolution)
    except LockedError:
        messages.error(request, LOCKED)
        return show(request, page, form, base=base)
    if isinstance(outcome, Clashed):
        return show_clashes(request, page, form, outcome)
    if request.POST.get("action") == "online":
        try_online(request, page)
    else:
        saved_message(request, is_new=outcome.revision is not None)
    return redirect(edit_url(page, section))


def show_clashes(request: HttpRequest, page: Initiative, form: SectionForm, outcome: Clashed) -> HttpResponse:
    """Both texts side by side; all that was typed goes along, to be sent again with what is chosen."""
    data = cast(QueryDict, form.data)
    typed = [
        (name, value)
        for name, values in data.lists()
        if name not in LEFT_OUT and not name.startswith(("choice-", "hand-"))
        for value in values
    ]
    context = {
        "title": _("Somebody else changed this too"),
        "section": form.section,
        "form": form,
        "clashes": clashes_of(form, outcome.keys, outcome.latest),
        "typed": typed,
        "base": request.POST.get("base", ""),
        "seen": outcome.revision or "",
        "action": request.POST.get("action", ""),
        "files_lost": bool(request.FILES),
        **surroundings(request, page, form.slug),
    }
    return render(request, "initiatives/edit/clash.html", context, status=409)


@login_required
@require_safe
def spot(request: HttpRequest) -> HttpResponse:
    """The middle of a postcode (?q=3951 AB); 404 for what is none."""
    found = spot_of(request.GET.get("q", ""))
    if found is None:
        raise Http404
    return JsonResponse({"name": found.name, "latitude": found.latitude, "longitude": found.longitude})


@login_required
@require_POST
def draft(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Keep what somebody is typing, or forget it; answers with when, and who else is at it."""
    page = profile_for(request.user, pk)
    names = fields_in(page, section, request.POST.get("base", ""))
    if request.POST.get("action") == "forget":
        drop_draft(page, section, by=request.user)
        messages.info(request, _("What you had not saved is gone. This is the last saved text."))
        return redirect(edit_url(page, section))
    try:
        kept = keep_draft(page, section, request.POST, names, by=request.user)
    except TooMuchError:
        return JsonResponse({"error": _("This is too much to keep. Make the text shorter.")}, status=413)
    at = time_format(timezone.localtime(kept), "H:i")
    return JsonResponse({"kept": at, "others": typing_in(page, section, of=request.user).others})


@login_required
@require_POST
def online(request: HttpRequest, pk: int) -> HttpResponse:
    """Put online or send what is saved, or take it back."""
    page = profile_for(request.user, pk)
    if request.POST.get("action") != "withdraw":
        try_online(request, page)
    else:
        try:
            taken = withdraw(page, by=request.user)
        except LockedError:
            messages.error(request, LOCKED)
        else:
            word = _("Taken back. Your changes are a draft again.") if taken else _("Nothing waited for the editors.")
            messages.success(request, word)
    section = request.POST.get("section", "")
    known = section in FORMS or section == ENGLISH
    return redirect(edit_url(page, section)) if known else redirect("initiative_manage", page.pk)
