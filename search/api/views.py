"""Answers as JSON, as the schemas beside this file say."""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.audiences import audiences_of
from search.facets import counted, label_said
from search.labels import KIND, PLACE, TAG, THEME, YEAR, value_of
from search.language.analysis import DUTCH, LANGUAGES
from search.relating import related_to
from search.searching import DEEPEST, MOST_PER_PAGE, PAGE_SIZE, Answer, Question, Result, search
from search.suggesting import suggest

COMPACT = {"separators": (",", ":"), "ensure_ascii": False}
NAMES = {KIND: "kind", THEME: "theme", TAG: "tag", PLACE: "municipality", YEAR: "year"}
MOST_VALUES = 50  # of one facet that are read
MOST_COUNTED = 100  # values of one facet in an answer
LONGEST_NUMBER = 12  # digits
MOST_TYPED = 200  # characters of what is typed that are read
SCHEMAS = Path(__file__).parent

View = Callable[[HttpRequest], HttpResponse]


class BadParameterError(ValueError):
    """A parameter that means nothing; says which and what would."""


def as_json(answer: Callable[[HttpRequest], dict[str, Any]]) -> View:
    """Make a view of a function that gives what to answer; a bad parameter becomes {"error": ...} with 400."""

    @require_safe
    @cache_control(private=True)
    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            with translation.override(locale_of(request)):
                return JsonResponse(answer(request), json_dumps_params=COMPACT)
        except BadParameterError as error:
            return JsonResponse({"error": str(error)}, status=400, json_dumps_params=COMPACT)

    return view


@as_json
def search_api(request: HttpRequest) -> dict[str, Any]:
    """What is found, with the counts of what it could be narrowed to. Raises BadParameterError."""
    page = number_in(request, "page", 1)
    page_size = number_in(request, "page_size", PAGE_SIZE, most=MOST_PER_PAGE)
    asked = {facet: labels_in(request, facet, name) for facet, name in NAMES.items()}
    filters = {facet: labels for facet, labels in asked.items() if labels is not None}
    question = Question(
        text=request.GET.get("q", ""),
        language=locale_of(request),
        filters=filters,
        page=min(page, DEEPEST),
        page_size=page_size,
        audiences=audiences_of(request.user),
    )
    answer = search(question)
    is_there = page <= DEEPEST and (page - 1) * page_size < answer.total
    found = (*answer.results, *related_to(question, answer)) if is_there else ()
    return {
        "query": answer.query,
        "corrected_query": answer.corrected_query,
        "total": answer.total,
        "results": [result_as_json(request, one) for one in found[:page_size]],
        "facets": facets_as_json(answer, filters),
    }


@as_json
def suggest_api(request: HttpRequest) -> dict[str, Any]:
    """What somebody may mean who is still typing. Raises BadParameterError."""
    query = request.GET.get("q", "")[:MOST_TYPED]
    found = suggest(query, language=locale_of(request), audiences=audiences_of(request.user))
    return {"query": query, "suggestions": [one._asdict() for one in found]}


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """What an answer looks like."""
    return HttpResponse((SCHEMAS / f"{name}.schema.json").read_bytes(), content_type="application/schema+json")


def locale_of(request: HttpRequest) -> str:
    """The language whose results come first. Raises BadParameterError."""
    locale = request.GET.get("locale") or DUTCH
    if locale not in LANGUAGES:
        raise BadParameterError(f"locale is one of {', '.join(LANGUAGES)}")
    return locale


def number_in(request: HttpRequest, name: str, default: int, *, most: int | None = None) -> int:
    """A number from 1 up. Raises BadParameterError."""
    text = request.GET.get(name) or str(default)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
    if number < 1 or (most and number > most):
        raise BadParameterError(f"{name} is a number from 1 to {most}" if most else f"{name} is a number from 1 up")
    return number


def labels_in(request: HttpRequest, facet: str, name: str) -> frozenset[str] | None:
    """The labels that a parameter names, repeated or with commas; None where it names nothing."""
    words = [word for value in request.GET.getlist(name) for word in value.split(",") if word.strip()][:MOST_VALUES]
    return frozenset(filter(None, (label_said(facet, word) for word in words))) if words else None


def result_as_json(request: HttpRequest, result: Result) -> dict[str, Any]:
    """One result; its texts without markup."""
    return {
        "kind": result.kind,
        "slug": result.slug,
        "title": result.title,
        "url": request.build_absolute_uri(result.url),
        "excerpt": "".join(piece.text for piece in result.excerpt),
        "locale": result.language,
        "score": result.score,
    }


def facets_as_json(answer: Answer, filters: dict[str, frozenset[str]]) -> dict[str, list[dict[str, Any]]]:
    """What there is to choose, most documents first. Values are what the parameters take."""
    chosen: Iterable[str] = sorted(one for labels in filters.values() for one in labels)
    return {
        NAMES[facet]: [
            {"value": value_of(one.label) if facet == KIND else one.slug, "label": one.name, "count": one.documents}
            for one in names[:MOST_COUNTED]
        ]
        for facet, names in counted(answer.labels, chosen).items()
    }
