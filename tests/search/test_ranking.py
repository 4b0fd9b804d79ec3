"""How well a document answers a query."""

import pytest

from search.engines.wanted import Alternative, Concept
from search.language.analysis import DUTCH, stream_of, term_of
from search.language.folding import words_of
from search.ranking import Texts, score, times_together

LOREM = "het gaat hier om iets anders dat verder weinig zegt en nog een poos zo door gaat"


def texts(title: str = "Iets", body: str = "", *, summary: str = "", keywords: str = "") -> Texts:
    """The terms of a document."""
    streams = [stream_of(text, DUTCH) for text in (title, keywords, summary, body)]
    parts = [part for stream in streams[:3] for part in stream.parts]
    return Texts.of([" ".join(row) for row in (*(stream.keys for stream in streams), parts, streams[3].parts)])


def asked(text: str, *, rarity: float = 1.0) -> list[Concept]:
    """Each word of a query as it is, and where it is a compound its parts close together."""
    concepts = []
    for word in words_of(text):
        term = term_of(word.pieces, DUTCH)
        alternatives = [Alternative((term.key,))]
        if term.parts:
            alternatives.append(Alternative(term.parts, 0.85, near=True))
        concepts.append(Concept(word.folded, tuple(alternatives), rarity))
    return concepts


def phrase(text: str) -> Concept:
    """A phrase between quotation marks."""
    keys = tuple(stream_of(text, DUTCH).keys)
    return Concept(text, (Alternative(keys, exact=True),), required=True)


def ranked(concepts: list[Concept], **documents: Texts) -> list[str]:
    """The names of these documents, best first."""
    scores = {name: score(concepts, document) for name, document in documents.items()}
    assert len(set(scores.values())) == len(scores)
    return sorted(scores, key=lambda name: -scores[name])


def test_title_counts_more_than_body() -> None:
    assert ranked(
        asked("subsidie"),
        body=texts("Geld vinden", "Vraag een subsidie aan."),
        title=texts("Subsidie vinden", "Vraag geld aan."),
        summary=texts("Geld vinden", "Vraag geld aan.", summary="Zo vind je subsidie."),
        keywords=texts("Geld vinden", "Vraag geld aan.", keywords="subsidie"),
    ) == ["title", "summary", "keywords", "body"]


def test_rare_words_count_more_than_common_ones() -> None:
    concepts = [*asked("notaris", rarity=5.0), *asked("buurt", rarity=0.5)]
    assert ranked(
        concepts, common=texts("Iets in de buurt"), rare=texts("Iets bij de notaris"), both=texts("Notaris in de buurt")
    ) == ["both", "rare", "common"]


def test_all_words_win_over_some_of_them() -> None:
    assert ranked(
        asked("subsidie dorpshuis"),
        one_often=texts("Subsidie, subsidie", "subsidie " * 20, summary="subsidie"),
        both_once=texts("Geld", f"Voor een dorpshuis {LOREM} is er subsidie."),
    ) == ["both_once", "one_often"]


def test_words_side_by_side_count_more_than_far_apart() -> None:
    assert ranked(
        asked("samen koken"),
        apart=texts("Iets", f"samen {LOREM} koken"),
        together=texts("Iets", f"samen koken {LOREM}"),
    ) == ["together", "apart"]


def test_compound_counts_more_than_its_parts_and_these_more_together() -> None:
    assert ranked(
        asked("dorpshuis"),
        apart=texts("Iets", f"Een dorp. {LOREM}. Dit huis."),
        together=texts("Iets", f"Het huis van ons dorp. {LOREM}. Dit."),
        whole=texts("Iets", f"Een dorpshuis. {LOREM}. Dit huis."),
    ) == ["whole", "together", "apart"]


def test_word_alone_counts_more_than_inside_a_compound() -> None:
    assert ranked(
        asked("huis"), inside=texts("Een dorpshuis bouwen"), alone=texts("Een huis bouwen"), body=texts("Iets", "huis")
    ) == ["alone", "inside", "body"]


def test_more_mentions_count_more_but_ever_less() -> None:
    one, two, ten, eleven = (
        score(asked("soep"), texts("Iets", f"{LOREM} " + "soep " * number)) for number in (1, 2, 10, 11)
    )
    assert one < two < ten < eleven
    assert two - one > eleven - ten


def test_short_texts_count_more_than_long_ones() -> None:
    assert ranked(asked("soep"), long=texts("Iets", f"soep {LOREM * 50}"), short=texts("Iets", f"soep {LOREM}")) == [
        "short",
        "long",
    ]


def test_title_that_says_it_all_counts_most() -> None:
    assert ranked(
        asked("soep koken"),
        more=texts("Soep koken met alle buren van de hele straat"),
        all=texts("Soep koken"),
    ) == ["all", "more"]


def test_exact_phrase_must_stand_as_it_is() -> None:
    concepts = [phrase("samen soep koken")]
    assert score(concepts, texts("Samen soep koken")) > score(concepts, texts("Iets", "samen soep koken")) > 0
    assert score(concepts, texts("Samen koken, soep eten")) == 0
    assert score(concepts, texts("Soep koken, samen")) == 0


def test_weight_of_an_alternative_counts() -> None:
    concepts = [Concept("poen", (Alternative(("poen",)), Alternative(("geld",), 0.65)))]
    assert ranked(concepts, synonym=texts("Geld"), word=texts("Poen")) == ["word", "synonym"]


def test_saying_it_in_two_ways_counts_a_little_more_than_in_one() -> None:
    concepts = [Concept("poen", (Alternative(("poen",)), Alternative(("geld",), 0.5)))]
    assert ranked(
        concepts,
        one=texts("Poen tellen", LOREM),
        both=texts("Poen tellen", f"{LOREM} geld"),
        twice=texts("Poen tellen", f"{LOREM} poen"),
    ) == ["twice", "both", "one"]


def test_all_words_as_typed_win_over_synonyms_of_some() -> None:
    concepts = [
        Concept("poen", (Alternative(("poen",)), Alternative(("geld",), 0.5))),
        Concept("buurt", (Alternative(("buurt",)), Alternative(("wijk",), 0.5))),
    ]
    assert ranked(
        concepts,
        otherwise=texts("Geld voor de wijk", "geld wijk " * 20),
        half=texts("Poen voor de wijk", "poen wijk " * 20),
        typed=texts("Iets", f"poen {LOREM} buurt poen buurt"),
    ) == ["half", "typed", "otherwise"]


@pytest.mark.parametrize(
    ("concepts", "document"),
    [
        ([], texts("Soep")),
        (asked("soep"), texts("Brood", "Met kaas.")),
        (asked("soep"), texts("", "")),
        (asked("soep", rarity=0.0), texts("Soep")),
    ],
)
def test_documents_with_nothing_of_it_score_nothing(concepts: list[Concept], document: Texts) -> None:
    assert score(concepts, document) == 0.0


@pytest.mark.parametrize(
    ("keys", "terms", "exact", "expected"),
    [
        (("a", "b"), "a b a b", True, 2.0),
        (("a", "b"), "b a", True, 0.0),
        (("a", "b"), "a x b", True, 0.0),
        (("a", "a"), "a a a", True, 2.0),
        (("a", "b"), "b x a", False, 1.0),
        (("a", "b"), "a 1 2 3 4 b", False, 1.0),
        (("a", "b"), "a 1 2 3 4 5 b", False, 0.0),
        (("a", "b"), "", False, 0.0),
    ],
)
def test_times_together_counts_terms_that_are_close(
    keys: tuple[str, ...], terms: str, exact: bool, expected: float
) -> None:
    assert times_together(keys, terms.split(), exact=exact) == expected


def test_terms_spread_over_title_and_summary_count_a_little() -> None:
    document = texts("Het huis", summary="Van een dorp.")
    near, exact = Alternative(("dorp", "huis"), near=True), Alternative(("dorp", "huis"), exact=True)
    assert score([Concept("x", (near,))], document) > 0
    assert score([Concept("x", (exact,))], document) == 0
