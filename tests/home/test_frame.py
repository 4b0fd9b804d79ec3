"""The frame around pages: language switch, hreflang, canonical address, notice, menu."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from foundation.translating import translate
from tests.conftest import Network
from tests.factories import OrdinaryPageFactory, ToolFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(scope="module", autouse=True)
def pages(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """One page with and one without a translation, and a tool without one."""
    with made_once():
        page = OrdinaryPageFactory(title="Over ons", slug="over-ons")
        translate(page, {"title": "About us", "slug": "about-us"}, Locale.objects.get(language_code="en"))
        OrdinaryPageFactory(title="Huisregels", slug="huisregels")
        ToolFactory(title="Soep koken", slug="soep-koken")


def soup_at(address: str) -> BeautifulSoup:
    """The page there."""
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def switch_at(address: str) -> set[str]:
    """Where the language switch leads."""
    return {link["href"] for link in soup_at(address).select("header a[hreflang]")}


def alternates_at(address: str) -> dict[str, str]:
    """The addresses of the translations, as search engines read them."""
    return {link["hreflang"]: link["href"] for link in soup_at(address).select("link[rel=alternate][hreflang]")}


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/en/"),
        ("/over-ons/", "/en/about-us/"),
        ("/huisregels/", "/en/huisregels/"),
        ("/kennistools/soep-koken/", "/en/knowledge-tools/soep-koken/"),
        ("/initiatieven/", "/en/initiatives/"),
    ],
)
def test_language_switch_lands_on_the_same_page(here: str, there: str) -> None:
    """Both ways."""
    assert (switch_at(here), switch_at(there)) == ({there}, {here})


def test_language_switch_leads_home_where_there_is_no_other_version(network: Network) -> None:
    """Better than a dead end."""
    network.front.get_children().get(slug="huisregels").get_translation(network.english).delete()
    assert switch_at("/huisregels/") == {"/en/"}


def test_language_switch_is_named_in_its_own_language() -> None:
    """English is English, in the English language."""
    links = soup_at("/").select("header a[hreflang]")
    with translation.override("en"):
        name = _("English")
    assert {(link.get_text(strip=True), link["lang"]) for link in links} == {(name, "en")}


def test_alternates_name_every_translation() -> None:
    """The same on both pages."""
    expected = {"nl": f"{HOST}/over-ons/", "en": f"{HOST}/en/about-us/"}
    for address in ("/over-ons/", "/en/about-us/"):
        assert {code: url for code, url in alternates_at(address).items() if code != "x-default"} == expected


def test_untranslated_page_is_no_alternate() -> None:
    """A search engine should not offer Dutch text as English."""
    assert "en" not in alternates_at("/huisregels/")
    assert "en" not in alternates_at("/en/huisregels/")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/huisregels/", "/huisregels/"),
        ("/en/huisregels/", "/huisregels/"),
        ("/en/about-us/", "/en/about-us/"),
        ("/en/knowledge-tools/soep-koken/", "/kennistools/soep-koken/"),
        ("/kennistools/?soort=stappenplan", "/kennistools/"),
    ],
)
def test_canonical_address_is_that_of_the_text(address: str, canonical: str) -> None:
    """Of the source for an alias; without filters."""
    assert [link["href"] for link in soup_at(address).select("link[rel=canonical]")] == [f"{HOST}{canonical}"]


@pytest.mark.parametrize(
    ("address", "around", "text"),
    [
        ("/huisregels/", "nl", None),
        ("/en/about-us/", "en", None),
        ("/en/huisregels/", "en", "nl"),
        ("/en/knowledge-tools/soep-koken/", "en", "nl"),
    ],
)
def test_language_of_page_and_text_are_said(address: str, around: str, text: str | None) -> None:
    """Dutch text inside an English page says so, so that it is read out in Dutch."""
    soup = soup_at(address)
    heading = soup.select_one("main h1")
    assert soup.html["lang"] == around
    languages = [parent["lang"] for parent in heading.parents if parent.get("lang") and parent.name != "html"]
    assert languages == ([text] if text else [])


def test_notice_stands_on_untranslated_pages_only() -> None:
    """In English, with the same words on each."""
    with translation.override("en"):
        notice = _("You are reading the Dutch text.")
    texts = {address: soup_at(address).get_text() for address in ("/en/huisregels/", "/en/about-us/", "/huisregels/")}
    assert [address for address, text in texts.items() if notice in text] == ["/en/huisregels/"]


def test_menu_says_where_we_are() -> None:
    """On the section and on what is below it, and nowhere else."""
    for address, current in (("/kennistools/soep-koken/", {"/kennistools/"}), ("/", set()), ("/huisregels/", set())):
        marked = {link["href"] for link in soup_at(address).select("header nav a[aria-current]")}
        assert marked == current


def test_crumbs_lead_back_to_the_section() -> None:
    """The page itself is no link."""
    crumbs = soup_at("/kennistools/soep-koken/").select("main nav a")
    assert "/kennistools/" in {link["href"] for link in crumbs}
    assert "/kennistools/soep-koken/" not in {link["href"] for link in crumbs}


def test_page_has_one_title_one_heading_and_landmarks() -> None:
    """What a screen reader needs to find its way."""
    for address in ("/", "/kennistools/", "/kennistools/soep-koken/", "/en/about-us/"):
        soup = soup_at(address)
        assert [len(soup.select(part)) for part in ("title", "h1", "main", "header", "footer")] == [1, 1, 1, 1, 1]


def test_public_page_has_no_inline_script_or_style() -> None:
    """The policy forbids it, so it would not work."""
    for address in ("/", "/kennistools/", "/kennistools/soep-koken/", "/en/huisregels/"):
        text = Client().get(address).content.decode()
        soup = BeautifulSoup(text, "html.parser")
        assert soup.select("script:not([src]):not([type='application/ld+json']), style, [style]") == []
        assert re.findall(r"\son\w+=", text) == []


def test_content_security_policy_is_strict() -> None:
    """Nothing unsafe, nothing from elsewhere but films somebody asked for."""
    policy = Client().get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert [part for part in policy.replace(";", " ").split() if part.startswith("http")] == [
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
    ]
