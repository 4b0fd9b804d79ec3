"""What is suggested to somebody who is still typing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from community.themes.models import Tag, TagSynonym
from foundation.generation import generation_of_request
from foundation.translating import translate
from search.models import SearchDocument
from search.suggesting import Suggested, suggest
from tests.factories import InitiativeFactory, OrdinaryPageFactory, ThemeFactory, ToolFactory
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def pages(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """Something of every kind that begins with "so"."""
    with made_once():
        theme = ThemeFactory(title="Sociaal")
        english = Locale.objects.get(language_code="en")
        soup = ToolFactory(title="Soep koken met dertig buren", themes=[theme], tags=["soberheid"])
        translate(soup, {"title": "Cooking soup", "slug": "soup"}, english)
        ToolFactory(title="Samen soep uitdelen", tags=["soberheid", "pan"])
        ToolFactory(title="Coöperatie oprichten", tags=["Zorgcoöperatie"])
        ToolFactory(title="“Zo” doen wij het", tags=[])
        InitiativeFactory(title="De soepbrigade", place="Soestduinen")
        InitiativeFactory(title="Houtwerk", place="Woerden")
        index_everything()


def texts(typed: str, language: str = "nl") -> list[str]:
    """The words suggested."""
    return [one.text for one in suggest(typed, language=language)]


def test_suggestions_come_in_their_order() -> None:
    """A theme, a title that begins with it, what is counted, a title with a later word."""
    assert suggest("so", language="nl") == [
        Suggested("Sociaal", "theme", "/themas/sociaal/"),
        Suggested("Soep koken met dertig buren", "tool", "/kennistools/soep-koken-met-dertig-buren/"),
        Suggested("soberheid", "tag", "/zoeken/?trefwoord=soberheid"),
        Suggested("Soestduinen", "village", "/zoeken/?q=Soestduinen"),
        Suggested("De soepbrigade", "initiative", "/initiatieven/de-soepbrigade/"),
        Suggested("Samen soep uitdelen", "tool", "/kennistools/samen-soep-uitdelen/"),
    ]


@pytest.mark.parametrize("typed", ["", " ", "s", "s ", "\x00", "é", "-"])
def test_too_little_suggests_nothing(typed: str) -> None:
    assert texts(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("SOEP KO", ["Soep koken met dertig buren"]),
        ("soep  koken", ["Soep koken met dertig buren"]),
        ("buren soep", ["Soep koken met dertig buren"]),
        ("koken so", ["Soep koken met dertig buren"]),
        ("koke so", []),  # only the last word may be half
        ("met dertig", ["Soep koken met dertig buren"]),
        ("soep met dert", ["Soep koken met dertig buren"]),
        ("coop", ["Coöperatie oprichten"]),
        ("zo", ["“Zo” doen wij het", "Zorgcoöperatie"]),
        ("zorgcoö", ["Zorgcoöperatie"]),
        ("oep", []),
        ("woer", ["Woerden"]),
        ("soep%", []),
        ("so_p", []),
        ("soep\x00ko", ["Soep koken met dertig buren"]),
    ],
)
def test_letters_are_found_at_the_beginning_of_words(typed: str, expected: list[str]) -> None:
    assert sorted(texts(typed)) == sorted(expected)


def test_municipality_leads_to_its_results_and_hides_the_village_of_that_name() -> None:
    assert suggest("woerd", language="nl") == [Suggested("Woerden", "place", "/zoeken/?gemeente=woerden")]


def test_other_word_for_a_tag_suggests_the_tag() -> None:
    TagSynonym.objects.create(tag=Tag.objects.get(name="pan"), name="soepketel")
    assert "pan" in texts("soepk")


def test_tag_that_nothing_public_has_is_not_suggested() -> None:
    """Nor a municipality."""
    ToolFactory(title="Klad", tags=["sokken"], published=False)
    index_everything()
    assert (texts("sokk"), texts("rensw")) == ([], [])


def test_titles_are_in_the_language_of_the_visitor() -> None:
    """An untranslated one in its own; a translated one not in the other language too."""
    assert texts("cook", "en") == ["Cooking soup"]
    assert texts("soep", "en") == ["De soepbrigade", "Samen soep uitdelen"]
    assert texts("cook", "nl") == []
    assert suggest("cook", language="en")[0].url == "/en/knowledge-tools/soup/"
    assert suggest("sober", language="en")[0].url == "/en/search/?trefwoord=soberheid"


def test_hidden_title_is_not_suggested() -> None:
    """Neither a page nor a theme; both are suggested before."""
    hidden = [OrdinaryPageFactory(title="Kwartelkoning"), ThemeFactory(title="Kwartels")]
    index_everything()
    assert texts("kwart") == ["Kwartels", "Kwartelkoning"]
    for page in hidden:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    index_everything()
    assert texts("kwart") == []


def test_hidden_title_is_not_suggested_though_the_index_lags() -> None:
    """Its app is asked."""
    hidden = [OrdinaryPageFactory(title="Kwartelkoning"), ThemeFactory(title="Kwartels")]
    index_everything()
    assert texts("kwart") == ["Kwartels", "Kwartelkoning"]
    Page.objects.filter(pk__in=[page.pk for page in hidden]).update(live=False)
    assert SearchDocument.objects.filter(object_id__in=[page.pk for page in hidden]).count() == 2
    assert texts("kwart") == []


def test_draft_is_not_suggested() -> None:
    OrdinaryPageFactory(title="Kwartelkoning", published=False)
    index_everything()
    assert texts("kwart") == []


def test_at_most_so_many_are_suggested() -> None:
    for number in range(30):
        OrdinaryPageFactory(title=f"Bladzijde {number}")
    index_everything()
    assert len(texts("bladz")) == 8
    assert len(suggest("bladz", language="nl", most=3)) == 3


def test_titles_leave_room_for_tags_and_places() -> None:
    for number in range(12):
        ToolFactory(title=f"Soberder {number}")
    index_everything()
    assert "soberheid" in texts("sober")


def test_suggesting_asks_the_database_as_often_for_many_as_for_one() -> None:
    """Four times, and each kind of thing where its pages are."""
    numbers = []
    for more in (1, 30):
        for number in range(more):
            OrdinaryPageFactory(title=f"Raam nul {more} {number}")
        index_everything()
        suggest("raam nu", language="nl")
        with generation_of_request(), CaptureQueriesContext(connection) as captured:
            suggest("raam nu", language="nl")
        numbers.append(len(captured))
    assert numbers[0] - 1 <= 4
    assert numbers[1] <= numbers[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
def test_translation_is_looked_for_by_its_group() -> None:
    """By language alone each title in another language would cost as much as there are documents."""
    with CaptureQueriesContext(connection) as captured:
        suggest("soep", language="en")
    statements = [query["sql"] for query in captured if "EXISTS" in query["sql"]]
    assert statements
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            (step,) = [row[3] for row in cursor.fetchall() if " U0 " in row[3]]
            assert "group=? AND language=?" in step
