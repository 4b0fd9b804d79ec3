"""The page for the English text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.initiatives.completeness import latest_content
from community.initiatives.editing import english
from community.initiatives.editing.actions import LockedError
from community.initiatives.editing.drafts import drop_draft, typing_in
from community.initiatives.editing.english_actions import Clashed, save_english
from community.initiatives.editing.english_form import EnglishForm
from community.initiatives.editing.english_versions import standing_of
from community.initiatives.editing.notices import LOCKED, saved_message, try_online
from community.initiatives.editing.pages import edit_url, surroundings
from community.initiatives.editing.sections import ENGLISH
from community.initiatives.models import Initiative, OwnTranslation


def edit(request: HttpRequest, page: Initiative) -> HttpResponse:
    """The form, or what became of it."""
    content = latest_content(page)
    standing = standing_of(page, content)
    if request.method == "POST":
        return save(request, page, EnglishForm(request.POST, content=content), standing.written)
    typing = typing_in(page, ENGLISH, of=request.user)
    draft = typing.draft
    form = EnglishForm(content=content, initial=standing.texts)
    if draft:
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(draft.data, {}, name)
    base = draft.base if draft else str(standing.number)
    return show(request, page, form, standing.written, draft=draft, base=base, others=typing.others)


def save(request: HttpRequest, page: Initiative, form: EnglishForm, written: OwnTranslation | None) -> HttpResponse:
    """Keep it, or say what is wrong with it; where somebody else wrote meanwhile, show what."""
    base = request.POST.get("base", "")
    if not form.is_valid():
        return show(request, page, form, written, base=base)
    version = int(base) if base.isascii() and base.isdigit() and len(base) < 9 else 0  # noqa: PLR2004 - digits
    try:
        outcome = save_english(page, form.texts(), by=request.user, version=version)
    except LockedError:
        messages.error(request, LOCKED)
        return show(request, page, form, written, base=base)
    if isinstance(outcome, Clashed):
        both = EnglishForm(content=latest_content(page), initial=outcome.texts)
        return show(request, page, both, written, base=str(outcome.version), theirs=outcome.theirs)
    drop_draft(page, ENGLISH, by=request.user)
    if request.POST.get("action") == "online":
        try_online(request, page)
    else:
        saved_message(request, is_new=outcome.version is not None)
    return redirect(edit_url(page, ENGLISH))


def show(
    request: HttpRequest, page: Initiative, form: EnglishForm, written: OwnTranslation | None, **context: Any
) -> HttpResponse:
    """The form with the Dutch texts beside it."""
    theirs = context.get("theirs")
    outdated = english.outdated(page, latest_content(page))
    shown = {
        "title": _("English text"),
        "form": form,
        "pairs": list(form.pairs(outdated, theirs)),
        "written": written,
        **surroundings(request, page, ENGLISH),
        **context,
    }
    return render(request, "initiatives/edit/english.html", shown, status=409 if theirs else 200)
