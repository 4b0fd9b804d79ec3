"""Who sees how to reach an initiative."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from community.initiatives.models import ContactVisibility, Initiative
from community.initiatives.permissions import can_see_contact
from tests.factories import EventFactory, InitiativeFactory

pytestmark = pytest.mark.django_db

EMAIL, PHONE, NAME = "tineke@soepfiets.example", "06-12345678", "Tineke Zwaan"
PUBLIC, MEMBERS, HIDDEN = ContactVisibility.PUBLIC, ContactVisibility.MEMBERS, ContactVisibility.HIDDEN


@pytest.fixture(scope="module", autouse=True)
def initiatives(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """One initiative for each visibility, each with a meeting it hosts."""
    with made_once():
        for visibility in ContactVisibility:
            host = InitiativeFactory(
                title=f"Soepfiets {visibility}",
                contact_name=NAME,
                contact_email=EMAIL,
                contact_phone=PHONE,
                contact_visibility=visibility,
            )
            EventFactory(title=f"Avond {visibility}", host=host)


@pytest.mark.parametrize(
    ("visibility", "role", "is_shown"),
    [
        (PUBLIC, "anonymous", True),
        (PUBLIC, "member", True),
        (PUBLIC, "editor", True),
        (MEMBERS, "anonymous", False),
        (MEMBERS, "member", True),
        (MEMBERS, "writer", True),
        (MEMBERS, "editor", True),
        (HIDDEN, "anonymous", False),
        (HIDDEN, "member", False),
        (HIDDEN, "writer", False),
        (HIDDEN, "moderator", False),
        (HIDDEN, "support", False),
        (HIDDEN, "editor", True),
        (HIDDEN, "administrator", True),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_contact_is_shown_to_who_may_see_it(
    signed_in: Callable[[str], Client], visibility: str, role: str, *, is_shown: bool, prefix: str
) -> None:
    """All of it or nothing of it, in both languages; also after somebody else has looked."""
    page = Initiative.objects.get(title=f"Soepfiets {visibility}", locale__language_code=prefix.strip("/") or "nl")
    signed_in("editor").get(page.url)
    text = signed_in(role).get(page.url).content.decode()
    assert [part in text for part in (EMAIL, PHONE, NAME)] == [is_shown] * 3


def test_stranger_is_told_that_members_can_see_more() -> None:
    """Only where that is so."""
    hint = _("Members of the network can see how to reach this initiative.")
    texts = {
        visibility: Client()
        .get(Initiative.objects.get(title=f"Soepfiets {visibility}", locale__language_code="nl").url)
        .content.decode()
        for visibility in ContactVisibility
    }
    assert [visibility for visibility, text in texts.items() if hint in text] == [MEMBERS]


@pytest.mark.parametrize(("visibility", "is_shown"), [(PUBLIC, True), (MEMBERS, False), (HIDDEN, False)])
def test_meeting_shows_the_address_of_its_host_only_when_public(visibility: str, *, is_shown: bool) -> None:
    """The page of a meeting is the same for everybody."""
    text = Client().get(f"/bijeenkomsten/avond-{visibility}/").content.decode()
    assert (EMAIL in text) is is_shown


@pytest.mark.parametrize("address", ["/", "/initiatieven/", "/map/initiatives.json", "/bijeenkomsten/", "/sitemap.xml"])
def test_contact_stands_in_no_listing(address: str) -> None:
    """Not even a public one: harvesters read listings."""
    assert EMAIL not in Client().get(address).content.decode()


def test_page_without_contact_has_no_contact_part(signed_in: Callable[[str], Client]) -> None:
    """Nothing to show is shown to nobody."""
    page = InitiativeFactory(title="Zonder", contact_visibility=PUBLIC)
    assert signed_in("editor").get(page.url).context["contact"] is None


def test_right_is_a_question_about_one_page(person_with_role: Callable[[str], object]) -> None:
    """An unknown visibility counts as hidden."""
    page = Initiative.objects.get(title="Soepfiets public", locale__language_code="nl")
    page.contact_visibility = "iets anders"
    assert can_see_contact(person_with_role("member"), page) is False
