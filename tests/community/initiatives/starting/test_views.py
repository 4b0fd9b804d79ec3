"""Starting an initiative on the site: the way through the pages."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.initiatives.models import Initiative
from tests.factories import InitiativeFactory, ThemeFactory, UserFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

URL = "/initiatief/aanmelden/"


@pytest.fixture
def starter(client: Client) -> Client:
    """The browser of a member."""
    client.force_login(UserFactory())
    return client


def filled_in(**fields: Any) -> dict[str, Any]:
    """The short form."""
    return {
        "key": str(uuid.uuid4()),
        "name": "Soepfiets",
        "tagline": "Soep op de fiets.",
        "municipality": municipality_named("Woerden").pk,
        "place": "Kamerik",
        "phase": "idee",
        "theme": ThemeFactory().pk,
        "activities": "We koken soep.",
        **fields,
    }


def test_visitor_signs_in_first() -> None:
    assert Client().get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"
    assert Client().post(URL, filled_in()).status_code == 302
    assert not Initiative.objects.exists()


def test_address_in_english() -> None:
    assert Client().get("/en/initiative/start/").status_code == 302


def test_search_comes_first_and_the_form_with_the_answer(starter: Client) -> None:
    known = InitiativeFactory(title="De Soepfiets")
    pages = [starter.get(address).content.decode() for address in (URL, f"{URL}?naam=soepfiets")]
    assert ["Maak mijn pagina" in page for page in pages] == [False, True]
    assert [reverse("initiative_join", args=(known.pk,)) in page for page in pages] == [False, True]
    assert 'name="name" value="soepfiets"' in pages[1]


def test_name_that_is_new_says_so(starter: Client) -> None:
    assert "Geen initiatief heet ongeveer zo." in starter.get(f"{URL}?naam=Soepfiets").content.decode()


def test_form_leads_to_the_page_of_its_owner(starter: Client) -> None:
    response = starter.post(URL, filled_in(), follow=True)
    page = Initiative.objects.get()
    assert response.redirect_chain == [(reverse("initiative_manage", args=(page.pk,)), 302)]
    assert "wacht op de redactie" in response.content.decode()


def test_form_sent_twice_leads_to_the_same_page(starter: Client) -> None:
    sent = filled_in()
    assert starter.post(URL, sent)["Location"] == starter.post(URL, sent)["Location"]
    assert Initiative.objects.count() == 1


def test_each_form_has_a_key_of_its_own(starter: Client) -> None:
    keys = [re.search(r'name="key" value="([\w-]+)"', starter.get(f"{URL}?naam=x").content.decode()) for _n in range(2)]
    assert len({key[1] for key in keys if key}) == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Vul dit in."),
        ("name", "x" * 10_000, "x" * 10_000),
        ("name", "\x00", ""),
        ("tagline", "x" * 161, "x" * 161),
        ("municipality", "", "Maak een keuze."),
        ("municipality", "999999999999999999999", ""),
        ("municipality", "x", ""),
        ("theme", "", "Maak een keuze."),
        ("theme", "0", ""),
        ("theme", "999999999999999999999", ""),
        ("phase", "morgen", ""),
        ("activities", "x" * 4001, ""),
        ("key", "geen sleutel", ""),
        ("key", "", ""),
    ],
)
def test_what_is_wrong_stays_in_the_form(field: str, value: str, words: str, starter: Client) -> None:
    response = starter.post(URL, filled_in(**{field: value}))
    assert response.status_code == 200
    page = response.content.decode()
    assert words in page
    assert "We koken soep." in page or field == "activities"
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "\u202egnip", "😀" * 50, "'; DROP TABLE --", "%s %n"]
)
def test_odd_names_are_kept_as_they_are(text: str, starter: Client) -> None:
    response = starter.post(URL, filled_in(name=text, activities=text, tagline=text[:160]), follow=True)
    page = Initiative.objects.get()
    assert page.title == text
    assert "<script>alert" not in response.content.decode()
    assert "<script>" not in page.activities


def test_theme_that_is_a_draft_is_no_choice(starter: Client) -> None:
    response = starter.post(URL, filled_in(theme=ThemeFactory(published=False).pk))
    assert response.status_code == 200


def test_too_many_that_wait_keeps_what_was_typed(starter: Client) -> None:
    for number in range(5):
        starter.post(URL, filled_in(name=f"Idee {number}"))
    page = starter.post(URL, filled_in(name="Nog een idee")).content.decode()
    assert "5 initiatieven van jou wachten op de redactie." in page
    assert 'value="Nog een idee"' in page


@pytest.mark.parametrize(
    "query", ["naam=" + "x" * 101, "naam=%20", "gemeente=x&naam=a", "naam=a&gemeente=99999999999999999999"]
)
def test_damaged_addresses_answer(query: str, starter: Client) -> None:
    assert starter.get(f"{URL}?{query}").status_code == 200
