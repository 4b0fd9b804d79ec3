"""What somebody typed and did not post; and what the editor asks for meanwhile: files, and what a name may mean."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.forums.writing import drafts, uploads
from community.forums.writing.completing import TooOftenError, refuse_too_often, suggestions
from community.forums.writing.editing import described
from community.forums.writing.my_drafts import drafts_of, rows_of
from community.forums.writing.refusals import Refusal
from community.members.requests import MemberRequest
from foundation.paging import paged

TOO_LARGE, WRONG, TOO_MANY = 413, 400, 429
PAGE_SIZE = 20  # drafts


@login_required
@never_cache
@require_safe
def my_drafts(request: MemberRequest) -> HttpResponse:
    """All that somebody did not post yet. Raises Http404 for a page that is not there."""
    listing = paged(request, drafts_of(request.user), size=PAGE_SIZE)
    context = {
        "title": _("My drafts"),
        "listing": listing,
        "drafts": rows_of(listing.items, to=request.user),
    }
    return render(request, "forums/writing/my_drafts.html", context)


@login_required
@require_POST
def draft(request: MemberRequest, name: str) -> HttpResponse:
    """Keep what somebody is typing, or forget it. Raises Http404 for a form that is not theirs."""
    if request.POST.get("action") == "forget":
        drafts.drop_draft(name, by=request.user)
        messages.info(request, _("What you had not posted is gone."))
        back = request.POST.get("next", "")
        is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return redirect(back if is_ours else "forum_index")
    try:
        kept = drafts.keep_draft(name, request.POST, by=request.user)
    except drafts.TooMuchError:
        return JsonResponse({"error": _("This is too much to keep. Make the text shorter.")}, status=TOO_LARGE)
    return JsonResponse({"kept": time_format(timezone.localtime(kept), "H:i"), "others": []})


@login_required
@require_POST
def upload(request: MemberRequest) -> JsonResponse:
    """Take a picture or file; answers with what the editor has to know of it."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("No file arrived. Choose it again.")}, status=WRONG)
    try:
        kept = uploads.upload(file, by=request.user, alt=request.POST.get("alt", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=WRONG)
    except Refusal as refused:
        return JsonResponse({"error": refused.message}, status=TOO_MANY)
    return JsonResponse(described(kept, alt=kept.alt))


@login_required
@never_cache
@require_safe
def complete(request: MemberRequest) -> JsonResponse:
    """What a name (?q=) after a sign (?sign=@ or #) may mean."""
    try:
        refuse_too_often(request.user, "complete")
    except TooOftenError:
        return JsonResponse({"suggestions": []}, status=TOO_MANY)
    sign = "@" if request.GET.get("sign", "@") == "@" else "#"
    return JsonResponse({"suggestions": suggestions(request.GET.get("q", ""), sign=sign, by=request.user)})
