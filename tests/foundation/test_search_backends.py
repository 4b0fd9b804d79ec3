"""What people type into the admin's search never breaks it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from modelsearch.backends import database, get_search_backend
from modelsearch.query import And, Boost, Not, Phrase, PlainText
from wagtail.models import Page

from foundation.search_backends import clean_query, clean_words
from tests.factories import DocumentFactory, OrdinaryPageFactory, PhotoFactory

ODD = [
    '"',
    '"""',
    'moes"tuin',
    "\x00",
    " ",
    "\t ",
    "'",
    "*",
    "(",
    "AND",
    "NEAR(",
    "-",
    "^",
    "{a}:b",
    "%",
    "\\",
    "x" * 300,
]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [('moes"tuin', "moes tuin"), ("  de\x00 tuin ", "de tuin"), ('" "', ""), ("koken", "koken")],
)
def test_clean_words(typed: str, searched: str) -> None:
    assert clean_words(typed) == searched


def test_clean_query_goes_into_composed_queries() -> None:
    query = clean_query(And([Phrase('een "tuin"'), Not(Boost(PlainText('"'), 2))]))
    assert repr(query) == repr(And([Phrase("een tuin"), Not(Boost(PlainText(""), 2))]))


@pytest.mark.django_db
class TestBackend:
    """The search itself."""

    @pytest.mark.parametrize("typed", ODD)
    def test_answers(self, typed: str) -> None:
        OrdinaryPageFactory(title="Moestuin")
        backend = get_search_backend()
        list(backend.search(typed, Page))
        list(backend.autocomplete(typed, Page))

    def test_finds(self) -> None:
        page = OrdinaryPageFactory(title="Moestuin achter de kerk")
        found = get_search_backend().search('"moestuin" kerk', Page)
        assert [entry.pk for entry in found if entry.locale.language_code == "nl"] == [page.pk]

    def test_without_it_the_database_refuses(self) -> None:
        """The control: what the wrapper takes away does break the backend below it."""
        typed = '"' if connection.vendor == "sqlite" else "\x00"
        with pytest.raises(Exception, match=r"unterminated|NUL|0x00"):
            list(database.SearchBackend({}).search(typed, Page))


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ODD)
def test_admin_searches_answer(signed_in: Callable[[str], Client], typed: str) -> None:
    PhotoFactory()
    DocumentFactory()
    client = signed_in("administrator")
    # A NUL is refused before any view sees it; everything else is looked for.
    expected = 400 if "\x00" in typed else 200
    for name in (
        "wagtailadmin_explore_root",
        "wagtailadmin_choose_page_search",
        "wagtailimages:index",
        "wagtailimages_chooser:choose_results",
        "wagtaildocs:index",
        "wagtaildocs_chooser:choose_results",
        "wagtailsnippets_themes_tag:list",
        "wagtailsnippetchoosers_themes_tag:choose_results",
        "wagtailusers_users:index",
        "wagtailredirects:index",
    ):
        assert client.get(reverse(name), {"q": typed}).status_code == expected, name
