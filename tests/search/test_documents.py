"""Making documents."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from community.themes.models import Tag, TagSynonym
from foundation.searchable import Findable, searchable_named
from search.actions import index
from search.documents import (
    LONGEST_BODY,
    LONGEST_FIELD,
    LONGEST_KEY,
    LONGEST_TITLE,
    Prepared,
    clean,
    counted_labels_of,
    key_of,
    prepare,
    suggestion_keys,
    words_counted,
)
from search.models import SearchDocument, SearchText
from tests.factories import InitiativeFactory, ThemeFactory, ToolFactory
from tests.factories.pages import municipality_named
from tests.search.things import Things, thing

pytestmark = pytest.mark.django_db


def prepared(row: Findable) -> Prepared:
    """The document of one thing, analysed."""
    (made,) = prepare(Things(row), [row])
    made.analyse()
    return made


def test_documents_hold_what_a_thing_says() -> None:
    woerden = municipality_named("Woerden")
    made = prepared(
        thing(
            7,
            "Dorpshuizen",
            "Met soep.",
            summary="Voor de buurt",
            keywords=("stappenplan", ""),
            place="Kamerik",
            municipality_id=woerden.pk,
            date=datetime(2025, 6, 1, tzinfo=UTC),
            group=UUID(int=1),
        )
    )
    document, text = made.document, made.text
    assert (document.kind, document.object_id, document.language, document.audience) == ("thing", 7, "nl", "public")
    assert (document.title, document.slug, document.village) == ("Dorpshuizen", "7", "Kamerik")
    assert document.labels == f" kind:thing lang:nl for:public place:{woerden.pk} year:2025 "
    assert text.labels == document.labels.strip()
    assert (text.plain_summary, text.plain_body) == ("Voor de buurt", "Met soep.")
    assert text.plain_keywords == "stappenplan. Kamerik. Woerden. Ding"
    assert (text.title, text.summary, text.body) == ("dorphuis", "vor de buurt", "met soep")
    assert text.keywords == "stapplan kamerik woerd ding"
    assert (text.parts, text.body_parts) == ("dorp huis stap plan", "")
    assert made.surfaces == {
        *("dorpshuizen", "dorps", "huizen", "met", "soep", "voor", "de", "buurt"),
        *("stappenplan", "stappen", "plan", "kamerik", "woerden", "ding"),
    }


def test_parts_of_the_body_stay_apart_from_those_of_the_head() -> None:
    text = prepared(thing(1, "Soep", "In het dorpshuis")).text
    assert (text.parts, text.body_parts) == ("", "dorp huis")


def test_names_of_themes_tags_and_places_belong_to_a_document() -> None:
    theme = ThemeFactory(title="Energie")
    tag = Tag.objects.create(name="warmte", slug="warmte")
    TagSynonym.objects.create(tag=tag, name="hitte")
    tool = ToolFactory(title="Iets", themes=[theme], tags=["warmte"])
    index("tool", [tool.pk])
    text = SearchText.objects.get(document__object_id=tool.pk)
    assert text.plain_keywords == "Stappenplan. Energie. warmte. hitte. Kennistool"


def test_kinds_are_called_in_the_language_of_the_text() -> None:
    kind = searchable_named("tool")
    assert kind is not None
    (dutch,) = prepare(kind, [thing(1, "Soep")])
    (english,) = prepare(kind, [thing(1, "Soup", language="en")])
    assert (dutch.text.plain_keywords, english.text.plain_keywords) == ("Kennistool", "Knowledge tool")


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [("a\x00b", 10, "a b"), ("  soep \n", 10, "soep"), ("soep koken", 5, "soep"), ("\x00", 10, ""), ("", 10, "")],
)
def test_clean_text_has_no_nul_and_is_not_too_long(text: str, most: int, expected: str) -> None:
    assert clean(text, most) == expected


def test_huge_things_are_cut() -> None:
    made = prepared(
        thing(1, "titel " * 1000, "tekst\x00 " * 100_000, summary="kort " * 9_000, keywords=("woord " * 9_000,))
    )
    assert len(made.document.title) <= LONGEST_TITLE
    assert len(made.text.plain_body) <= LONGEST_BODY
    assert len(made.text.plain_summary) <= LONGEST_FIELD
    assert len(made.text.plain_keywords) <= LONGEST_FIELD
    assert "\x00" not in made.text.plain_body


@pytest.mark.parametrize(
    "other",
    [
        thing(1, "Soepje", "Tekst"),
        thing(1, "Soep", "Andere tekst"),
        thing(1, "Soep", "Tekst", summary="Kort"),
        thing(1, "Soep", "Tekst", keywords=("plan",)),
        thing(1, "Soep", "Tekst", place="Kamerik"),
        thing(1, "Soep", "Tekst", theme_ids=(1,)),
        thing(1, "Soep", "Tekst", audience="members"),
        thing(1, "Soep", "Tekst", language="en"),
        thing(1, "Soep", "Tekst", translations=("en",)),
        thing(1, "Soep", "Tekst", date=datetime(2025, 1, 1, tzinfo=UTC)),
        thing(1, "Soep", "Tekst", group=UUID(int=1)),
    ],
)
def test_digest_changes_with_whatever_is_indexed(other: Findable) -> None:
    same = prepared(thing(1, "Soep", "Tekst")).document.digest
    assert prepared(thing(1, "Soep", "Tekst")).document.digest == same
    assert prepared(other).document.digest != same


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("De soep van het dorp", ["de soep van het dorp", "soep van het dorp", "dorp"]),
        ("Zorg-app", ["zorg-app"]),
        ("“Zo” doen wij", ["zo” doen wij"]),
        ("soep soep", ["soep soep", "soep"]),
        ("!?", []),
    ],
)
def test_suggestions_begin_at_the_first_and_each_telling_word(title: str, expected: list[str]) -> None:
    assert suggestion_keys(SearchDocument(title=title, language="nl")) == expected


def test_keys_are_folded_and_cut() -> None:
    assert key_of("  Één   CAFÉ ") == "een cafe"
    assert len(key_of("soep " * 100)) <= LONGEST_KEY


def test_words_of_a_document_are_counted_without_stop_words() -> None:
    document = SearchDocument(language="nl")
    assert words_counted(document, ["de", "soepen", "a" * 61]) == {("nl", "soepen", "soep")}


def test_labels_of_a_document_are_counted_for_suggestions() -> None:
    document = SearchDocument(language="nl", labels=" kind:tool theme:1 tag:2 place:3 year:2025 ", village="’t Goy")
    assert counted_labels_of(document) == {
        ("nl", "tag:2", ""),
        ("nl", "place:3", ""),
        ("nl", "village:’t Goy", "’t goy"),
    }


def test_documents_for_some_count_and_suggest_nothing() -> None:
    document = SearchDocument(language="nl", title="Soep", audience="members", labels=" tag:2 ", village="Kamerik")
    assert words_counted(document, ["soep"]) == set()
    assert counted_labels_of(document) == set()
    assert suggestion_keys(document) == []


def test_pages_become_documents() -> None:
    initiative = InitiativeFactory(title="Soepbrigade", needs=["Grote pannen"], place="Kamerik")
    assert index("initiative", [initiative.pk]) == 1
    document = SearchDocument.objects.select_related("text").get(kind="initiative", object_id=initiative.pk)
    assert (document.title, document.slug, document.village) == ("Soepbrigade", "soepbrigade", "Kamerik")
    assert document.group == initiative.translation_key
    assert document.text.plain_summary == "Buren die samen iets doen."
    assert document.text.plain_body == "Grote pannen."
    assert index("initiative", [initiative.pk]) == 0
