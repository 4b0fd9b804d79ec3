"""The piece of a text that shows why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.wanted import Alternative, Concept
from search.excerpts import WORDS_BEFORE, WORDS_SHOWN, Keys, Piece, Sought, excerpt, marked, wanted_keys
from search.language.analysis import DUTCH, term_of
from search.language.folding import words_of

FILLING = [f"woord{number}" for number in range(200)]
ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("soep dorpshuis \n<>&.")))


def keys_for(text: str) -> Keys:
    """What is marked for these words: each as it is, and by its parts."""
    concepts = []
    for word in words_of(text):
        term = term_of(word.pieces, DUTCH)
        parts = [Alternative(term.parts, 0.85, near=True)] if term.parts else []
        concepts.append(Concept(word.folded, (Alternative((term.key,)), *parts)))
    return wanted_keys(concepts)


def shown(pieces: list[Piece]) -> str:
    """Pieces as one text, with what is marked between brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_keys_know_what_they_stand_for() -> None:
    concepts = [
        Concept("dorpshuis", (Alternative(("dorphuis",)), Alternative(("dorp", "huis"), near=True))),
        Concept("geld", (Alternative(("geld",)), Alternative(("huis",)))),
        Concept("samen koken", (Alternative(("sam", "kok"), exact=True),)),
    ]
    assert wanted_keys(concepts) == {
        "dorphuis": Sought(0, alone=True),
        "dorp": Sought(0, alone=False),
        "huis": Sought(0, alone=False),
        "geld": Sought(1, alone=True),
        "sam": Sought(2, alone=True),
        "kok": Sought(2, alone=True),
    }


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Soep koken", "soep", "[Soep] koken"),
        ("Wij koken soep.", "soep", "Wij koken [soep]."),
        ("Soepen, SOEP en soepje!", "soep", "[Soepen], [SOEP] en [soepje]!"),
        ("Eén foto's-avond", "foto", "Eén [foto's-avond]"),
        ("Coöperaties", "cooperatie", "[Coöperaties]"),
        ("soep koken", "soep koken", "[soep] [koken]"),
        ("Brood", "soep", "Brood"),
        ("", "soep", ""),
        ("soep", "", "soep"),
        ("  Veel\n\n  soep\t hier ", "soep", " Veel [soep] hier "),
    ],
)
def test_wanted_words_are_marked_in_all_their_forms(text: str, query: str, expected: str) -> None:
    assert shown(marked(text, keys_for(query), DUTCH)) == expected


def test_text_is_left_for_templates_to_escape() -> None:
    assert marked("<b>soep</b> & <i>", keys_for("soep"), DUTCH) == [
        Piece("<b>"),
        Piece("soep", marked=True),
        Piece("</b> & <i>"),
    ]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Het dorpshuis in het dorp is een huis.", "dorpshuis", "Het [dorpshuis] in het dorp is een huis."),
        ("Het huis in het dorp", "dorpshuis", "Het [huis] in het [dorp]"),
        ("Het huis in het dorp", "huis", "Het [huis] in het dorp"),
        ("Het dorpshuis en een huis", "huis", "Het [dorpshuis] en een [huis]"),
        ("Het ziekenhuisvervoer", "huis", "Het [ziekenhuisvervoer]"),
        ("Het dorpshuis, een huis", "dorpshuis huis", "Het [dorpshuis], een huis"),
    ],
)
def test_parts_of_a_compound_are_marked_only_without_it(text: str, query: str, expected: str) -> None:
    assert shown(marked(text, keys_for(query), DUTCH)) == expected


def test_short_text_is_shown_whole() -> None:
    assert shown(excerpt("Wij koken soep.", keys_for("soep"), DUTCH)) == "Wij koken [soep]."


def test_text_without_hits_is_shown_from_its_beginning() -> None:
    pieces = excerpt(f"– {' '.join(FILLING)}", keys_for("soep"), DUTCH)
    assert shown(pieces) == f"– {' '.join(FILLING[:WORDS_SHOWN])} …"


@pytest.mark.parametrize("text", ["", " ", "🎉 – !"])
def test_text_without_words_has_no_excerpt(text: str) -> None:
    assert excerpt(text, keys_for("soep"), DUTCH) == []


def test_excerpt_begins_a_little_before_what_was_found() -> None:
    words = [*FILLING[:100], "soep", *FILLING[100:]]
    first = 100 - WORDS_BEFORE
    window = " ".join(words[first : first + WORDS_SHOWN]).replace("soep", "[soep]")
    assert shown(excerpt(" ".join(words), keys_for("soep"), DUTCH)) == f"… {window} …"


def test_excerpt_at_the_end_is_as_long_and_keeps_the_full_stop() -> None:
    words = [*FILLING, "soep"]
    window = " ".join(words[-WORDS_SHOWN:]).replace("soep", "[soep]")
    assert shown(excerpt(f"{' '.join(words)}.", keys_for("soep"), DUTCH)) == f"… {window}."


def test_excerpt_is_where_most_different_words_stand() -> None:
    """Not where one of them stands most often."""
    words = [*FILLING[:20], *["soep"] * 5, *FILLING[20:100], "soep", "koken", *FILLING[100:]]
    window = " ".join(words[105 - WORDS_BEFORE : 105 - WORDS_BEFORE + WORDS_SHOWN])
    expected = window.replace("soep", "[soep]").replace("koken", "[koken]")
    assert shown(excerpt(" ".join(words), keys_for("soep koken"), DUTCH)) == f"… {expected} …"


def test_excerpt_of_equal_places_is_the_first() -> None:
    words = ["soep", *FILLING, "soep", *FILLING]
    assert (
        shown(excerpt(" ".join(words), keys_for("soep"), DUTCH)) == f"[soep] {' '.join(FILLING[: WORDS_SHOWN - 1])} …"
    )


@given(ANY_TEXT)
def test_marked_pieces_of_any_text_hold_all_of_it(text: str) -> None:
    pieces = marked(text, keys_for("soep dorpshuis"), DUTCH)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())


@given(ANY_TEXT)
def test_excerpts_of_any_text_are_short_and_have_no_empty_marks(text: str) -> None:
    pieces = excerpt(text, keys_for("soep dorpshuis"), DUTCH)
    assert len(list(words_of("".join(piece.text for piece in pieces)))) <= WORDS_SHOWN
    assert [piece for piece in pieces if piece.marked and not piece.text.strip()] == []
