"""Reading the address of the search page, and what the page offers to choose."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from community.places.models import Municipality
from search.labels import KIND, PLACE, TAG, THEME, YEAR
from search.listings import SHOWN, SearchAddress, advice_for, listing_of
from search.searching import Answer
from tests.factories import ThemeFactory, ToolFactory

pytestmark = pytest.mark.django_db


def address_of(query: str) -> SearchAddress:
    """What is read of an address."""
    return SearchAddress.of(RequestFactory().get(f"/zoeken/?{query}"))


def parameters(url: str) -> dict[str, list[str]]:
    """The parameters of an address."""
    return parse_qs(urlsplit(url).query)


def test_address_is_read_whole() -> None:
    address = address_of(
        "q=+soep++koken+&soort=kennistool&soort=initiatief&thema=zorg&periode=2026&volgorde=nieuw&letterlijk=1&pagina=3"
    )
    assert address == SearchAddress(
        text="soep koken",
        chosen={KIND: ("kennistool", "initiatief"), THEME: ("zorg",), YEAR: ("2026",)},
        newest_first=True,
        literally=True,
        page=3,
    )


def test_address_without_anything_asks_nothing() -> None:
    assert (address_of("").asks, address_of("q=++").asks, address_of("soort=").asks) == (False, False, False)


def test_address_that_is_written_is_read_the_same() -> None:
    """With several choices in one facet, and everything else there is."""
    address = address_of("q=a%26b%3Dc&soort=kennistool&soort=thema&trefwoord=c%2B%2B&volgorde=nieuw&letterlijk=1")
    assert address_of(urlsplit(address.url()).query) == address


def test_address_goes_back_to_the_first_page() -> None:
    address = address_of("q=soep&thema=zorg&pagina=4")
    assert parameters(address.url()) == {"q": ["soep"], "thema": ["zorg"]}
    assert parameters(address.url(page=5)) == {"q": ["soep"], "thema": ["zorg"], "pagina": ["5"]}


def test_address_loses_one_choice_of_several() -> None:
    address = address_of("q=soep&soort=kennistool&soort=thema&periode=2026")
    assert parameters(address.without(KIND, "thema")) == {"q": ["soep"], "soort": ["kennistool"], "periode": ["2026"]}
    assert parameters(address.without(YEAR, "2026")) == {"q": ["soep"], "soort": ["kennistool", "thema"]}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_address_is_in_the_language_in_use(language: str) -> None:
    with translation.override(language):
        assert address_of("q=soep").url() == {"nl": "/zoeken/?q=soep", "en": "/en/search/?q=soep"}[language]


@pytest.mark.parametrize("parameter", ["soort", "thema", "gemeente", "trefwoord", "periode"])
def test_choice_that_no_form_sends_is_refused(parameter: str) -> None:
    with pytest.raises(BadRequest):
        address_of(f"{parameter}={'a' * 201}")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "1e9", "%D9%A3", "1000000000"])
def test_page_that_is_no_page_number_is_not_there(page: str) -> None:
    with pytest.raises(Http404):
        address_of(f"q=soep&pagina={page}")


def test_long_words_are_cut() -> None:
    assert len(address_of(f"q={'a' * 10_000}").text) == 300


def test_filters_are_the_labels_of_what_is_known() -> None:
    """By slug, and a tag also by another word for it; what is unknown leaves nothing of its facet."""
    theme = ThemeFactory(title="Zorg")
    tool = ToolFactory(title="Soep", tags=["samen koken"])
    tag = tool.tags.get()
    place = Municipality.objects.get(name="Woerden")
    address = address_of(
        "soort=kennistool&thema=zorg&thema=weg&gemeente=woerden&trefwoord=samen-koken&periode=2026&periode=x"
    )
    assert address.filters() == {
        KIND: {"kind:tool"},
        THEME: {f"theme:{theme.pk}"},
        PLACE: {f"place:{place.pk}"},
        TAG: {f"tag:{tag.pk}"},
        YEAR: {"year:2026"},
    }
    assert address_of("thema=weg&soort=tool").filters() == {THEME: frozenset(), KIND: {"kind:tool"}}


def test_theme_is_known_by_its_slug_in_every_language() -> None:
    theme = ThemeFactory(title="Zorg")
    assert address_of(f"thema={theme.slug}").filters() == {THEME: {f"theme:{theme.pk}"}}


@pytest.mark.parametrize("word", ["tool", "kennistool"])
def test_kind_is_known_by_its_name_and_its_slug(word: str) -> None:
    assert address_of(f"soort={word}").filters() == {KIND: {"kind:tool"}}


@pytest.mark.parametrize("word", ['"', "tool OR 1", "5' --", "2026 | kind", "٢٠٢٦", "20266", ") OR ("])
def test_nothing_typed_becomes_a_label(word: str) -> None:
    """What goes to the database are labels that exist."""
    query = "&".join(f"{name}={word}" for name in ("soort", "thema", "gemeente", "trefwoord", "periode"))
    assert set(address_of(query).filters().values()) == {frozenset()}


def test_choices_show_their_counts_most_first() -> None:
    """Years newest first; facets without a choice are left out."""
    labels = {"kind:tool": 3, "kind:event": 5, "year:2024": 9, "year:2026": 1, "lang:nl": 8, "for:public": 8}
    listing = listing_of(address_of("q=soep"), Answer(query="soep", total=8, matched=8, labels=labels))
    shown = {field.name: [(option.value, option.count) for option in field.options] for field in listing.fields}
    assert shown == {"soort": [("bijeenkomst", 5), ("kennistool", 3)], "periode": [("2026", 1), ("2024", 9)]}


def test_choice_that_was_made_is_seen_though_it_leaves_nothing() -> None:
    """The other choices that would leave nothing are not there."""
    labels = {"kind:event": 5}
    listing = listing_of(address_of("q=soep&soort=kennistool"), Answer(query="soep", total=0, matched=5, labels=labels))
    assert [(option.value, option.count, option.selected) for option in listing.fields[0].options] == [
        ("bijeenkomst", 5, False),
        ("kennistool", 0, True),
    ]


def test_many_choices_are_folded_but_for_those_made() -> None:
    labels = {f"year:{year}": 1 for year in range(2000, 2020)}
    listing = listing_of(address_of("q=a&periode=2001"), Answer(query="a", total=1, matched=20, labels=labels))
    (field,) = listing.fields
    assert [option.value for option in field.options] == [
        *(str(year) for year in range(2019, 2019 - SHOWN, -1)),
        "2001",
    ]
    assert [option.value for option in field.more] == [str(year) for year in range(2013, 1999, -1) if year != 2001]


def test_total_says_of_how_many_only_when_narrowed() -> None:
    with translation.override("en"):
        narrowed = listing_of(address_of("q=a&soort=thema"), Answer(query="a", total=14, matched=36))
        whole = listing_of(address_of("q=a"), Answer(query="a", total=1, matched=1))
    assert (narrowed.total_text, narrowed.of_text) == ("14 results", "of 36")
    assert (whole.total_text, whole.of_text) == ("1 result", "")


def test_chips_name_the_choices_and_lead_to_the_address_without_them() -> None:
    listing = listing_of(address_of("q=a&soort=thema&thema=onbekend"), Answer(query="a"))
    assert [(chip.label, parameters(chip.remove_url)) for chip in listing.chips] == [
        ("Thema", {"q": ["a"], "thema": ["onbekend"]}),
        ("onbekend", {"q": ["a"], "soort": ["thema"]}),
    ]
    assert parameters(listing.clear_url) == {"q": ["a"]}


def test_pages_lead_on_and_back() -> None:
    listing = listing_of(address_of("q=a&pagina=2"), Answer(query="a", total=35, matched=35))
    assert [(link.number, link.current) for link in listing.pages] == [(1, False), (2, True), (3, False), (4, False)]
    assert (listing.previous_url, listing.next_url) == ("/zoeken/?q=a", "/zoeken/?q=a&pagina=3")


def test_page_beyond_the_last_is_not_there() -> None:
    with pytest.raises(Http404):
        listing_of(address_of("q=a&pagina=2"), Answer(query="a", total=10, matched=10))


def test_orders_say_which_is_on() -> None:
    listing = listing_of(address_of("q=a&volgorde=nieuw"), Answer(query="a", total=2, matched=2))
    assert [(link.current, link.url) for link in listing.sort_options] == [
        (False, "/zoeken/?q=a"),
        (True, "/zoeken/?q=a&volgorde=nieuw"),
    ]


@pytest.mark.parametrize(
    ("query", "matched", "expected"),
    [
        ("q=a&soort=thema", 7, ["/zoeken/?q=a"]),
        ("q=a&soort=thema", 0, ["/zoeken/?q=a"]),
        ("q=a&letterlijk=1", 0, ["/zoeken/?q=a"]),
        ("q=a", 0, []),
    ],
)
def test_advice_leads_to_what_would_find_more(query: str, matched: int, expected: list[str]) -> None:
    advice = advice_for(address_of(query), Answer(query="a", matched=matched))
    assert [link.url for link in advice.links] == expected
