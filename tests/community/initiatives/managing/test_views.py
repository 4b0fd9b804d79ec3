"""The owner's home of one initiative, the list of one's own, and what stands on "My page"."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState

from community.initiatives.managing.states import states_of
from community.initiatives.models import Initiative, Membership, Role
from community.initiatives.moderation import submit
from community.members.models import User
from tests.factories import InitiativeFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, OwnerFactory
from tests.factories.community import verified_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    """Somebody with a first initiative."""
    user = verified_person("anna@voorbeeld.example", first_name="Anna")
    OwnerFactory(initiative=InitiativeFactory(title="Soepfiets"), user=user)
    return user


@pytest.fixture
def browser(client: Client, owner: User) -> Client:
    """Theirs."""
    client.force_login(owner)
    return client


def cost(client: Client, url: str) -> int:
    """The number of queries of a page that was asked for before."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["my_initiatives", "my_page"])
def test_list_costs_the_same_for_1_and_30(name: str, browser: Client, owner: User) -> None:
    url = reverse(name)
    JoinRequestFactory(initiative=Initiative.objects.get(alias_of=None))
    JoinRequestFactory(user=owner)
    InvitationFactory(email=owner.email)
    few = cost(browser, url)
    for _number in range(14):
        JoinRequestFactory(initiative=OwnerFactory(user=owner).initiative)
        JoinRequestFactory(user=owner)
        InvitationFactory(email=owner.email)
        MembershipFactory(user=owner)
    assert cost(browser, url) == few


def test_list_shows_role_state_and_who_waits(browser: Client, owner: User) -> None:
    JoinRequestFactory(initiative=Initiative.objects.get(alias_of=None))
    draft = MembershipFactory(initiative=InitiativeFactory(title="Proeftuin", published=False), user=owner).initiative
    page = browser.get(reverse("my_initiatives")).content.decode()
    assert [words in page for words in ("Soepfiets", "Beheerder", "1 wil meedoen", "Proeftuin", "Lid", "concept")] == [
        True
    ] * 6
    assert reverse("initiative_manage", args=(draft.pk,)) not in page


def test_many_are_spread_over_pages(browser: Client, owner: User) -> None:
    for _number in range(21):
        MembershipFactory(user=owner)
    url = reverse("my_initiatives")
    assert [browser.get(f"{url}?pagina={number}").status_code for number in (1, 2, 3)] == [200, 200, 404]


def test_who_belongs_nowhere_is_shown_the_way(client: Client) -> None:
    client.force_login(verified_person("noor@voorbeeld.example"))
    for name in ("my_initiatives", "my_page"):
        assert reverse("start_initiative") in client.get(reverse(name)).content.decode()


def test_visitor_signs_in_first() -> None:
    for url in (reverse("my_initiatives"), reverse("initiative_manage", args=(1,))):
        assert Client().get(url)["Location"].startswith(reverse("account_login"))


def test_home_of_an_initiative_leads_everywhere(browser: Client) -> None:
    initiative = Initiative.objects.get(alias_of=None)
    JoinRequestFactory(initiative=initiative)
    page = browser.get(reverse("initiative_manage", args=(initiative.pk,))).content.decode()
    names = ("initiative_people", "initiative_invite", "initiative_needs", "initiative_buddies", "initiative_preview")
    sections = [reverse("initiative_edit", args=(initiative.pk, slug)) for slug in ("naam", "verhaal", "contact")]
    addresses = [*(reverse(name, args=(initiative.pk,)) for name in names), *sections, initiative.url]
    assert [address for address in addresses if address not in page] == []
    assert "1 wil meedoen" in page


def state(page: Initiative) -> str:
    """The name of its state."""
    return states_of([Initiative.objects.get(pk=page.pk)])[page.pk].name


def test_states_of_a_page_from_draft_to_online_and_back(owner: User, person_with_role: Callable[[str], User]) -> None:
    editor = person_with_role("editor")
    page = InitiativeFactory(title="Proeftuin", published=False)
    seen = [state(page)]
    submit(page, by=owner)
    seen.append(state(page))
    TaskState.objects.get(status="in_progress").reject(user=editor, comment="Nog niet")
    seen.append(state(page))
    submit(Initiative.objects.get(pk=page.pk), by=owner)
    seen.append(state(page))
    TaskState.objects.get(status="in_progress").approve(user=editor)
    seen.append(state(page))
    page = Initiative.objects.get(pk=page.pk)
    page.save_revision(user=owner)
    seen.append(state(page))
    submit(Initiative.objects.get(pk=page.pk), by=owner)
    seen.append(state(page))
    TaskState.objects.get(status="in_progress").reject(user=editor)
    seen.append(state(page))
    Initiative.objects.get(pk=page.pk).unpublish()
    seen.append(state(page))
    assert seen == [
        "draft",
        "waiting",
        "sent-back",
        "waiting",
        "live",
        "live-changed",
        "live-waiting",
        "live-sent-back",
        "sent-back",
    ]


def test_states_of_many_pages_take_one_query(owner: User) -> None:
    pages = [InitiativeFactory(published=False) for _number in range(3)]
    for page in pages:
        submit(page, by=owner)
    states_of(pages)
    with CaptureQueriesContext(connection) as queries:
        names = {shown.name for shown in states_of(pages).values()}
    assert (names, len(queries)) == ({"waiting"}, 1)


def test_submitting_again_sends_the_newest_version(owner: User) -> None:
    page = InitiativeFactory(published=False)
    submit(page, by=owner)
    newest = page.save_revision(user=owner)
    submit(page, by=owner)
    assert TaskState.objects.get(status="in_progress").revision == newest


def test_owner_who_is_a_member_no_more_sees_nothing(browser: Client, owner: User) -> None:
    Membership.objects.filter(user=owner).update(role=Role.MEMBER)
    initiative = Initiative.objects.get(alias_of=None)
    assert browser.get(reverse("initiative_manage", args=(initiative.pk,))).status_code == 403
