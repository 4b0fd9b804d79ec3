"""How an app lets its things be found."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from community.initiatives.models import Initiative, InitiativeTheme
from community.themes.models import Tag
from foundation import searchable as module
from foundation.audiences import PUBLIC
from foundation.generation import forget_everything, generation_of_request
from foundation.searchable import (
    Address,
    Findable,
    Searchable,
    page_addresses,
    searchable,
    searchable_named,
    searchables,
)
from foundation.translating import translate
from tests.conftest import Network
from tests.factories import (
    DocumentFactory,
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    ThemeFactory,
    ToolFactory,
)
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db
MANY = 30


def kind_named(name: str) -> Searchable:
    """A kind that is there."""
    kind = searchable_named(name)
    assert kind is not None
    return kind


def findable(name: str, page: Page) -> Findable:
    """One page as it is found."""
    (found,) = kind_named(name).findables([page.pk])
    return found


def titles(name: str) -> list[str]:
    """The titles of all of a kind, by both ways to ask for them."""
    kind = kind_named(name)
    pks = list(kind.pks())
    found = {one.pk: one.title for one in kind.findables(pks)}
    assert sorted(found) == sorted(pks)
    return [found[pk] for pk in pks]


def make_private(page: Page) -> None:
    """Let only people who are signed in see a page and what is below it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    forget_everything()


@pytest.fixture
def english() -> Locale:
    """The other language."""
    return Locale.objects.get(language_code="en")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Searchable]:
    """An empty registry."""
    empty: dict[str, Searchable] = {}
    monkeypatch.setattr(module, "_searchables", empty)
    return empty


def test_registry_keeps_kinds_in_their_order(registry: dict[str, Searchable]) -> None:
    class Later(Searchable):
        name, slug, label, order = "later", "straks", "Later", 20

    class Second(Searchable):
        name, slug, label, order = "b", "tweede", "Second", 10

    class First(Searchable):
        name, slug, label, order = "a", "eerste", "First", 10

    assert [searchable(kind) for kind in (Later, Second, First)] == [Later, Second, First]
    assert [kind.name for kind in searchables()] == ["a", "b", "later"]
    assert (searchable_named("b"), searchable_named("tweede")) == (registry["b"], registry["b"])
    assert (searchable_named("c"), searchable_named("")) == (None, None)


def test_registry_prefers_names_to_words_in_addresses(registry: dict[str, Searchable]) -> None:
    @searchable
    class One(Searchable):
        name, slug, label = "one", "two", "One"

    @searchable
    class Two(Searchable):
        name, slug, label = "two", "one", "Two"

    assert (searchable_named("one"), searchable_named("two")) == (registry["one"], registry["two"])


def test_network_has_its_kinds() -> None:
    assert [(kind.name, kind.slug) for kind in searchables()] == [
        ("tool", "kennistool"),
        ("initiative", "initiatief"),
        ("event", "bijeenkomst"),
        ("topic", "forumonderwerp"),
        ("theme", "thema"),
        ("stakeholder", "partner"),
        ("page", "bladzijde"),
    ]


def test_kinds_without_methods_say_so() -> None:
    class Unfinished(Searchable):
        name, slug, label = "unfinished", "onaf", "Unfinished"

    kind = Unfinished()
    for ask in (kind.pks, lambda: kind.findables([1]), lambda: kind.addresses([1], language="nl", audiences={PUBLIC})):
        with pytest.raises(NotImplementedError):
            ask()
    assert list(kind.affected_by(object())) == []


def test_findable_says_all_of_a_page() -> None:
    first, second = ThemeFactory(), ThemeFactory()
    author = InitiativeFactory(title="De makers")
    page = ToolFactory(
        title="Soep koken",
        summary="Met dertig buren.",
        search_description="Recept",
        themes=[second, first],
        tags=["pan"],
        author=author,
        time="Een middag",
    )
    assert findable("tool", page) == Findable(
        pk=page.pk,
        language="nl",
        title="Soep koken",
        slug="soep-koken",
        summary="Met dertig buren.",
        keywords=("Stappenplan", "Recept", "De makers"),
        texts=("Een middag",),
        theme_ids=(second.pk, first.pk),
        tag_ids=(Tag.objects.get(name="pan").pk,),
        date=page.last_published_at,
        group=page.translation_key,
        audience=PUBLIC,
    )


def test_findable_says_where_a_page_lies() -> None:
    woerden = municipality_named("Woerden")
    found = findable("initiative", InitiativeFactory(place="Kamerik", municipality=woerden, needs=["Pannen"]))
    assert (found.place, found.municipality_id, found.texts) == ("Kamerik", woerden.pk, ("Pannen. ",))


def test_findable_has_no_markup() -> None:
    page = EventFactory(title="Avond", access="<p>Bel <b>aan</b> &amp; wacht</p>")
    assert [text.split() for text in findable("event", page).texts] == [["Bel", "aan", "&", "wacht"]]


def test_findable_event_counts_from_its_beginning() -> None:
    page = EventFactory()
    assert findable("event", page).date == page.start


def test_findable_knows_its_translations(english: Locale) -> None:
    page = ToolFactory(title="Soep koken")
    assert findable("tool", page).translations == ()
    translation = translate(page, {"title": "Cooking soup", "slug": "cooking-soup"}, english)
    forget_everything()
    assert (findable("tool", page).language, findable("tool", page).translations) == ("nl", ("en",))
    other = findable("tool", translation)
    assert (other.language, other.title, other.translations) == ("en", "Cooking soup", ("nl",))
    assert other.group == page.translation_key


def test_private_pages_and_drafts_are_left_out() -> None:
    section = OrdinaryPageFactory(title="Besloten")
    OrdinaryPageFactory(title="Onder besloten", parent=section)
    OrdinaryPageFactory(title="Concept", published=False)
    OrdinaryPageFactory(title="Open")
    assert titles("page")[-3:] == ["Besloten", "Onder besloten", "Open"]
    make_private(section)
    assert [title for title in titles("page") if title in {"Besloten", "Onder besloten", "Concept", "Open"}] == ["Open"]


def test_aliases_are_left_out() -> None:
    page = ToolFactory(title="Soep koken")
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2
    assert titles("tool") == ["Soep koken"]


def test_findables_of_what_is_not_there_are_none() -> None:
    page = ToolFactory()
    assert list(kind_named("tool").findables([page.pk + 1_000])) == []
    assert list(kind_named("tool").findables([])) == []
    assert list(kind_named("page").findables([page.pk])) == []


@pytest.mark.parametrize(("language", "expected"), [("nl", Address("/kennistools/soep/")), ("en", None)])
def test_page_addresses_are_in_the_tree_of_the_visitor(language: str, expected: Address | None) -> None:
    page = ToolFactory(title="Soep")
    alias = Page.objects.get(alias_of=page)
    wanted = expected or Address(alias.url, lang="nl")
    assert page_addresses([page.pk], language=language) == {page.pk: wanted}
    assert alias.url.startswith("/en/")


def test_page_addresses_are_of_the_translation(english: Locale) -> None:
    page = ToolFactory(title="Soep")
    translation = translate(page, {"title": "Soup", "slug": "soup"}, english)
    assert page_addresses([page.pk, translation.pk], language="en") == {
        page.pk: Address(translation.url),
        translation.pk: Address(translation.url),
    }
    assert page_addresses([page.pk, translation.pk], language="nl") == {
        page.pk: Address(page.url),
        translation.pk: Address(page.url),
    }


def test_page_addresses_without_a_counterpart_are_where_the_page_stands() -> None:
    page = ToolFactory(title="Soep")
    Page.objects.get(alias_of=page).specific.unpublish()
    assert page_addresses([page.pk], language="en") == {page.pk: Address("/kennistools/soep/", lang="nl")}
    assert page_addresses([page.pk], language="xx") == {page.pk: Address("/kennistools/soep/", lang="nl")}


def test_page_addresses_leave_out_what_is_private_or_gone() -> None:
    section = OrdinaryPageFactory(title="Besloten")
    below = OrdinaryPageFactory(title="Onder besloten", parent=section)
    draft, open_ = OrdinaryPageFactory(published=False), OrdinaryPageFactory(title="Open")
    pks = [section.pk, below.pk, draft.pk, open_.pk, 999_999]
    assert sorted(page_addresses(pks, language="nl")) == [section.pk, below.pk, open_.pk]
    make_private(section)
    assert page_addresses(pks, language="nl") == {open_.pk: Address("/open/")}
    assert page_addresses([], language="nl") == {}


def test_page_addresses_do_not_lead_to_a_private_counterpart() -> None:
    page = ToolFactory(title="Soep")
    make_private(Page.objects.get(alias_of=page))
    assert page_addresses([page.pk], language="en") == {page.pk: Address("/kennistools/soep/", lang="nl")}


def test_changes_of_what_belongs_to_a_page_affect_it(english: Locale) -> None:
    theme, file, author = ThemeFactory(), DocumentFactory(), InitiativeFactory()
    page = ToolFactory(themes=[theme], tags=["pan"], author=author)
    ToolFactory()
    tools, initiatives = kind_named("tool"), kind_named("initiative")
    for changed in (theme, Tag.objects.get(name="pan"), author):
        assert list(tools.affected_by(changed)) == [page.pk]
    assert list(initiatives.affected_by(municipality_named("Woerden"))) == [author.pk]
    for changed in (file, page, municipality_named("Woerden"), english):
        assert list(tools.affected_by(changed)) == []


class Row:
    """Initiatives put in the tree without being published one by one."""

    def __init__(self, network: Network) -> None:
        """Begin with a theme."""
        self.directory = network.directory
        self.theme = ThemeFactory()
        self.pks: list[int] = []

    def grow(self, number: int) -> list[int]:
        """Let there be so many, in both languages; returns their primary keys."""
        for at in range(len(self.pks), number):
            page = Initiative(
                title=f"Initiatief {at}",
                slug=f"i-{at}",
                tagline="x",
                municipality=municipality_named("Woerden"),
                locale=self.directory.locale,
                first_published_at=timezone.now(),
            )
            page.theme_links = [InitiativeTheme(theme=self.theme)]
            page.tags.set(["soep", f"woord {at}"])
            Page.objects.get(pk=self.directory.pk).specific.add_child(instance=page)
            page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True, alias=True)
            self.pks.append(page.pk)
        return self.pks


def all_findables(kind: Searchable, pks: list[int]) -> list[Findable]:
    """Read them all."""
    return list(kind.findables(pks))


def queries(ask: Callable[[], object]) -> int:
    """How many queries this takes when nothing is remembered but what a request remembers."""
    forget_everything()
    with generation_of_request(), CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_findables_take_as_many_queries_for_thirty_as_for_one(network: Network) -> None:
    row, kind = Row(network), kind_named("initiative")
    counts = []
    for number in (1, MANY):
        pks = row.grow(number)
        assert len(all_findables(kind, pks)) == number
        counts.append(queries(partial(all_findables, kind, list(pks))))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_addresses_take_as_many_queries_for_thirty_as_for_one(network: Network, language: str) -> None:
    row = Row(network)
    counts = []
    for number in (1, MANY):
        pks = row.grow(number)
        assert len(page_addresses(pks, language=language)) == number
        counts.append(queries(partial(page_addresses, list(pks), language=language)))
    assert counts[0] == counts[1]
