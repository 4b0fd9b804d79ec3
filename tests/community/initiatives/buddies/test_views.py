"""The pages of buddies."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.initiatives.buddies.actions import answer, ask, finish
from community.initiatives.buddies.queries import suggestions_for
from community.initiatives.models import Buddyship, Initiative
from community.members.models import User
from foundation.generation import forget_everything
from tests.conftest import Network
from tests.factories import InitiativeFactory, MembershipFactory, OwnerFactory, ThemeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

State = Buddyship.State


@pytest.fixture
def coach(network: Network) -> Initiative:
    """One that wants to be a buddy, with an owner."""
    page = InitiativeFactory(title="Dorpshuis", buddy_offer="Een dorpshuis <b>runnen</b>")
    OwnerFactory(initiative=page, user__first_name="Anna")
    return page


@pytest.fixture
def starter(network: Network) -> Initiative:
    """One that begins, with an owner."""
    page = InitiativeFactory(title="Ketelhuis", phase="opstart")
    OwnerFactory(initiative=page, user__first_name="Bo")
    return page


@pytest.fixture
def asked(coach: Initiative, starter: Initiative) -> Buddyship:
    """A question that waits."""
    return ask(coach, starter=starter, question="Hoe <i>begin</i> je?", by=owner_of(starter))


def owner_of(page: Initiative) -> User:
    return User.objects.get(memberships__initiative=page, memberships__role="owner")


def as_owner(page: Initiative) -> Client:
    """Signed in as who owns it."""
    client = Client()
    client.force_login(owner_of(page))
    return client


def of(page: Initiative) -> str:
    return reverse("initiative_buddies", args=[page.pk])


def one(page: Initiative, buddyship: Buddyship) -> str:
    return reverse("buddy", args=[page.pk, buddyship.pk])


def post(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, fields)


def test_whole_way_through_the_pages(coach: Initiative, starter: Initiative) -> None:
    """Ask, accept, finish, tell; each page says what it is now."""
    asking, answering = as_owner(starter), as_owner(coach)
    address = reverse("buddy_ask", args=[coach.pk])
    response = asking.post(address, {"starter": starter.pk, "question": "Hoe begin je?"})
    assert response["Location"] == of(starter)
    row = Buddyship.objects.get()
    assert "wacht op antwoord" in asking.get(of(starter)).content.decode()
    assert "wacht op jouw antwoord" in answering.get(of(coach)).content.decode()
    assert "Hoe begin je?" in answering.get("/mijn/").content.decode()
    assert "1 vraag wacht" in answering.get(reverse("initiative_manage", args=[coach.pk])).content.decode()
    post(answering, one(coach, row), do="accept", words="Graag")
    assert "Graag" in asking.get(one(starter, row)).content.decode()
    post(asking, one(starter, row), do="finish")
    post(asking, one(starter, row), do="brought", words="Moed", may_be_shared="on")
    assert "Moed" in answering.get(one(coach, row)).content.decode()
    row.refresh_from_db()
    assert (row.state, row.answer, row.brought_starter, row.starter_shares) == (State.FINISHED, "Graag", "Moed", True)


def test_second_answer_hears_of_the_first(asked: Buddyship, coach: Initiative) -> None:
    client = as_owner(coach)
    post(client, one(coach, asked), do="accept")
    response = client.post(one(coach, asked), {"do": "decline"}, follow=True)
    assert "jullie zijn maatjes" in response.content.decode()
    assert Buddyship.objects.get().state == State.RUNNING


def test_nobody_else_sees_or_does_anything(
    asked: Buddyship, coach: Initiative, starter: Initiative, signed_in: Callable[[str], Client]
) -> None:
    """404 for members, other owners and members of the initiative itself; visitors are asked to sign in."""
    member = Client()
    member.force_login(MembershipFactory(initiative=coach).user)
    other = as_owner(OwnerFactory().initiative)
    for client in (member, other, signed_in("member"), signed_in("moderator")):
        for address in (of(coach), one(coach, asked), one(starter, asked)):
            assert client.get(address).status_code == 404
        assert post(client, one(coach, asked), do="accept").status_code == 404
    assert Client().get(of(coach)).status_code == 302
    assert post(Client(), one(coach, asked), do="accept").status_code == 302
    assert Buddyship.objects.get().state == State.ASKED


def test_each_side_does_only_what_is_its_own(asked: Buddyship, coach: Initiative, starter: Initiative) -> None:
    assert post(as_owner(starter), one(starter, asked), do="accept").status_code == 403
    assert post(as_owner(coach), one(coach, asked), do="withdraw").status_code == 403
    assert post(as_owner(coach), one(coach, asked), do="onzin").status_code == 400
    assert as_owner(coach).get(one(starter, asked)).status_code == 404
    assert as_owner(coach).get(reverse("buddy", args=[coach.pk, 10**17])).status_code == 404
    assert Buddyship.objects.get().state == State.ASKED


def test_editors_see_it_but_do_not_answer(
    asked: Buddyship, coach: Initiative, signed_in: Callable[[str], Client]
) -> None:
    editor = signed_in("editor")
    content = editor.get(one(coach, asked)).content.decode()
    assert ("&lt;i&gt;begin&lt;/i&gt;" in content, "Ja, we worden maatjes" in content) == (True, False)
    assert post(editor, one(coach, asked), do="accept").status_code == 403


def test_asking_is_for_owners_of_something_public(
    coach: Initiative, starter: Initiative, signed_in: Callable[[str], Client]
) -> None:
    address = reverse("buddy_ask", args=[coach.pk])
    assert Client().get(address).status_code == 302
    assert "Je bent nog geen beheerder" in signed_in("member").get(address).content.decode()
    response = as_owner(starter).post(address, {"starter": coach.pk, "question": "x"})
    assert response.context["form"].errors["starter"] == ["Kies er een uit de lijst."]
    assert as_owner(starter).post(address, {"starter": starter.pk, "question": " "}).context["form"].errors["question"]
    assert as_owner(coach).get(reverse("buddy_ask", args=[starter.pk])).status_code == 404  # wants to be none
    assert Buddyship.objects.count() == 0


def test_public_pages_name_running_buddies_only(asked: Buddyship, coach: Initiative, starter: Initiative) -> None:
    def named() -> list[bool]:
        cache.clear()
        pairs = ((coach, "Maatje van"), (starter, "Heeft als maatje"))
        return [words in Client().get(page.url).content.decode() for page, words in pairs]

    assert named() == [False, False]
    answer(asked, accept=True, by=owner_of(coach))
    assert named() == [True, True]
    english = coach.get_translations().get().url
    assert "Buddy of" in Client().get(english).content.decode()
    finish(asked, by=owner_of(starter))
    assert named() == [False, False]


def test_offer_stands_on_the_page_with_the_way_to_ask(coach: Initiative) -> None:
    content = Client().get(coach.url).content.decode()
    assert "Een dorpshuis &lt;b&gt;runnen&lt;/b&gt;" in content
    assert f'href="{reverse("buddy_ask", args=[coach.pk])}"' in content
    own = as_owner(coach).get(coach.url).content.decode()
    assert f'href="{reverse("buddy_ask", args=[coach.pk])}"' not in own


def test_offer_is_written_through_the_editor(coach: Initiative) -> None:
    """It waits for the editors like any other text of an owner who is new."""
    client = as_owner(coach)
    address = reverse("initiative_edit", args=[coach.pk, "maatje"])
    client.post(address, {"buddy_offer": "Iets anders", "base": str(coach.latest_revision_id), "action": "save"})
    page = Initiative.objects.get(pk=coach.pk)
    assert (page.buddy_offer, page.get_latest_revision_as_object().buddy_offer) == (coach.buddy_offer, "Iets anders")
    assert "Iets anders" in client.get(of(coach)).content.decode()


def test_best_buddies_come_first_and_say_why(network: Network) -> None:
    """Same theme, near and experienced; those that were asked before, and oneself, are left out."""
    theme = ThemeFactory(title="Zorg")
    mine = InitiativeFactory(title="Mijn", themes=[theme], buddy_offer="x")
    utrecht = {
        "place": "Utrecht",
        "latitude": 52.0907,
        "longitude": 5.1214,
        "municipality": municipality_named("Utrecht"),
    }
    InitiativeFactory(title="Ver", buddy_offer="Ver", phase="idee", **utrecht)
    InitiativeFactory(title="Dichtbij", buddy_offer="Dichtbij", phase="draait")
    InitiativeFactory(title="Past", buddy_offer="Past", phase="vernieuwt", themes=[theme], **utrecht)
    InitiativeFactory(title="Geen maatje")
    gone = InitiativeFactory(title="Gevraagd", buddy_offer="x")
    Buddyship.objects.create(coach=gone, starter=mine, question="x", state=State.DECLINED)
    assert [(each.page.title, each.offer, each.reasons) for each in suggestions_for(mine)] == [
        ("Past", "Past", "allebei over Zorg · 16 km · Groeit of vernieuwt"),
        ("Dichtbij", "Dichtbij", "minder dan 1 km · Draait volop"),
        ("Ver", "Ver", "16 km"),
    ]


def test_page_takes_as_many_queries_for_30_as_for_1(coach: Initiative) -> None:
    client = as_owner(coach)
    counts = []
    for wanted in (1, 29):
        for _number in range(wanted):
            Buddyship.objects.create(
                coach=coach, starter=InitiativeFactory(buddy_offer="x"), question="Hoe?", state=State.RUNNING
            )
        forget_everything()
        client.get(of(coach))
        with CaptureQueriesContext(connection) as captured:
            response = client.get(of(coach))
        counts.append((response.context["listing"].total, len(captured)))
    assert [number for number, _queries in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]
