"""What the public page of an initiative shows of its people, and where else initiatives stand."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.initiatives.models import Initiative, Membership
from community.initiatives.people.listing import around
from community.members.following import kind_of
from community.members.models import MemberProfile, User, Visibility
from tests.factories import InitiativeFactory, MembershipFactory, OwnerFactory, UserFactory
from tests.factories.community import verified_person

pytestmark = pytest.mark.django_db

JOIN, MANAGE = "Doe mee", "Beheer"


@pytest.fixture
def initiative() -> Initiative:
    """One that is public."""
    return InitiativeFactory(title="Soepfiets")


def person(initiative: Initiative, name: str, visibility: str, **fields: str) -> User:
    """An owner who shows their name to these."""
    user: User = OwnerFactory(initiative=initiative, user__first_name=name, user__last_name="Bos", **fields).user
    MemberProfile.objects.update_or_create(user=user, defaults={"name_visibility": visibility})
    return user


def page_for(user: User | None, initiative: Initiative) -> str:
    """The public page as somebody gets it."""
    client = Client()
    if user:
        client.force_login(user)
    return client.get(initiative.url).content.decode()


def test_names_are_shown_to_whom_they_are_for(initiative: Initiative) -> None:
    for visibility in Visibility:
        person(initiative, visibility.title(), visibility)
    MembershipFactory(initiative=initiative, user__first_name="Lid", user__last_name="Bos")
    person(initiative, "Weg", Visibility.PUBLIC, user__is_active=False)
    names = [f"{name} Bos" for name in ("Private", "Members", "Public", "Lid", "Weg")]
    shown = [[name in page_for(user, initiative) for name in names] for user in (None, UserFactory())]
    assert shown == [[False, False, True, False, False], [False, True, True, False, False]]


def test_buttons_fit_who_looks(initiative: Initiative) -> None:
    people = {
        "visitor": None,
        "stranger": UserFactory(),
        "member": MembershipFactory(initiative=initiative).user,
        "owner": OwnerFactory(initiative=initiative).user,
    }
    join, manage = (reverse(name, args=(initiative.pk,)) for name in ("initiative_join", "initiative_manage"))
    seen = {who: [address in page_for(user, initiative) for address in (join, manage)] for who, user in people.items()}
    assert seen == {
        "visitor": [True, False],
        "stranger": [True, False],
        "member": [False, False],
        "owner": [False, True],
    }


def test_translation_shows_the_same_people(initiative: Initiative) -> None:
    owner = person(initiative, "Anna", Visibility.PUBLIC)
    alias = Initiative.objects.get(alias_of=initiative)
    page = page_for(owner, alias)
    assert "Anna Bos" in page
    assert f"/en/initiative/{initiative.pk}/manage/" in page


class TestVisitors:
    """Their page is the same for all of them, and kept."""

    @pytest.fixture(autouse=True)
    def kept(self, settings: object) -> None:
        """Keep pages."""
        settings.PAGE_CACHE = True

    def test_page_is_kept_without_token_or_cookie(self, initiative: Initiative, client: Client) -> None:
        person(initiative, "Anna", Visibility.PUBLIC)
        first, second = client.get(initiative.url), client.get(initiative.url)
        assert [response["X-Page-Cache"] for response in (first, second)] == ["miss", "hit"]
        assert "csrfmiddlewaretoken" not in first.content.decode()
        assert not first.cookies

    def test_kept_page_follows_who_owns_it(self, initiative: Initiative, client: Client) -> None:
        owner = person(initiative, "Anna", Visibility.PUBLIC)
        assert "Anna Bos" in client.get(initiative.url).content.decode()
        Membership.objects.get(user=owner).delete()
        assert "Anna Bos" not in client.get(initiative.url).content.decode()

    def test_cost_is_the_same_for_1_and_30_owners(
        self, initiative: Initiative, client: Client, settings: object
    ) -> None:
        settings.PAGE_CACHE = False

        def cost() -> int:
            client.get(initiative.url)
            with CaptureQueriesContext(connection) as queries:
                client.get(initiative.url)
            return len(queries)

        person(initiative, "Anna", Visibility.PUBLIC)
        few = cost()
        for _number in range(29):
            person(initiative, "Piet", Visibility.PUBLIC)
        assert cost() == few


class TestFollowing:
    """Initiatives can be followed."""

    def test_public_ones_and_ones_own_drafts(self, initiative: Initiative) -> None:
        draft = OwnerFactory(initiative=InitiativeFactory(published=False))
        kind = kind_of("initiatief")
        assert kind is not None
        assert set(kind.visible(UserFactory())) == {initiative}
        assert set(kind.visible(draft.user)) == {initiative, draft.initiative}

    def test_translation_leads_to_the_source_and_is_described_in_its_language(self, initiative: Initiative) -> None:
        kind = kind_of("initiatief")
        assert kind is not None
        alias = Initiative.objects.get(alias_of=initiative)
        draft = InitiativeFactory(published=False)
        assert kind.source(alias) == initiative
        assert kind.describe([initiative.pk, draft.pk, 0]) == {initiative.pk: ("Soepfiets", initiative.url)}

    def test_button_on_the_page_works(self, initiative: Initiative, client: Client) -> None:
        user = UserFactory()
        client.force_login(user)
        sent = {"kind": "initiatief", "id": initiative.pk, "next": initiative.url, "follow": "1"}
        client.post(reverse("follow"), sent)
        assert "Soepfiets" in client.get(reverse("my_follows")).content.decode()


def test_page_of_a_member_lists_public_initiatives_alone(initiative: Initiative) -> None:
    user = person(initiative, "Anna", Visibility.PUBLIC)
    MembershipFactory(user=user, initiative=InitiativeFactory(title="Nog geheim", published=False))
    page = Client().get(reverse("member", args=(user.profile.public_id,))).content.decode()
    assert ("Soepfiets" in page, "Nog geheim" in page) == (True, False)


class TestWelcome:
    """The step of the welcome path."""

    def test_looking_joining_and_going_on(self, initiative: Initiative, client: Client) -> None:
        user = verified_person("noor@voorbeeld.example")
        client.force_login(user)
        url = reverse("welcome_step", args=("initiatief",))
        page = client.get(f"{url}?naam=soepfiets").content.decode()
        assert reverse("initiative_join", args=(initiative.pk,)) in page
        assert f"{reverse('start_initiative')}?naam=soepfiets" in page
        assert client.post(url).status_code == 302
        assert "initiatief" in MemberProfile.objects.get(user=user).welcome_steps

    @pytest.mark.parametrize("query", ["naam=", "naam=" + "x" * 500, "gemeente=x"])
    def test_odd_questions_are_answered(self, query: str, client: Client) -> None:
        client.force_login(UserFactory())
        assert client.get(f"{reverse('welcome_step', args=('initiatief',))}?{query}").status_code == 200


def test_preview_of_a_page_that_was_never_saved(person_with_role: Callable[[str], User], client: Client) -> None:
    client.force_login(person_with_role("editor"))
    page = Initiative(title="Nieuw")
    assert page.pk is None
    assert around(page, to=None).join_url == ""
