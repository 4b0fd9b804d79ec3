"""The page for the English text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.initiatives.completeness import latest_content
from community.initiatives.editing import english
from community.initiatives.editing.drafts import drop_draft, typing_in
from community.initiatives.editing.english_form import EnglishForm
from community.initiatives.editing.notices import try_online
from community.initiatives.editing.pages import edit_url, surroundings
from community.initiatives.editing.sections import ENGLISH
from community.initiatives.models import Initiative, OwnTranslation


def edit(request: HttpRequest, page: Initiative) -> HttpResponse:
    """The form, or what became of it."""
    content, written = latest_content(page), english.own_translation(page)
    texts = english.texts_of(page, written, content)
    if request.method == "POST":
        return save(request, page, EnglishForm(request.POST, content=content), texts, written)
    typing = typing_in(page, ENGLISH, of=request.user)
    draft = typing.draft
    form = EnglishForm(content=content, initial=texts)
    if draft:
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(draft.data, {}, name)
    version = draft.base if draft else str(written.version if written else 0)
    return show(request, page, form, written, draft=draft, base=version, others=typing.others)


def save(
    request: HttpRequest, page: Initiative, form: EnglishForm, texts: dict[str, str], written: OwnTranslation | None
) -> HttpResponse:
    """Keep it, or say what is wrong with it; where somebody else wrote meanwhile, show what."""
    base = request.POST.get("base", "")
    if not form.is_valid():
        return show(request, page, form, written, base=base)
    version = int(base) if base.isascii() and base.isdigit() and len(base) < 9 else 0  # noqa: PLR2004 - digits
    try:
        english.save_english(page, form.texts(), by=request.user, version=version)
    except english.ChangedMeanwhileError:
        theirs = {name: text for name, text in texts.items() if text != form.cleaned_data.get(name)}
        return show(request, page, form, written, base=str(written.version if written else 0), theirs=theirs)
    drop_draft(page, ENGLISH, by=request.user)
    if request.POST.get("action") == "online":
        try_online(request, page)
    else:
        messages.success(request, _("Saved as a draft. It is not online yet."))
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
