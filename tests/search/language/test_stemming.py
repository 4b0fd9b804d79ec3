"""Stems: what belongs together ends in the same letters, what does not stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.analysis import DUTCH, ENGLISH, LANGUAGES, stem
from search.language.stemming import dutch_by_rule, english_by_rule, without_plural_s

SMALL = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=60)


def stems(words: str, language: str = DUTCH) -> set[str]:
    """The stems of these words."""
    return {stem(word, language) for word in words.split()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("huis huizen huisje huisjes", "huis"),
        ("brief brieven briefje", "brief"),
        ("stad steden", "stad"),
        ("schip schepen", "schip"),
        ("lid leden", "lid"),
        ("kind kinderen kindje", "kind"),
        ("museum musea museums", "museum"),
        ("koe koeien", "koe"),
        ("lam lammeren", "lam"),
        ("foto fotos fotootje", "foto"),
        ("cafe cafes", "caf"),
        ("subsidie subsidies", "subsidie"),
        ("bus bussen busje", "bus"),
        ("vrijwilliger vrijwilligers", "vrijwilliger"),
        ("groep groepen groepje groepjes", "groep"),
    ],
)
def test_plurals_and_diminutives_have_the_stem_of_the_word(words: str, expected: str) -> None:
    assert stems(words) == {expected}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bed bedden bedje bedjes", "bed"),
        ("kop koppen kopje", "kop"),
        ("bloem bloempje bloemetje", "bloem"),
        ("boom bomen boompje", "boom"),
        ("tuin tuinen tuintje", "tuin"),
        ("ketting kettinkje", "ketting"),
        ("koning koninkje", "koning"),
        ("ei eieren", "ei"),
        ("dag dagen dagje", "dag"),
        ("raam ramen raampje", "ram"),
    ],
)
def test_diminutives_lose_their_ending(words: str, expected: str) -> None:
    assert stems(words) == {expected}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lopen liep liepen gelopen loopt", "lop"),
        ("geven gaf gegeven geeft", "gef"),
        ("schrijven schreef schreven geschreven schrijft", "schrijf"),
        ("zingen zong zongen gezongen", "zing"),
        ("brengen bracht brachten gebracht", "breng"),
        ("denken dacht dachten gedacht", "denk"),
        ("kopen kocht kochten gekocht koopt", "koop"),
        ("blijven bleef bleven gebleven", "blijf"),
        ("houden hield hielden gehouden", "houd"),
        ("vergeten vergat vergaten", "verget"),
        ("rijden gereden rijdt", "rijd"),
    ],
)
def test_strong_verbs_have_one_stem(words: str, expected: str) -> None:
    assert stems(words) == {expected}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("werken werkt werkte gewerkt", "werk"),
        ("bouwen bouwt bouwde gebouwd", "bouw"),
        ("organiseren organisatie georganiseerd", "organiser"),
        ("repareren reparatie gerepareerd", "reparer"),
    ],
)
def test_participles_and_what_is_done_have_the_stem_of_the_verb(words: str, expected: str) -> None:
    assert stems(words) == {expected}


@pytest.mark.parametrize(
    ("form", "word"),
    [
        # An s or en that belongs to the word.
        ("fiets", "fietsen"),
        ("gefietst", "fietsen"),
        ("plaats", "plaatsen"),
        ("wens", "wensen"),
        ("gewenst", "wensen"),
        ("getekend", "tekenen"),
        ("toegekend", "toekennen"),
        ("herkend", "herkennen"),
        # Participles without ge, and those of two verbs.
        ("ondersteund", "ondersteunen"),
        ("ontwikkeld", "ontwikkelen"),
        ("verzorgd", "verzorgen"),
        ("vergroend", "vergroenen"),
        ("overlegd", "overleggen"),
        ("geplant", "planten"),
        ("gepland", "plannen"),
        ("aangetast", "aantasten"),
        ("uitgebreid", "uitbreiden"),
        ("gestemd", "stemmen"),
        ("deelgenomen", "deelnemen"),
        ("geevalueerd", "evalueren"),
        # What the dictionary knows as a noun.
        ("bezoekt", "bezoeken"),
        ("vergroent", "vergroenen"),
        ("overlegt", "overleggen"),
        # What is done.
        ("werving", "werven"),
        ("stemming", "stemmen"),
        ("meting", "meten"),
        ("melding", "melden"),
        ("viering", "vieren"),
        ("lening", "lenen"),
        ("subsidiering", "subsidie"),
        # Short words.
        ("uren", "uur"),
        ("eet", "eten"),
        ("goedkoper", "goedkoop"),
        ("plantjes", "plant"),
        ("straatje", "straat"),
    ],
)
def test_forms_have_the_stem_of_their_word(form: str, word: str) -> None:
    assert stem(form, DUTCH) == stem(word, DUTCH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gezin", "zin"),
        ("gezinnen", "zinnen"),
        ("gemeente", "mening"),
        ("gemeenten", "gemeen"),
        ("overheid", "over"),
        ("ouder", "oudere"),
        ("ouders", "ouderen"),
        ("kopen", "kop"),
        ("kopen", "koppen"),
        ("gebouw", "bouw"),
        ("gebied", "bieden"),
        ("vergadering", "gadering"),
        ("armen", "armoede"),
        ("samenwerking", "werk"),
        ("wonen", "won"),
        ("bestuur", "sturen"),
        ("vrijheid", "vrijwilliger"),
        ("gezond", "zonde"),
        ("gezond", "zon"),
        ("verkeerd", "verkeer"),
        ("bezorgd", "bezorgen"),
        ("gepland", "planten"),
        ("zon", "zonen"),
        ("zakken", "zaken"),
        ("bommen", "bomen"),
        ("slot", "sloot"),
        ("betalen", "taal"),
    ],
)
def test_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert stem(one, DUTCH) != stem(other, DUTCH)


@pytest.mark.parametrize("word", ["overheid", "uitje", "uitjes"])
def test_words_that_say_something_do_not_become_stop_words(word: str) -> None:
    assert stem(word, DUTCH) == word.removesuffix("s")


@pytest.mark.parametrize("word", ["alv", "ggz", "bv", "ict", "vve", "1", "13a"])
def test_abbreviations_are_left_alone(word: str) -> None:
    assert {stem(word, language) for language in LANGUAGES} == {word}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("subsidies", "subsidie"),
        ("fotos", "fotos"),  # the lexicon knows better
        ("terras", "terras"),
        ("groepjes", "groepje"),
        ("cafes", "cafe"),
        ("huis", "huis"),
        ("bus", "bus"),
        ("campus", "campus"),
        ("kaas", "kaas"),
        ("pas", "pas"),
    ],
)
def test_plural_s_goes_where_it_is_one(word: str, expected: str) -> None:
    assert without_plural_s(word) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("child children", "child"),
        ("fly flies flew flown flying", "fli"),
        ("try tries tried trying", "tri"),
        ("day days", "day"),
        ("go goes went gone", "go"),
        ("mouse mice", "mous"),
        ("woman women", "woman"),
        ("buy buys bought buying", "buy"),
        ("teach taught teaching", "teach"),
        ("run runs ran running", "run"),
        ("house houses", "hous"),
        ("volunteer volunteers volunteering volunteered", "volunt"),
    ],
)
def test_english_forms_have_one_stem(words: str, expected: str) -> None:
    assert stems(words, ENGLISH) == {expected}


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organizing", "organise"),
        ("organization", "organisations"),
        ("neighbors", "neighbour"),
        ("neighborhood", "neighbourhood"),
        ("colored", "coloured"),
        ("center", "centre"),
        ("theaters", "theatre"),
    ],
)
def test_american_and_british_spelling_have_one_stem(american: str, british: str) -> None:
    assert stem(american, ENGLISH) == stem(british, ENGLISH)


@pytest.mark.parametrize("word", ["hour", "four", "flour", "size", "tree"])
def test_words_that_only_look_british_or_american_keep_their_letters(word: str) -> None:
    assert stem(word, ENGLISH) == word.removesuffix("e") or stem(word, ENGLISH) == word


@pytest.mark.parametrize(("one", "other"), [("university", "universe"), ("community", "commute"), ("care", "car")])
def test_english_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert stem(one, ENGLISH) != stem(other, ENGLISH)


@given(SMALL)
def test_stems_of_any_word_are_small_letters_and_digits(word: str) -> None:
    for found in (dutch_by_rule(word), english_by_rule(word)):
        assert found.isalnum()
        assert found == found.lower()
