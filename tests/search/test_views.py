"""The search page: what it finds, what it offers, and what it makes of odd addresses."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from foundation.translating import translate
from search import views
from search.models import PromotedResult, SearchDocument
from search.searching import Answer
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    ThemeFactory,
    ToolFactory,
)
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
AND_RELATED = 5  # queries more, whatever is found, for what goes about the same as few results
SOON = datetime(2031, 3, 4, 19, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(scope="module", autouse=True)
def pages(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """A few things about grants for village halls, with and without a theme, and one with odd words."""
    with made_once():
        money, green = ThemeFactory(title="Geld"), ThemeFactory(title="Groen")
        ToolFactory(title="Subsidie voor je dorpshuis", themes=[money], tags=["rood"])
        ToolFactory(title="Subsidie voor de buurttuin", themes=[green], tags=["rood", "zaaien"])
        InitiativeFactory(title="Subsidiehuis", themes=[money], place="Kamerik")
        EventFactory(
            title="Subsidie aanvragen, hoe doe je dat?", themes=[money], start=SOON, end=SOON + timedelta(hours=2)
        )
        OrdinaryPageFactory(title=f"Oma {SCRIPT}", tagline=f"Geeft {SCRIPT} aan wie het vraagt.")
        for number in range(30):
            ToolFactory(title=f"Windmolen {number}", themes=[money, green], tags=["wind"])
        ToolFactory(title="Graansilo", themes=[money], tags=["wind"])
        index_everything()


def soup_at(address: str, **parameters: Any) -> BeautifulSoup:
    """The page there."""
    response = Client().get(address, parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    """The titles of the results."""
    return [link.get_text() for link in soup.select("main .hits li a")]


def counts(soup: BeautifulSoup, facet: str) -> dict[str, int]:
    """How many each choice would leave."""
    return {
        box["value"]: int(box.parent.select_one(".count").get_text())
        for box in soup.select(f"main input[type=checkbox][name={facet}]")
    }


def test_results_say_what_they_are() -> None:
    """Kind, marked words, theme, place, and the day of a meeting."""
    soup = soup_at("/zoeken/", q="subsidie")
    assert sorted(titles(soup)) == [
        "Subsidie aanvragen, hoe doe je dat?",
        "Subsidie voor de buurttuin",
        "Subsidie voor je dorpshuis",
        "Subsidiehuis",
    ]
    hits = {hit.select_one("a").get_text(): hit for hit in soup.select("main .hits li")}
    meeting, house = hits["Subsidie aanvragen, hoe doe je dat?"], hits["Subsidiehuis"]
    assert meeting.select_one("mark").get_text() == "Subsidie"
    assert [part.get_text() for part in meeting.select(".meta span")] == ["dinsdag 4 maart 2031", "Woerden", "Geld"]
    assert house.select_one(".meta span").get_text() == "Kamerik, gemeente Woerden"
    assert house.select_one(".kind").get_text(strip=True) == "Initiatief"
    assert house.select_one(".stone") is not None


def test_what_goes_about_the_same_follows_few_results() -> None:
    """Under a heading of its own, and not counted."""
    ToolFactory(title="Grasmaaier delen", tags=["tuingereedschap", "uitleen"])
    ToolFactory(title="Heggenschaar", summary="Knipt ook tuingereedschap.", tags=["tuingereedschap", "uitleen"])
    index_everything()
    soup = soup_at("/zoeken/", q="grasmaaier")
    assert soup.select_one(".count-bar p").get_text(" ", strip=True) == "1 resultaat"
    assert soup.select_one("main .related h2").get_text() == "Gaat over hetzelfde"
    assert [link.get_text() for link in soup.select("main .related .hits li a")] == ["Heggenschaar"]
    assert soup.select_one("main .related").find("mark") is None, "nobody typed these words"
    assert soup.select_one("main .related .hits p:not(.kind)").get_text(strip=True) == "Knipt ook tuingereedschap."
    assert soup_at("/zoeken/", q="windmolen").select_one("main .related") is None


def test_filters_combine() -> None:
    """Choices of one facet add up, facets narrow each other down, and counts say what a choice would leave."""
    soup = soup_at("/zoeken/", q="subsidie")
    assert counts(soup, "soort") == {"kennistool": 2, "initiatief": 1, "bijeenkomst": 1}
    assert counts(soup, "thema") == {"geld": 3, "groen": 1}
    both = soup_at("/zoeken/", q="subsidie", soort=["kennistool", "initiatief"])
    assert sorted(titles(both)) == ["Subsidie voor de buurttuin", "Subsidie voor je dorpshuis", "Subsidiehuis"]
    one = soup_at("/zoeken/", q="subsidie", soort=["kennistool", "initiatief"], thema="geld")
    assert sorted(titles(one)) == ["Subsidie voor je dorpshuis", "Subsidiehuis"]
    assert counts(one, "soort") == {"kennistool": 1, "initiatief": 1, "bijeenkomst": 1}
    assert counts(one, "thema") == {"geld": 2, "groen": 1}
    assert counts(one, "trefwoord") == {"rood": 1}
    assert one.select_one(".count-bar p").get_text(" ", strip=True) == "2 resultaten van 4"


def test_filters_alone_show_all_that_pass_them() -> None:
    """Without words, as a tag that was suggested."""
    soup = soup_at("/zoeken/", trefwoord="rood")
    assert sorted(titles(soup)) == ["Subsidie voor de buurttuin", "Subsidie voor je dorpshuis"]


def test_choice_is_ticked_and_is_a_lamp_that_goes_out() -> None:
    soup = soup_at("/zoeken/", q="subsidie", thema="groen")
    assert [box["value"] for box in soup.select("main input[checked]")] == ["groen"]
    chip = soup.select_one("main a.chip")
    assert parse_qs(urlsplit(chip["href"]).query) == {"q": ["subsidie"]}


def test_form_keeps_words_and_order() -> None:
    """The choices belong to the form of the field, which works without scripts."""
    soup = soup_at("/zoeken/", q="subsidie", volgorde="nieuw", letterlijk="1")
    form = soup.select_one("main form#search-form")
    assert (form["action"], form["method"]) == ("/zoeken/", "get")
    assert {field["name"]: field.get("value") for field in form.select("input")} == {
        "q": "subsidie",
        "volgorde": "nieuw",
        "letterlijk": "1",
    }
    assert {box["form"] for box in soup.select("main input[type=checkbox]")} == {"search-form"}
    assert soup.select_one("main button[type=submit][form=search-form]") is not None


def test_newest_first_is_a_link() -> None:
    soup = soup_at("/zoeken/", q="subsidie", volgorde="nieuw")
    assert titles(soup)[0] == "Subsidie aanvragen, hoe doe je dat?"
    assert [link["href"] for link in soup.select(".sort a")] == ["/zoeken/?q=subsidie"]


def test_misspelled_word_is_corrected_and_the_correction_undone() -> None:
    soup = soup_at("/zoeken/", q="subsidei dorpshuis")
    assert soup.select_one("main h1 b").get_text() == "subsidie dorpshuis"
    assert "Subsidie voor je dorpshuis" in titles(soup)
    undo = soup.select_one("main h1 + p a")
    assert (undo.get_text(), parse_qs(urlsplit(undo["href"]).query)) == (
        "subsidei dorpshuis",
        {"q": ["subsidei dorpshuis"], "letterlijk": ["1"]},
    )
    literal = soup_at(undo["href"])
    assert literal.select_one("main h1").get_text(strip=True) == "Resultaten voor subsidei dorpshuis"
    assert literal.select("main h1 + p a") == []


def test_empty_question_shows_the_field_and_the_themes() -> None:
    for query in ("", "  ", "\u00a0"):
        soup = soup_at("/zoeken/", q=query)
        assert soup.select_one("main input[name=q]") is not None
        assert [link.get_text(strip=True) for link in soup.select("main .themes a")] == ["Geld", "Groen"]
        assert titles(soup) == []


def test_nothing_found_says_so_and_leads_on() -> None:
    """With what comes closest, and none of the counts."""
    soup = soup_at("/zoeken/", q="subsidie xyzzyx plugh")
    assert soup.select_one(".empty h2").get_text() == "Niets gevonden voor “subsidie xyzzyx plugh”"
    assert len(soup.select(".closest .hits li")) == 3
    assert soup.select("main input[type=checkbox]") == []


def test_nothing_found_with_choices_leads_to_what_there_is_without_them() -> None:
    soup = soup_at("/zoeken/", q="subsidie", gemeente="renswoude")
    link = soup.select_one(".empty a")
    assert parse_qs(urlsplit(link["href"]).query) == {"q": ["subsidie"]}


def test_pages_lead_through_all_results() -> None:
    found: list[str] = []
    address = "/zoeken/?q=windmolen"
    for _page in range(3):
        soup = soup_at(address)
        found += titles(soup)
        following = soup.select_one("nav.pages a[rel=next]")
        address = following["href"] if following else ""
    assert (sorted(found), address) == (sorted(f"Windmolen {number}" for number in range(30)), "")


def test_promoted_result_is_labelled() -> None:
    page = Page.objects.get(slug="graansilo", locale__language_code="nl")
    PromotedResult.objects.create(query="Windmolen", page=page, language="nl")
    hits = soup_at("/zoeken/", q="windmolen").select("main .hits li")
    labelled = [hit.select_one("a").get_text() for hit in hits if hit.select_one(".status")]
    assert (labelled, hits[0].select_one("a").get_text()) == (["Graansilo"], "Graansilo")
    assert soup_at("/zoeken/", q="graansilo").select("main .hits .status") == []


def test_result_in_another_language_says_so() -> None:
    """In its attribute and in a word; one in the language around it does not."""
    soup = soup_at("/en/search/", q="dorpshuis")
    hit = next(each for each in soup.select(".hits li") if each.a.get_text() == "Subsidie voor je dorpshuis")
    assert (hit.a["lang"], hit.select(".meta span")[-1].get_text()) == ("nl", "In Dutch")
    page = OrdinaryPageFactory(title="Kwartels")
    translate(page, {"title": "Quails", "slug": "quails"}, Locale.objects.get(language_code="en"))
    index_everything()
    own = soup_at("/en/search/", q="quails").select_one(".hits li")
    assert (own.a.get_text(), own.a.get("lang"), own.a["href"]) == ("Quails", None, "/en/quails/")


def test_notice_says_that_the_database_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only then."""
    assert soup_at("/zoeken/", q="subsidie").select("main .search-page > .message") == []
    monkeypatch.setattr(views, "search", lambda question: Answer(query=question.text, from_database=True))
    monkeypatch.setattr(views, "closest", lambda _question: ())
    assert len(soup_at("/zoeken/", q="subsidie").select("main .search-page > .message")) == 1


def test_words_are_escaped() -> None:
    """Typed ones, and those of pages: no script, in no place."""
    for parameters in (
        {"q": SCRIPT},
        {"q": f'"{SCRIPT}"', "thema": SCRIPT},
        {"q": "oma", "soort": f'"><img src=x onerror=1>{SCRIPT}'},
        {"q": "oma"},
        {"q": "alert"},
    ):
        text = Client().get("/zoeken/", parameters).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    marked = soup_at("/zoeken/", q="alert").select_one(".hits a")
    assert marked.get_text() == f"Oma {SCRIPT}"
    assert marked.select_one("mark").get_text() == "alert"


HOSTILE = [
    "'",
    '"',
    '"subsidie',
    'subsidie"" OR',
    "subsidie AND (",
    "((((((((((",
    "NEAR(a b)",
    "* ^ ~ : - + !",
    "-subsidie",
    "title:subsidie^4 AND body:[a TO z]",
    "subsidie & | ! <-> ():*",
    "'; DROP TABLE search_searchdocument; --",
    "' OR 1=1 --",
    "%' ESCAPE '\\' --",
    '{!func}ord(x) _query_:"x"',
    "\\\\\\",
    "a\tb\r\nc",
    "🌻🌻 👩‍👩‍👧",
    "поддержка 補助金 دعم ทุน",
    "\uff41\uff42\uff43 \u202e\u200b\ufeff",
    "́́́́",
    "a" * 10_000,
    "subsidie " * 1_100,
    " ".join(f"woord{number}" for number in range(1_000)),
    "-" * 5_000,
    '"' * 5_001,
    "1e9 9" * 50,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_page_answers_whatever_is_typed(query: str) -> None:
    """With 200, and soon."""
    client = Client()
    for path in ("/zoeken/", "/en/search/"):
        begin = time.process_time()
        response = client.get(path, {"q": query})
        assert response.status_code == 200
        assert time.process_time() - begin < 2
        assert len(response.content) < 60_000


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=a%00b", 400),
        ("q=%ED%A0%80%FF", 200),
        ("q=subsidie&pagina=1000000000", 404),
        ("q=subsidie&pagina=999999", 404),
        ("q=subsidie&pagina=-1", 404),
        ("q=subsidie&pagina=abc", 404),
        ("q=subsidie&pagina=%D9%A3", 404),
        (f"q=subsidie&thema={'a' * 201}", 400),
        ("&".join(f"thema=t{number}" for number in range(300)), 200),
        ("q[]=a&q=b&thema[]=c", 200),
        ("q=subsidie&periode=99999&gemeente=%27&soort=%3Cb%3E&trefwoord=%22", 200),
        ("&&&==;", 200),
    ],
)
def test_page_answers_every_address(query: str, status: int) -> None:
    assert Client().get(f"/zoeken/?{query}").status_code == status


def test_page_is_for_nobody_else() -> None:
    """Not kept for others, and not for search engines."""
    first, second = (Client().get("/zoeken/", {"q": "subsidie"}) for _time in range(2))
    assert {first["Cache-Control"], second["Cache-Control"]} == {"private"}
    assert (first.has_header("X-Page-Cache"), second.has_header("X-Page-Cache")) == (False, False)
    assert soup_at("/zoeken/", q="subsidie").select_one("meta[name=robots]")["content"] == "noindex"


def test_page_only_answers_readers() -> None:
    assert Client().post("/zoeken/", {"q": "subsidie"}).status_code == 405


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/zoeken/", "/en/search/"),
        ("/zoeken/?q=b%26b&soort=kennistool&soort=thema", "/en/search/?q=b%26b&soort=kennistool&soort=thema"),
    ],
)
def test_language_switch_leads_to_the_same_search(here: str, there: str) -> None:
    """Both ways."""
    for one, other in ((here, there), (there, here)):
        assert {link["href"] for link in soup_at(one).select("header a[hreflang]")} == {other}


def test_language_switch_of_a_missing_page_still_leads_to_the_front_page() -> None:
    soup = BeautifulSoup(Client().get("/bestaat-niet/?q=x").content, "html.parser")
    assert {link["href"] for link in soup.select("header a[hreflang]")} == {"/en/"}


@pytest.mark.parametrize(("language", "target"), [("", "/zoeken/"), ("/en", "/en/search/")])
def test_every_way_leads_to_the_search_page(language: str, target: str) -> None:
    """The header, the front page, a page that is not there, and browsers."""
    front = soup_at(f"{language}/")
    assert front.select_one(".tools a")["href"] == target
    assert (front.select_one("main form")["action"], front.select_one("main form input")["name"]) == (target, "q")
    missing = BeautifulSoup(Client().get(f"{language}/bestaat-niet/").content, "html.parser")
    assert missing.select_one("main form")["action"] == target
    description = front.select_one("link[rel=search]")["href"]
    answer = Client().get(description)
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    url = ET.fromstring(answer.content).find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"http://testserver{target}?q={{searchTerms}}"


def hide_by_privacy(page: Page) -> None:
    """Only for who signs in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "hide", [hide_by_privacy, lambda page: page.unpublish(), lambda page: page.delete()], ids=["private", "off", "gone"]
)
def test_hidden_page_is_in_no_result_and_no_count(hide: Callable[[Page], None]) -> None:
    """Not for anybody; the same page is there before."""
    page = OrdinaryPageFactory(title="Kwartelkoning gezien")
    index_everything()
    before = soup_at("/zoeken/", q="kwartelkoning")
    assert (titles(before), counts(before, "soort")) == (["Kwartelkoning gezien"], {"bladzijde": 1})
    hide(page)
    index_everything()
    soup = soup_at("/zoeken/", q="kwartelkoning")
    assert (titles(soup), counts(soup, "soort")) == ([], {})
    assert "gezien" not in soup.select_one("main").get_text()


def test_hidden_page_is_in_no_result_though_the_index_lags() -> None:
    """Its app is asked."""
    page = OrdinaryPageFactory(title="Kwartelkoning gezien")
    index_everything()
    assert titles(soup_at("/zoeken/", q="kwartelkoning")) == ["Kwartelkoning gezien"]
    Page.objects.filter(pk=page.pk).update(live=False)
    assert SearchDocument.objects.filter(kind="page", object_id=page.pk).exists()
    soup = soup_at("/zoeken/", q="kwartelkoning")
    assert titles(soup) == []
    assert "gezien" not in soup.select_one("main").get_text()


def test_draft_is_in_no_result() -> None:
    OrdinaryPageFactory(title="Kwartelkoning in klad", published=False)
    index_everything()
    assert titles(soup_at("/zoeken/", q="kwartelkoning")) == []


def test_page_asks_the_database_as_often_for_many_results_as_for_one() -> None:
    """One tool or nine, and a whole page of them or the first of many; few cost what goes about the same as well."""
    numbers = []
    for query, more in (("graansilo", 0), ("graansilo", 3), ("graansilo", 5), ("graansilo", 1), ("windmolen", 0)):
        for number in range(more):
            ToolFactory(title=f"Graansilo {more} {number}")
        index_everything()
        assert Client().get("/zoeken/", {"q": query}).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            soup = soup_at("/zoeken/", q=query)
        numbers.append((int(soup.select_one(".count-bar p").get_text().split()[0]), len(captured)))
    totals, queries = zip(*numbers, strict=True)
    assert totals == (1, 4, 9, 10, 30)
    assert queries[3] == queries[4]
    assert queries[1] == queries[2]  # of the only one there is no word that others share
    assert queries[3] <= queries[0] <= queries[1] <= queries[3] + AND_RELATED


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is counted of searches and clicks."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(views, "note_search", lambda **what: found.append({"search": what}))
    monkeypatch.setattr(views, "note_click", lambda **what: found.append({"click": what}))
    return found


def test_search_is_counted_once(noted: list[dict[str, Any]]) -> None:
    """Not its pages, choices, corrections of the form, or an empty one."""
    client = Client()
    for query in ("q=windmolen", "q=windmolen&pagina=2", "q=windmolen&thema=geld", "q=", "thema=geld"):
        client.get(f"/zoeken/?{query}")
    client.head("/zoeken/?q=windmolen")
    assert noted == [{"search": {"query": "windmolen", "language": "nl", "results": 30}}]


def click(body: dict[str, str] | bytes, **headers: Any) -> int:
    """Tell of a click; the status."""
    kind = "application/x-www-form-urlencoded"
    data = urlencode(body) if isinstance(body, dict) else body
    return Client(enforce_csrf_checks=True).post("/zoeken/klik/", data, content_type=kind, **headers).status_code


def test_click_is_counted(noted: list[dict[str, Any]]) -> None:
    """As browsers send it, without a token of a form."""
    assert click({"q": "soep koken", "language": "nl"}, HTTP_SEC_FETCH_SITE="same-origin") == 204
    assert noted == [{"click": {"query": "soep koken", "language": "nl"}}]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"q": "", "language": "nl"},
        {"q": "soep", "language": "fr"},
        {"q": "soep\x00", "language": "nl"},
        {"q": "a" * 301, "language": "nl"},
        {"q": "a" * 10_000, "language": "nl"},
        b"\xff\xfe=%%%&q",
    ],
    ids=range(7),
)
def test_odd_click_is_left_out(noted: list[dict[str, Any]], body: dict[str, str] | bytes) -> None:
    """And answered all the same."""
    assert (click(body), noted) == (204, [])


def test_click_from_elsewhere_is_left_out(noted: list[dict[str, Any]]) -> None:
    assert click({"q": "soep", "language": "nl"}, HTTP_SEC_FETCH_SITE="cross-site") == 204
    assert Client().post("/zoeken/klik/", {"q": "soep", "language": "nl"}).status_code == 204  # as no script of ours
    assert noted == []
    assert Client().get("/zoeken/klik/").status_code == 405
