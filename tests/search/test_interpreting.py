"""From what somebody typed to what is looked for."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.generation import forget_everything, generation_of_request, next_generation
from search import vocabulary
from search.actions import index
from search.engines.wanted import Alternative, Concept
from search.interpreting import (
    APART,
    DERIVED,
    FURTHER,
    JOINED,
    MOST_IN_SETS,
    SPLIT,
    SYNONYM,
    Interpretation,
    alternatives_of,
    derived,
    interpret,
    thesaurus,
)
from search.language import synonyms
from search.language.analysis import DUTCH, ENGLISH, term_of_word
from search.language.query import read_query
from search.models import Synonym
from search.vocabulary import known_words
from tests.factories import OrdinaryPageFactory, ToolFactory

pytestmark = pytest.mark.django_db

PAGES = (
    ("Subsidie aanvragen", "Een subsidieaanvraag voor het dorpshuis"),
    ("Zonnepanelen op het dak", "Samen met de buren"),
    ("Vrijwilligers vinden", "Voor de zorg en de buren"),
    ("Tijd voor elkaar", "Rijden naar het ziekenhuis, met de buren"),
    ("Quinoa koken", "Wok en pan, samen met de buren"),
    ("Een heat en een pump", "Wat de buren zeggen"),
)


@pytest.fixture(scope="module", autouse=True)
def pages(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """What gives the site its words."""
    with made_once():
        made = [ToolFactory(title=title, summary=summary) for title, summary in PAGES]
        index("tool", [page.pk for page in made])
        vocabulary.forget()


def reading(text: str, language: str = DUTCH, *, correct: bool = True) -> Interpretation:
    """What is looked for."""
    asked = read_query(text)
    return interpret(asked, language, known_words(word.folded for word in asked.words), correct=correct)


def texts(found: Interpretation) -> list[str]:
    """What its concepts are called."""
    return [concept.text for concept in found.concepts]


def alternatives(text: str, language: str = DUTCH) -> list[Alternative]:
    """The ways to say the first concept."""
    return list(reading(text, language).concepts[0].alternatives)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("subsidie", ["subsidie"]),
        ("hoe vraag ik subsidie aan", ["vraag", "subsidie"]),
        ("hoe dan", ["hoe", "dan"]),
        ("subsidie SUBSIDIE", ["subsidie"]),
        ('zorg "samen met de buren"', ["zorg", "samen met de buren"]),
        ("-zorg", []),
        ("", []),
    ],
)
def test_concepts_are_telling_words_and_phrases(text: str, expected: list[str]) -> None:
    assert texts(reading(text)) == expected


def test_phrases_are_required_and_exact() -> None:
    (concept,) = reading('"samen met de buren"').concepts
    assert (concept.required, concept.alternatives) == (
        True,
        (Alternative(("sam", "met", "de", "bur"), exact=True),),
    )


def test_excluded_words_are_exact() -> None:
    assert reading('zorg -koken -"met de buren"').excluded == (
        Alternative(("kok",), exact=True),
        Alternative(("met", "de", "bur"), exact=True),
    )


def test_compounds_are_also_found_by_their_parts() -> None:
    assert alternatives_of(term_of_word("subsidieaanvraag", DUTCH), None) == [
        Alternative(("subsidieaanvrag",)),
        *(Alternative((key,), DERIVED) for key in derived("subsidieaanvrag")),
        Alternative(("subsidie", "aanvrag"), SPLIT, near=True),
        Alternative(("subsidie", "aanvrag"), APART),
    ]


def test_neighbours_are_also_found_as_one_word() -> None:
    for concept in reading("subsidie aanvraag").concepts:
        assert Alternative(("subsidieaanvrag",), JOINED) in concept.alternatives


def test_words_cut_nowhere_else_are_cut_where_the_site_knows_both_halves() -> None:
    assert Alternative(("heat", "pump"), SPLIT, near=True) in alternatives("heatpump")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("drum", ["drumer", "drumaar", "drumster"]),
        ("drummer", ["drummerer", "drummeraar", "drummerster", "drumm", "drum"]),
        ("wandelaar", ["wandelaarer", "wandelaaraar", "wandelaarster", "wandel"]),
        ("ik", []),
    ],
)
def test_who_does_it_and_what_is_done_belong_together(key: str, expected: list[str]) -> None:
    assert derived(key) == expected


def test_alternatives_that_stand_nowhere_are_left_out() -> None:
    """All but the word itself, so that an engine looks for no more than there is."""
    assert alternatives("xyzzyqwert") == [Alternative(("xyzzyqwert",))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("subisdie", {"subisdie": "subsidie"}),
        ("vrijwiligers", {"vrijwiligers": "vrijwilligers"}),
        ("teid", {"teid": "tijd"}),
        ("subisdie vrijwiligers", {"subisdie": "subsidie", "vrijwiligers": "vrijwilligers"}),
    ],
)
def test_words_that_nobody_knows_are_corrected(typed: str, expected: dict[str, str]) -> None:
    found = reading(typed)
    assert found.replaced == expected
    assert texts(found) == list(expected.values())


def test_compounds_typed_wrongly_are_corrected_where_they_sound_right() -> None:
    """What is put together of "zone" and "panelen" could be new to us, as "zorgpanelen" is."""
    assert reading("zonepanelen").replaced == {"zonepanelen": "zonnepanelen"}
    assert reading("zorgpanelen").replaced == {}


@pytest.mark.parametrize(
    "typed", ["subsidie", "huizen", "wonen", "houses", "subsidies", "tijdje", "20255", "abc", "xyzzyqwert"]
)
def test_words_of_the_site_and_of_a_language_are_left_alone(typed: str) -> None:
    assert reading(typed).replaced == {}


def test_nothing_is_corrected_unless_wanted() -> None:
    found = reading("subisdie", correct=False)
    assert (found.replaced, texts(found)) == ({}, ["subisdie"])


def test_words_that_went_a_moment_ago_are_not_given_away() -> None:
    page = OrdinaryPageFactory(title="Fluitschipper")
    index("page", [page.pk])
    vocabulary.forget()
    assert reading("fluitschiper").replaced == {"fluitschiper": "fluitschipper"}
    page.specific.unpublish()
    index("page", [page.pk])
    assert reading("fluitschiper").replaced == {}


def test_synonyms_of_editors_are_looked_for_at_once() -> None:
    Synonym.objects.create(words="xyzzyqwert, subsidie")
    forget_everything()
    assert alternatives("xyzzyqwert") == [Alternative(("xyzzyqwert",)), Alternative(("subsidie",), SYNONYM)]
    assert alternatives("xyzzyqwert", ENGLISH) == [Alternative(("xyzzyqwert",))]


def test_shipped_rules_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take the better part of a second, and something public changes all day."""
    thesaurus(DUTCH)
    read: list[str] = []
    monkeypatch.setattr(synonyms, "shipped_rules", read.append)
    Synonym.objects.create(words="xyzzyqwert, subsidie")
    next_generation()
    assert thesaurus(DUTCH).of(("xyzzyqwert",)) == (("subsidie",),)
    assert read == []


def test_one_way_synonyms_are_looked_for_one_way() -> None:
    Synonym.objects.create(words="xyzzyqwert", also_find="quinoa")
    forget_everything()
    assert Alternative(("quinoa",), SYNONYM) in alternatives("xyzzyqwert")
    assert thesaurus(DUTCH).of(("quinoa",)) == ()


def test_synonyms_may_be_phrases() -> None:
    Synonym.objects.create(words="xyzzyqwert abcdefgh, quinoa koken")
    forget_everything()
    wanted = Alternative(("quinoa", "kok"), SYNONYM, near=True)
    found = reading("xyzzyqwert abcdefgh", correct=False)
    assert [wanted in concept.alternatives for concept in found.concepts] == [True, True]
    assert wanted not in alternatives("xyzzyqwert")


def test_synonyms_stand_in_compounds() -> None:
    Synonym.objects.create(words="zorg", also_find="quinoa")
    forget_everything()
    assert term_of_word("zorgvrijwilliger", DUTCH).parts == ("zorg", "vrijwilliger")
    assert Alternative(("quinoa", "vrijwilliger"), SYNONYM * SPLIT, near=True) in alternatives("zorgvrijwilliger")


def test_synonyms_of_words_that_stand_apart_in_the_query_are_looked_for() -> None:
    Synonym.objects.create(words="xyzzyqwert abcdefgh", also_find="quinoa")
    forget_everything()
    wanted = Alternative(("quinoa",), SYNONYM)
    found = reading("abcdefgh buren xyzzyqwert", correct=False)
    assert [wanted in concept.alternatives for concept in found.concepts] == [True, False, True]


def test_synonyms_of_synonyms_are_looked_for_where_nothing_else_is_there() -> None:
    Synonym.objects.create(words="xyzzyqwert", also_find="abcdefgh")
    Synonym.objects.create(words="abcdefgh", also_find="quinoa")
    forget_everything()
    further = Alternative(("quinoa",), FURTHER)
    assert further in alternatives("xyzzyqwert")
    Synonym.objects.create(words="xyzzyqwert", also_find="zorg")
    forget_everything()
    assert further not in alternatives("xyzzyqwert")


def test_rare_words_tell_more_than_common_ones() -> None:
    common, rare, unheard = (concept.rarity for concept in reading("buren quinoa xyzzyqwert").concepts)
    assert common < rare < unheard


def concepts(*rarities: float, required: tuple[int, ...] = ()) -> Interpretation:
    """Concepts that tell so much."""
    made = [
        Concept(str(number), (Alternative((str(number),)),), rarity, required=number in required)
        for number, rarity in enumerate(rarities)
    ]
    return Interpretation(DUTCH, tuple(made))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (concepts(), ((),)),
        (concepts(1.0), ((0,),)),
        (concepts(1.0, 1.0), ((0,), (1,))),
        (concepts(9.0, 1.0), ((0,),)),
        (concepts(1.0, 1.0, 1.0, 1.0), ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))),
        (concepts(9.0, 1.0, required=(1,)), ((0, 1),)),
        (concepts(1.0, 1.0, required=(0, 1)), ((0, 1),)),
        (concepts(0.0, 0.0), ((0,), (1,))),
    ],
)
def test_sets_are_the_smallest_that_tell_enough(found: Interpretation, expected: tuple[tuple[int, ...], ...]) -> None:
    assert found.sets() == expected


def test_sets_of_long_queries_are_few() -> None:
    sets = concepts(*(1.0 + number / 100 for number in range(12))).sets()
    assert len(sets) <= 20
    assert {number for chosen in sets for number in chosen} <= set(range(12 - MOST_IN_SETS, 12))


@pytest.mark.parametrize(("text", "most"), [("subsidie zorg buren", 2), ("subisdie xyzzyqwert heatpump", 6)])
def test_long_and_short_queries_ask_the_database_a_few_times(text: str, most: int) -> None:
    reading(text)
    with generation_of_request(), CaptureQueriesContext(connection) as asked:
        reading(text)
    assert len(asked) <= most + 1
