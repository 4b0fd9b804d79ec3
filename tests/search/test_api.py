"""The addresses for programs: their answers keep to the schemas, whatever is asked."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from foundation.translating import translate
from tests.factories import InitiativeFactory, OrdinaryPageFactory, ThemeFactory, ToolFactory
from tests.search.indexing import index_everything
from tests.search.test_views import AND_RELATED, HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def pages(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """Tools and an initiative about soup."""
    with made_once():
        care, food = ThemeFactory(title="Zorg"), ThemeFactory(title="Eten")
        ToolFactory(title="Soep koken", summary="Soep <b>voor</b> de buurt.", themes=[care], tags=["pan"])
        quails = OrdinaryPageFactory(title="Kwartels tellen")
        translate(quails, {"title": "Counting quails", "slug": "quails"}, Locale.objects.get(language_code="en"))
        ToolFactory(title="Soep uitdelen", themes=[care, food], tags=["pan", "lepel"])
        InitiativeFactory(title="Soepbrigade", themes=[food])
        for number in range(25):
            ToolFactory(title=f"Brood {number}", themes=[food])
        index_everything()


def validated(path: str, answer: Any, name: str) -> dict[str, Any]:
    """The answer as data, which keeps to the schema that the site itself serves."""
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "private"
    assert answer["X-Content-Type-Options"] == "nosniff"
    data: dict[str, Any] = json.loads(answer.content)
    schema = json.loads(Client().get(f"/api/{name}/schema.json").content)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


def found(query: str) -> dict[str, Any]:
    """What the search answers."""
    path = f"/api/search/?{query}"
    return validated(path, Client().get(path), "search")


def titles(query: str) -> list[str]:
    """The titles of the results, in alphabetical order."""
    return sorted(result["title"] for result in found(query)["results"])


def test_answer_has_exactly_what_is_agreed() -> None:
    answer = found("q=soep%20uitdelen")
    first = answer["results"][0]
    assert list(answer) == ["query", "corrected_query", "total", "results", "facets"]
    assert list(first) == ["kind", "slug", "title", "url", "excerpt", "locale", "score"]
    assert (answer["query"], answer["corrected_query"]) == ("soep uitdelen", "")
    assert (first["kind"], first["slug"], first["title"], first["locale"]) == (
        "tool",
        "soep-uitdelen",
        "Soep uitdelen",
        "nl",
    )
    assert first["url"] == "http://testserver/kennistools/soep-uitdelen/"


def test_facets_count_what_choices_would_leave() -> None:
    facets = found("q=soep&kind=tool")["facets"]
    assert facets["kind"] == [
        {"value": "tool", "label": "Kennistool", "count": 2},
        {"value": "initiative", "label": "Initiatief", "count": 1},
    ]
    assert [(one["value"], one["count"]) for one in facets["theme"]] == [("zorg", 2), ("eten", 1)]
    assert [(one["value"], one["label"], one["count"]) for one in facets["tag"]] == [
        ("pan", "pan", 2),
        ("lepel", "lepel", 1),
    ]
    assert facets["municipality"] == []
    assert sum(one["count"] for one in facets["year"]) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=tool", ["Soep koken", "Soep uitdelen"]),
        ("kind=kennistool", ["Soep koken", "Soep uitdelen"]),
        ("kind=tool,initiative", ["Soep koken", "Soep uitdelen", "Soepbrigade"]),
        ("kind=tool&kind=initiatief", ["Soep koken", "Soep uitdelen", "Soepbrigade"]),
        ("theme=eten", ["Soep uitdelen", "Soepbrigade"]),
        ("theme=eten&kind=initiative", ["Soepbrigade"]),
        ("tag=lepel", ["Soep uitdelen"]),
        ("municipality=woerden", ["Soepbrigade"]),
        ("kind=,", ["Soep koken", "Soep uitdelen", "Soepbrigade", "Zorg"]),  # no filter: what goes about the same too
        ("kind=tool,onbekend", ["Soep koken", "Soep uitdelen"]),
        ("kind=onbekend", []),
        ("theme=onbekend", []),
        ("tag=%22", []),
        ("municipality=%27%20OR%201", []),
        ("kind=tool&theme=onbekend", []),
    ],
)
def test_filters_narrow_down(query: str, expected: list[str]) -> None:
    """By name or slug, with commas or repeated; what is unknown finds nothing."""
    assert titles(f"q=soep&{query}") == expected


def test_values_of_facets_are_what_parameters_take() -> None:
    """Each leaves as many as it says."""
    for name, values in found("q=soep")["facets"].items():
        for value in values:
            assert found(f"q=soep&{name}={value['value']}")["total"] == value["count"], (name, value)


def test_filters_alone_find_all_that_pass() -> None:
    assert titles("tag=pan") == ["Soep koken", "Soep uitdelen"]
    assert found("")["total"] == 0


def test_excerpt_is_plain_text() -> None:
    """Whatever stands in it came from the page."""
    answer = found("q=koken&kind=tool")
    assert answer["results"][0]["excerpt"] == "Soep <b>voor</b> de buurt."


def test_own_language_comes_first() -> None:
    """And labels are in it."""
    dutch, english = found("q=quails&locale=nl"), found("q=quails&locale=en")
    assert english["results"][0]["title"] == "Counting quails"
    assert english["results"][0]["url"] == "http://testserver/en/quails/"
    assert english["results"][0]["locale"] == "en"
    assert [one["label"] for one in english["facets"]["kind"]] == ["Page"]
    assert [one["label"] for one in dutch["facets"]["kind"]] == ["Pagina"]


def test_correction_is_told() -> None:
    ToolFactory(title="Dorpshuis verbouwen")
    index_everything()
    answer = found("q=dorpshius")
    assert (answer["query"], answer["corrected_query"]) == ("dorpshius", "dorpshuis")
    assert [result["title"] for result in answer["results"]] == ["Dorpshuis verbouwen"]


def test_pages_hold_all_results_once() -> None:
    seen = [result["title"] for page in (1, 2, 3) for result in found(f"q=brood&page={page}&page_size=9")["results"]]
    assert sorted(seen) == sorted(f"Brood {number}" for number in range(25))


@pytest.mark.parametrize("query", ["page=4&page_size=9", "page=10000", "page=1000000000", "page=999999999999"])
def test_page_beyond_the_last_is_empty(query: str) -> None:
    answer = found(f"q=brood&{query}")
    assert (answer["total"], answer["results"]) == (25, [])


@pytest.mark.parametrize(
    "query",
    [
        "page=abc",
        "page=0",
        "page=-1",
        "page=1.5",
        "page=%D9%A3",
        "page=1e9",
        "page=" + "9" * 400,
        "page_size=0",
        "page_size=101",
        "page_size=-5",
        "page_size=x",
        "locale=fr",
        "locale=%27",
    ],
)
def test_nonsense_is_refused_as_data(query: str) -> None:
    answer = Client().get(f"/api/search/?q=soep&{query}")
    assert (answer.status_code, list(json.loads(answer.content))) == (400, ["error"])


def test_nul_is_refused_as_data() -> None:
    for path in ("/api/search/?q=a%00", "/api/suggest/?q=a%00"):
        answer = Client().get(path)
        assert (answer.status_code, list(json.loads(answer.content))) == (400, ["error"])


@pytest.mark.parametrize("size", [1, 100])
def test_page_size_is_kept(size: int) -> None:
    assert len(found(f"q=brood&page_size={size}")["results"]) == min(size, 25)


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_every_query_is_answered(query: str) -> None:
    """By both, and soon."""
    for name in ("search", "suggest"):
        begin = time.process_time()
        validated(query, Client().get(f"/api/{name}/", {"q": query}), name)
        assert time.process_time() - begin < 2


def test_only_reading_is_possible() -> None:
    for path in ("/api/search/", "/api/suggest/", "/api/search/schema.json"):
        assert Client().post(path, {"q": "soep"}).status_code == 405


def test_suggestions_have_exactly_what_is_agreed() -> None:
    path = "/api/suggest/?q=soepb"
    assert validated(path, Client().get(path), "suggest") == {
        "query": "soepb",
        "suggestions": [{"text": "Soepbrigade", "kind": "initiative", "url": "/initiatieven/soepbrigade/"}],
    }
    assert Client().get("/api/suggest/?q=soep&locale=fr").status_code == 400


def test_hidden_page_is_in_no_answer() -> None:
    """Neither as a result nor in a count; before it was hidden it is in both."""
    page = OrdinaryPageFactory(title="Kwartelkoning gezien")
    index_everything()
    before = found("q=kwartelkoning")
    assert (before["total"], len(before["facets"]["kind"])) == (1, 1)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    index_everything()
    after = found("q=kwartelkoning")
    assert (after["total"], after["results"], after["facets"]["kind"]) == (0, [], [])


def test_answer_takes_as_many_queries_for_many_results_as_for_one() -> None:
    """Few are followed by what goes about the same: that takes a few more, and as many for one as for nine."""
    numbers = []
    for more in (1, 8, 3, 18):
        for number in range(more):
            ToolFactory(title=f"Kwartelei {more} {number}")
        index_everything()
        found("q=kwartelei")
        with CaptureQueriesContext(connection) as captured:
            shown = found("q=kwartelei&page_size=50")["total"]
        numbers.append((shown, len(captured)))
    totals, queries = zip(*numbers, strict=True)
    assert totals == (1, 9, 12, 30)
    assert queries[0] == queries[1]
    assert queries[2] == queries[3]
    assert 0 <= queries[0] - queries[2] <= AND_RELATED


def test_what_goes_about_the_same_follows_the_results() -> None:
    """After as many as are counted, with everything a result has."""
    ToolFactory(title="Ketel lenen", summary="Dertig liter.", tags=["kookgerei", "uitleen"])
    ToolFactory(title="Pannenset", summary="Groot genoeg voor vijftig.", tags=["kookgerei", "uitleen"])
    index_everything()
    answer = found("q=ketel")
    assert [result["title"] for result in answer["results"]] == ["Ketel lenen", "Pannenset"]
    assert answer["total"] == 1
    assert [result["title"] for result in found("q=ketel&kind=tool")["results"]] == ["Ketel lenen"]
