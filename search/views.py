"""The search page, and what it tells of what was opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from foundation.audiences import audiences_of
from search.language.analysis import LANGUAGES
from search.language.query import LONGEST_QUERY
from search.listings import SearchAddress, advice_for, hit_of, listing_of
from search.relating import related_to
from search.searching import Answer, closest, search
from search.usage import note_click, note_search

LONGEST_CLICK = 4_000  # bytes: a query of the longest kind, each byte of it written as %XX
FORM = "application/x-www-form-urlencoded"


@require_safe
@cache_control(private=True)
def search_page(request: HttpRequest) -> HttpResponse:
    """The results of an address; 400 for a damaged one, 404 for a page that is not there."""
    address = SearchAddress.of(request)
    if not address.asks:
        return render(request, "search/search.html", {"address": address})
    question = address.question(audiences_of(request.user))
    answer = search(question)
    context = {"address": address, "listing": listing_of(address, answer, related_to(question, answer))}
    if not answer.total:
        context["empty"] = advice_for(address, answer)
        context["closest"] = [hit_of(result) for result in closest(question)] if not address.chosen else []
    note(request, address, answer)
    return render(request, "search/search.html", context)


def note(request: HttpRequest, address: SearchAddress, answer: Answer) -> None:
    """Count what somebody asked; not each page and each choice they then look at."""
    if request.method == "GET" and answer.query and address.page == 1 and not address.chosen:
        note_search(query=answer.query, language=get_language() or "", results=answer.total)


@csrf_exempt  # a browser sends it while it leaves the page; it changes a count and nothing else
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Count that a result of a query was opened: q and language. Answers 204 to whatever is sent."""
    answer = HttpResponse(status=204)
    size = request.META.get("CONTENT_LENGTH") or ""
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and request.content_type == FORM
    if not is_ours or not size.isdecimal() or int(size) > LONGEST_CLICK:
        return answer
    query, language = request.POST.get("q", "").strip(), request.POST.get("language", "")
    if query and len(query) <= LONGEST_QUERY and "\x00" not in query and language in LANGUAGES:
        note_click(query=query, language=language)
    return answer
