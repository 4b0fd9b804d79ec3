"""Listings: filters that combine, live in the address, count rightly and survive any address."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.initiatives.models import InitiativeDirectory
from foundation.listing import PAGE_SIZE, Listing
from knowledge.models import KnowledgeTool, Library
from tests.factories import InitiativeFactory, ThemeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def addresses(made_once: Callable[[], AbstractContextManager[None]]) -> dict[str, str]:
    """A directory with four initiatives in two themes, two municipalities and two phases; a library of 25 tools."""
    rows = (
        ("Zonnedak", "Woerden", ["energie"], "draait", ["zon"]),
        ("Buurtwarmte", "Woerden", ["energie", "zorg"], "opstart", ["warmte", "zon"]),
        ("Zorgvrijstaat", "Zeist", ["zorg"], "draait", []),
        ("Windmolen", "Zeist", ["energie"], "opstart", ["wind"]),
    )
    with made_once():
        themes = {slug: ThemeFactory(title=slug.capitalize()) for slug in ("energie", "zorg")}
        for title, place, worn, phase, tags in rows:
            InitiativeFactory(
                title=title,
                municipality=municipality_named(place),
                place=place,
                themes=[themes[slug] for slug in worn],
                phase=phase,
                tags=tags,
            )
        directory, library = (model.objects.get(locale__language_code="nl") for model in (InitiativeDirectory, Library))
        for number in range(PAGE_SIZE * 2 + 1):
            tool = KnowledgeTool(
                title=f"Tool {number:02}", slug=f"tool-{number:02}", summary="Handig.", locale=library.locale
            )
            library.add_child(instance=tool)
        return {"directory": directory.url, "library": library.url}


@pytest.fixture
def directory(addresses: dict[str, str]) -> str:
    """The address of the directory."""
    return addresses["directory"]


@pytest.fixture
def library(addresses: dict[str, str]) -> str:
    """The address of the library, which has two full pages and one tool more."""
    return addresses["library"]


def listing_at(address: str, **parameters: str) -> Listing:
    """The listing a visitor gets there; made anew, since a page from the cache has no context."""
    cache.clear()
    response = Client().get(address, parameters)
    assert response.status_code == 200
    return response.context["listing"]


def titles(listing: Listing) -> list[str]:
    """What is shown."""
    return [item.title for item in listing.items]


def counts(listing: Listing, name: str) -> dict[str, int | None]:
    """The number beside each choice of a facet."""
    facet = next(field for field in listing.fields if field.name == name)
    return {option.value: option.count for option in facet.options}


def test_listing_without_filters_shows_everything_by_name(directory: str) -> None:
    """All rows, in the first order."""
    assert titles(listing_at(directory)) == ["Buurtwarmte", "Windmolen", "Zonnedak", "Zorgvrijstaat"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"thema": "energie"}, ["Buurtwarmte", "Windmolen", "Zonnedak"]),
        ({"gemeente": "woerden"}, ["Buurtwarmte", "Zonnedak"]),
        ({"thema": "energie", "gemeente": "zeist"}, ["Windmolen"]),
        ({"thema": "zorg", "gemeente": "woerden", "fase": "opstart"}, ["Buurtwarmte"]),
        ({"trefwoord": "zon"}, ["Buurtwarmte", "Zonnedak"]),
        ({"trefwoord": "zon", "fase": "draait"}, ["Zonnedak"]),
        ({"zoek": "zorg"}, ["Zorgvrijstaat"]),
        ({"zoek": "WIND"}, ["Windmolen"]),
        ({"zoek": "zon", "gemeente": "zeist"}, []),
        ({"thema": "  energie ", "fase": ""}, ["Buurtwarmte", "Windmolen", "Zonnedak"]),
    ],
)
def test_filters_combine(directory: str, filters: dict[str, str], expected: list[str]) -> None:
    """Every filter takes rows away from what the others leave."""
    listing = listing_at(directory, **filters)
    assert titles(listing) == expected
    assert listing.total == len(expected)


def test_counts_follow_all_other_filters_but_not_the_own_one(directory: str) -> None:
    """Beside a theme stands what choosing it would give, with the municipality as chosen."""
    listing = listing_at(directory, thema="zorg", gemeente="woerden")
    assert counts(listing, "thema") == {"energie": 2, "zorg": 1}
    assert counts(listing, "gemeente") == {"woerden": 1, "zeist": 1}
    assert counts(listing, "fase") == {"opstart": 1}
    assert counts(listing, "trefwoord") == {"warmte": 1, "zon": 1}


def test_counts_are_what_choosing_gives(directory: str) -> None:
    """For every choice of every facet the number beside it is the number of rows behind it."""
    start = {"fase": "draait"}
    listing = listing_at(directory, **start)
    compared = 0
    for field in listing.fields:
        for option in field.options:
            if option.count is not None:
                assert listing_at(directory, **{**start, field.name: option.value}).total == option.count
                compared += 1
    assert compared == 7


def test_counts_include_the_typed_words(directory: str) -> None:
    """Words are a filter like the others."""
    assert counts(listing_at(directory, zoek="buurtwarmte"), "thema") == {"energie": 1, "zorg": 1}


def test_choice_that_is_on_stays_though_nothing_is_left(directory: str) -> None:
    """Otherwise a visitor could not see what to take away."""
    listing = listing_at(directory, thema="zorg", trefwoord="wind")
    assert titles(listing) == []
    chosen = [
        (field.name, option.value, option.count)
        for field in listing.fields
        for option in field.options
        if option.selected
    ]
    assert chosen == [("thema", "zorg", 0), ("trefwoord", "wind", 0)]


def test_chip_takes_away_one_filter_and_keeps_the_rest(directory: str) -> None:
    """Each filter has a chip; its address lacks that filter and the page number only."""
    listing = listing_at(directory, thema="energie", gemeente="woerden", zoek="o", volgorde="nieuw")
    assert [chip.label for chip in listing.chips] == ["“o”", "Energie", "Woerden"]
    left = [parse_qs(urlsplit(chip.remove_url).query) for chip in listing.chips]
    assert left == [
        {"thema": ["energie"], "gemeente": ["woerden"], "volgorde": ["nieuw"]},
        {"zoek": ["o"], "gemeente": ["woerden"], "volgorde": ["nieuw"]},
        {"zoek": ["o"], "thema": ["energie"], "volgorde": ["nieuw"]},
    ]
    assert listing.clear_url == directory


def test_chip_addresses_lead_to_the_wider_choice(directory: str) -> None:
    """Following one gives what its filter held back."""
    listing = listing_at(directory, thema="energie", gemeente="woerden")
    assert [Client().get(chip.remove_url).context["listing"].total for chip in listing.chips] == [2, 3]


def test_sort_options_sort_and_keep_the_filters(directory: str) -> None:
    """Newest first turns the order of publishing round; an unknown order counts as the first."""
    listing = listing_at(directory, thema="energie")
    by_name, newest = listing.sort_options
    assert (by_name.current, newest.current) == (True, False)
    assert parse_qs(urlsplit(newest.url).query) == {"thema": ["energie"], "volgorde": ["nieuw"]}
    assert titles(listing_at(directory, thema="energie", volgorde="nieuw")) == ["Windmolen", "Buurtwarmte", "Zonnedak"]
    assert titles(listing_at(directory, thema="energie", volgorde="willekeurig")) == titles(listing)


def test_unknown_choice_gives_an_empty_listing_with_advice(directory: str) -> None:
    """Not an error: the theme may have had that name yesterday."""
    listing = listing_at(directory, thema="bestaat-niet")
    assert (listing.total, titles(listing)) == (0, [])
    assert listing.empty is not None
    assert listing.empty.title == _("Nothing found")
    assert [link.url for link in listing.empty.links] == [directory]


def test_advice_for_an_empty_municipality_names_its_neighbours(directory: str) -> None:
    """Nothing in De Bilt: look in the two municipalities nearest to it."""
    listing = listing_at(directory, gemeente="de-bilt", fase="draait")
    assert listing.empty is not None
    near = [parse_qs(urlsplit(link.url).query) for link in listing.empty.links[:2]]
    assert near == [{"gemeente": ["zeist"], "fase": ["draait"]}, {"gemeente": ["soest"], "fase": ["draait"]}]


def test_listing_with_rows_gives_no_advice(directory: str) -> None:
    """The control of the advice."""
    assert listing_at(directory).empty is None


def test_pages_hold_all_rows_once(library: str) -> None:
    """Page by page everything comes by, nothing twice."""
    shown = [titles(listing_at(library, pagina=str(number), volgorde="naam")) for number in (1, 2, 3)]
    assert [len(page) for page in shown] == [PAGE_SIZE, PAGE_SIZE, 1]
    assert [title for page in shown for title in page] == [f"Tool {number:02}" for number in range(PAGE_SIZE * 2 + 1)]


def test_page_links_keep_filters_and_know_their_neighbours(library: str) -> None:
    """The middle page leads both ways; the first page has no number in its address."""
    listing = listing_at(library, pagina="2", soort="stappenplan")
    assert listing.previous_url == f"{library}?soort=stappenplan"
    assert listing.next_url == f"{library}?soort=stappenplan&pagina=3"
    assert [(link.number, link.current) for link in listing.pages] == [(1, False), (2, True), (3, False)]
    assert (listing_at(library).previous_url, listing_at(library, pagina="3").next_url) == ("", "")


@pytest.mark.parametrize("number", ["-1", "0", "abc", "٣", "4", "1.5", "1e1", "99999999999999999999", "+1", "²", "0x1"])
def test_page_that_does_not_exist_is_not_found(library: str, number: str) -> None:
    """404 in the house style."""
    response = Client().get(library, {"pagina": number})
    assert response.status_code == 404
    assert "<main" in response.content.decode()


def test_page_three_is_there_in_ascii_digits(library: str) -> None:
    """The control of the page numbers."""
    assert Client().get(library, {"pagina": "3"}).status_code == 200


@pytest.mark.parametrize("parameter", ["thema", "zoek", "volgorde", "pagina"])
@pytest.mark.parametrize("value", ["a\x00b", "x" * 201], ids=["nul", "overlong"])
def test_damaged_address_is_refused_in_the_house_style(directory: str, parameter: str, value: str) -> None:
    """400 with the frame of the site, not a bare line."""
    response = Client().get(directory, {parameter: value})
    assert response.status_code == 400
    assert "<main" in response.content.decode()


def test_overlong_filter_is_named_as_the_reason(directory: str) -> None:
    """So that whoever made the link can mend it."""
    response = Client().get(directory, {"thema": "x" * 201})
    assert _("This address has a filter that is too long or damaged.") in response.content.decode()


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", '"; DROP TABLE wagtailcore_page; --', "%", "_", "\\", "%' AND '1'='1"]
)
@pytest.mark.parametrize("parameter", ["thema", "gemeente", "trefwoord", "zoek"])
def test_sql_in_a_filter_is_only_text(directory: str, parameter: str, value: str) -> None:
    """It finds nothing and harms nothing: no wildcard, no quote reaches the database as more than a letter."""
    assert listing_at(directory, **{parameter: value}).total == 0
    assert Page.objects.filter(title="Zonnedak").exists()


def test_filters_are_escaped_where_they_are_shown(directory: str) -> None:
    """A chip shows what was typed, as text."""
    text = Client().get(directory, {"zoek": "<script>alert(1)</script>", "thema": "<b>"}).content.decode()
    assert "<script>alert(1)" not in text
    assert "<b>”" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_parameters_of_others_are_ignored(directory: str) -> None:
    """What newsletters add to addresses changes nothing."""
    assert listing_at(directory, utm_source="nieuwsbrief", __proto__="x").total == 4


def test_address_query_is_the_choice_without_the_page(library: str) -> None:
    """What the map asks with."""
    assert (
        listing_at(library, pagina="2", soort="stappenplan", zoek="tool").address_query == "zoek=tool&soort=stappenplan"
    )
