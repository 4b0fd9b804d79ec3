"""Pages about the people of an initiative: who sees them, and what each click does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.initiatives.models import Initiative, Invitation, JoinRequest, Membership, Role
from community.initiatives.models.membership import INVITATION_LASTS
from community.initiatives.people.inviting import digest_of
from community.members.models import MemberProfile, User, Visibility
from tests.factories import (
    InitiativeFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    OwnerFactory,
    UserFactory,
)
from tests.factories.community import verified_person

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "stranger", "owner of another", "member", "owner", "moderator", "writer", "editor")
LOGIN = "login"


def signed_in_as(user: User | None) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@dataclass
class Scene:
    """An initiative with all its people."""

    initiative: Initiative
    owner: User
    member: Membership
    request: JoinRequest
    invitation: Invitation
    person_with_role: Callable[[str], User]

    def person(self, role: str) -> User | None:
        """Somebody with this role."""
        return {
            "anonymous": lambda: None,
            "stranger": UserFactory,
            "owner of another": lambda: OwnerFactory().user,
            "member": lambda: MembershipFactory(initiative=self.initiative).user,
            "owner": lambda: self.owner,
            "moderator": lambda: self.person_with_role("moderator"),
            "writer": lambda: self.person_with_role("writer"),
            "editor": lambda: self.person_with_role("editor"),
        }[role]()

    def url(self, name: str) -> str:
        """The address with this name."""
        more = {
            "membership_change": self.member.pk,
            "request_decide": self.request.pk,
            "invitation_change": self.invitation.pk,
        }
        return reverse(name, args=(self.initiative.pk, *([more[name]] if name in more else [])))

    def answers(self, name: str, method: str = "get", **data: str) -> dict[str, int | str]:
        """What each role gets there."""
        found: dict[str, int | str] = {}
        for role in ROLES:
            response = getattr(signed_in_as(self.person(role)), method)(self.url(name), data)
            to_login = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
            found[role] = LOGIN if to_login else response.status_code
        return found


@pytest.fixture
def scene(person_with_role: Callable[[str], User]) -> Callable[..., Scene]:
    """Make a scene; published=False for an initiative that is a draft."""

    def make(*, published: bool = True) -> Scene:
        initiative = InitiativeFactory(title="Soepfiets" if published else "Soepfiets in de maak", published=published)
        return Scene(
            initiative,
            OwnerFactory(initiative=initiative, user__first_name="Anna", user__last_name="Bos").user,
            MembershipFactory(initiative=initiative, user__first_name="Mo", user__last_name="Vos"),
            JoinRequestFactory(initiative=initiative, user__first_name="Tineke", user__last_name="Zwaan"),
            InvitationFactory(initiative=initiative, sent=timezone.now() - INVITATION_LASTS / 2),
            person_with_role,
        )

    return make


def matrix(*statuses: int | str) -> dict[str, int | str]:
    """What each role should get."""
    return dict(zip(ROLES, statuses, strict=True))


OWNERS_ALONE = matrix(LOGIN, 403, 403, 403, 200, 403, 403, 200)
OWNERS_ALONE_OF_A_DRAFT = matrix(LOGIN, 404, 404, 403, 200, 404, 404, 200)


@pytest.mark.parametrize(
    ("name", "public", "draft"),
    [
        (
            "initiative_people",
            matrix(LOGIN, 403, 403, 200, 200, 403, 403, 200),
            matrix(LOGIN, 404, 404, 200, 200, 404, 404, 200),
        ),
        ("initiative_invite", OWNERS_ALONE, OWNERS_ALONE_OF_A_DRAFT),
        ("membership_change", OWNERS_ALONE, OWNERS_ALONE_OF_A_DRAFT),
        ("initiative_manage", OWNERS_ALONE, OWNERS_ALONE_OF_A_DRAFT),
        (
            "initiative_leave",
            matrix(LOGIN, 403, 403, 200, 200, 403, 403, 403),
            matrix(LOGIN, 404, 404, 200, 200, 404, 404, 403),
        ),
        (
            "initiative_join",
            matrix(LOGIN, 200, 200, 302, 302, 200, 200, 200),
            matrix(LOGIN, 404, 404, 302, 302, 404, 404, 403),
        ),
        ("request_decide", matrix(LOGIN, *[405] * 7), matrix(LOGIN, *[405] * 7)),
        ("invitation_change", matrix(LOGIN, *[405] * 7), matrix(LOGIN, *[405] * 7)),
    ],
)
def test_each_page_opens_for_whom_it_is(
    name: str, public: dict[str, int], draft: dict[str, int], scene: Callable[..., Scene]
) -> None:
    assert scene().answers(name) == public
    assert scene(published=False).answers(name) == draft


CHANGES = (
    ("request_decide", {"answer": "yes"}),
    ("membership_change", {"do": "remove"}),
    ("membership_change", {"do": "owner"}),
    ("invitation_change", {"do": "withdraw"}),
    ("invitation_change", {"do": "again"}),
    ("initiative_invite", {"email": "nieuw@voorbeeld.example", "role": "owner"}),
)


@pytest.mark.parametrize(("name", "data"), CHANGES)
@pytest.mark.parametrize("role", ["anonymous", "stranger", "owner of another", "member", "moderator", "writer"])
def test_who_may_not_changes_nothing(name: str, data: dict[str, str], role: str, scene: Callable[..., Scene]) -> None:
    made = scene()
    person = made.person(role)

    def all_rows() -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in (Membership, JoinRequest, Invitation)]

    before = all_rows()
    response = signed_in_as(person).post(made.url(name), data)
    assert response.status_code == (302 if role == "anonymous" else 403)
    assert all_rows() == before


@pytest.mark.parametrize(("name", "data"), CHANGES)
@pytest.mark.parametrize("role", ["owner", "editor"])
def test_who_may_goes_on(name: str, data: dict[str, str], role: str, scene: Callable[..., Scene]) -> None:
    made = scene()
    response = signed_in_as(made.person(role)).post(made.url(name), data, follow=True)
    assert response.redirect_chain == [(made.url("initiative_people"), 302)]


@pytest.mark.parametrize("name", ["membership_change", "request_decide", "invitation_change"])
def test_things_of_another_initiative_are_not_there(name: str, scene: Callable[..., Scene]) -> None:
    made, other = scene(), OwnerFactory()
    url = made.url(name).replace(f"/{made.initiative.pk}/", f"/{other.initiative.pk}/", 1)
    assert signed_in_as(other.user).post(url, {"do": "remove", "answer": "yes"}).status_code == 404


@pytest.mark.parametrize("name", ["membership_change", "request_decide", "invitation_change"])
def test_other_words_are_a_bad_request(name: str, scene: Callable[..., Scene]) -> None:
    made = scene()
    assert signed_in_as(made.owner).post(made.url(name), {"do": "x", "answer": "x"}).status_code == 400


def test_keys_that_no_database_has_are_not_there(scene: Callable[..., Scene]) -> None:
    client = signed_in_as(scene().owner)
    assert client.get("/initiatief/99999999999999999999999/mensen/").status_code == 404


def test_translation_leads_to_the_same_people(scene: Callable[..., Scene]) -> None:
    made = scene()
    alias = Initiative.objects.get(alias_of=made.initiative)
    page = signed_in_as(made.owner).get(f"/en/initiative/{alias.pk}/people/")
    assert "Mo Vos" in page.content.decode()


class TestList:
    """What stands on it."""

    def test_owner_reads_names_whatever_the_profile_says(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        for user in (made.member.user, made.request.user):
            MemberProfile.objects.update_or_create(user=user, defaults={"name_visibility": Visibility.PRIVATE})
        other = made.person("member")
        shown = {
            who: signed_in_as(user).get(made.url("initiative_people")).content.decode()
            for who, user in (("owner", made.owner), ("member", other))
        }
        assert {who: ("Mo Vos" in page, "Tineke Zwaan" in page) for who, page in shown.items()} == {
            "owner": (True, True),
            "member": (False, False),
        }

    @pytest.mark.parametrize("role", ["owner", "member", "editor"])
    def test_addresses_stand_nowhere_but_in_invitations(self, role: str, scene: Callable[..., Scene]) -> None:
        made = scene()
        page = signed_in_as(made.person(role)).get(made.url("initiative_people")).content.decode()
        addresses = [made.owner.email, made.member.user.email, made.request.user.email]
        assert [address in page for address in addresses] == [False] * 3
        assert (made.invitation.email in page) is (role != "member")

    def test_person_without_a_name_is_not_their_address(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        MembershipFactory(
            initiative=made.initiative, user__first_name="", user__last_name="", user__email="stil@x.example"
        )
        page = signed_in_as(made.owner).get(made.url("initiative_people")).content.decode()
        assert ("stil@x.example" in page, "Iemand zonder naam" in page) == (False, True)

    def test_cost_is_the_same_for_1_and_30(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        client = signed_in_as(made.owner)

        def cost() -> int:
            client.get(made.url("initiative_people"))
            with CaptureQueriesContext(connection) as queries:
                client.get(made.url("initiative_people"))
            return len(queries)

        few = cost()
        for _number in range(29):
            MembershipFactory(initiative=made.initiative)
            JoinRequestFactory(initiative=made.initiative)
            InvitationFactory(initiative=made.initiative)
        assert cost() == few

    def test_many_are_spread_over_pages(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        MembershipFactory.create_batch(40, initiative=made.initiative)
        client, url = signed_in_as(made.owner), made.url("initiative_people")
        statuses = [client.get(f"{url}?pagina={number}").status_code for number in ("1", "2", "3", "x")]
        assert statuses == [200, 200, 404, 404]


class TestDeciding:
    """Answers to who wants to join."""

    def test_second_owner_reads_who_was_first(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        signed_in_as(made.owner).post(made.url("request_decide"), {"answer": "yes"})
        second = OwnerFactory(initiative=made.initiative).user
        page = signed_in_as(second).post(made.url("request_decide"), {"answer": "no"}, follow=True).content.decode()
        assert "Anna Bos heeft deze aanvraag al goedgekeurd." in page
        assert Membership.objects.filter(user=made.request.user).exists()

    def test_editor_lets_somebody_in_as_owner(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        Membership.objects.all().delete()
        client = signed_in_as(made.person("editor"))
        assert "Ja, als beheerder" in client.get(made.url("initiative_people")).content.decode()
        client.post(made.url("request_decide"), {"answer": "owner"})
        assert Membership.objects.get().role == Role.OWNER


class TestJoining:
    """From the button on the page to the answer."""

    def test_asking_waiting_and_taking_back(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        person = UserFactory()
        client, url = signed_in_as(person), made.url("initiative_join")
        page = client.post(url, {"remark": "Graag!"}, follow=True).content.decode()
        assert "Graag!" in page
        assert "Trek mijn aanvraag in" in page
        client.post(url, {"do": "withdraw"})
        assert JoinRequest.objects.get(user=person).state == JoinRequest.State.WITHDRAWN

    def test_too_long_a_remark_is_kept_in_the_form(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        page = signed_in_as(UserFactory()).post(made.url("initiative_join"), {"remark": "é" * 1001}).content.decode()
        assert "é" * 1001 in page
        assert JoinRequest.objects.count() == 1

    def test_visitor_comes_back_after_signing_in(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        response = Client().get(made.url("initiative_join"))
        assert response["Location"] == f"{reverse('account_login')}?next={made.url('initiative_join')}"


class TestLeaving:
    """The page of who goes."""

    def test_last_owner_must_choose(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        client, url = signed_in_as(made.owner), made.url("initiative_leave")
        response = client.post(url, {"do": "leave"})
        assert response.status_code == 200
        assert "Kies wie je opvolgt." in response.content.decode()
        client.post(url, {"do": "leave", "successor": made.member.pk})
        assert dict(Membership.objects.values_list("user", "role")) == {made.member.user_id: "owner"}

    def test_owner_stays_on_as_member(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        signed_in_as(made.owner).post(made.url("initiative_leave"), {"do": "stay", "successor": made.member.pk})
        assert Membership.objects.get(user=made.owner).role == Role.MEMBER

    def test_successor_from_elsewhere_is_no_choice(self, scene: Callable[..., Scene]) -> None:
        made, other = scene(), MembershipFactory()
        signed_in_as(made.owner).post(made.url("initiative_leave"), {"do": "leave", "successor": other.pk})
        assert Membership.objects.filter(user=made.owner, role=Role.OWNER).exists()


class TestInvitations:
    """The page behind the link in the mail."""

    def made(self, **fields: Any) -> tuple[Invitation, str]:
        """An invitation and its address."""
        fields = {
            "email": "gast@voorbeeld.example",
            "invited_by": UserFactory(first_name="Anna", last_name="Bos"),
            **fields,
        }
        return InvitationFactory(digest=digest_of("geheim"), **fields), reverse("invitation", args=("geheim",))

    def test_looking_accepts_nothing_and_is_kept_nowhere(self) -> None:
        invitation, url = self.made()
        guest = verified_person(invitation.email)
        for client in (Client(), signed_in_as(guest)):
            response = client.get(url)
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]
        invitation.refresh_from_db()
        assert invitation.accepted is None

    def test_whoever_holds_the_link_sees_no_address(self) -> None:
        invitation, url = self.made()
        for client in (Client(), signed_in_as(verified_person("ander@voorbeeld.example"))):
            page = client.get(url).content.decode()
            assert (invitation.email in page, "g…@v….example" in page, "Anna Bos" in page) == (False, True, True)

    def test_visitor_signs_in_first(self) -> None:
        _invitation, url = self.made()
        assert Client().post(url, {"do": "accept"})["Location"] == f"{reverse('account_login')}?next={url}"

    def test_guest_accepts_once(self) -> None:
        invitation, url = self.made(role=Role.OWNER)
        client = signed_in_as(verified_person(invitation.email))
        assert client.post(url, {"do": "accept"})["Location"] == reverse(
            "initiative_manage", args=(invitation.initiative_id,)
        )
        page = client.post(url, {"do": "accept"})
        assert page.status_code == 403
        assert "al gebruikt" in page.content.decode()
        assert Membership.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"sent": timezone.now() - INVITATION_LASTS}, "te oud"),
            ({"withdrawn": timezone.now()}, "ingetrokken"),
            ({"accepted": timezone.now()}, "al gebruikt"),
        ],
    )
    def test_link_that_is_over_says_why(self, fields: dict[str, Any], words: str) -> None:
        invitation, url = self.made(**fields)
        client = signed_in_as(verified_person(invitation.email))
        assert [words in response.content.decode() for response in (client.get(url), client.post(url))] == [True, True]
        assert not Membership.objects.exists()

    def test_forwarded_link_lets_nobody_else_in(self) -> None:
        _invitation, url = self.made()
        response = signed_in_as(verified_person("ander@voorbeeld.example")).post(url, {"do": "accept"})
        assert response.status_code == 403
        assert "voor een ander adres" in response.content.decode()
        assert not Membership.objects.exists()

    def test_control_without_the_check_of_the_address_it_would(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("community.initiatives.people.inviting.is_for", lambda *_args: True)
        _invitation, url = self.made()
        signed_in_as(verified_person("ander@voorbeeld.example")).post(url, {"do": "accept"})
        assert Membership.objects.count() == 1

    @pytest.mark.parametrize("token", ["onbekend", "x" * 5000, "%F0%9F%98%80", "..%2F"])
    def test_unknown_link_is_not_there(self, token: str) -> None:
        assert Client().get(f"/uitnodiging/{token}/").status_code == 404

    def test_own_list_answers_for_who_is_invited_alone(self) -> None:
        invitation, _url = self.made()
        url = reverse("my_invitation", args=(invitation.pk,))
        other = verified_person("ander@voorbeeld.example")
        assert Client().post(url)["Location"].startswith(reverse("account_login"))
        unknown = reverse("my_invitation", args=(invitation.pk + 1,))
        assert [signed_in_as(other).post(address).status_code for address in (url, unknown)] == [404, 404]
        guest = verified_person(invitation.email)
        signed_in_as(guest).post(url, {"do": "accept"})
        assert Membership.objects.get().user == guest

    def test_saying_no_ends_it(self) -> None:
        invitation, url = self.made()
        client = signed_in_as(verified_person(invitation.email))
        assert client.post(url, {"do": "decline"})["Location"] == reverse("my_initiatives")
        assert not Membership.objects.exists()
        assert client.post(url, {"do": "accept"}).status_code == 403

    def test_address_of_an_account_under_way_counts_for_nothing(self) -> None:
        """Somebody changes their address to one that is not theirs, and has not shown that they read its mail."""
        invitation, url = self.made()
        thief = verified_person("ander@voorbeeld.example")
        EmailAddress.objects.create(user=thief, email=invitation.email, verified=False)
        assert signed_in_as(thief).post(url, {"do": "accept"}).status_code == 403

    def test_inviting_says_the_same_for_known_and_unknown_addresses(self, scene: Callable[..., Scene]) -> None:
        made = scene()
        verified_person("bekend@voorbeeld.example")
        pages = []
        for name in ("bekend", "vreemd"):
            email = f"{name}@voorbeeld.example"
            response = signed_in_as(made.owner).post(made.url("initiative_invite"), {"email": email, "role": "member"})
            pages.append((response.status_code, response["Location"]))
        assert pages[0] == pages[1]

    @pytest.mark.parametrize(
        "email", ["", "geen adres", "a@b", "x" * 300 + "@voorbeeld.example", "a\r\nBcc: b@c.example"]
    )
    def test_odd_addresses_stay_in_the_form(self, email: str, scene: Callable[..., Scene]) -> None:
        made = scene()
        response = signed_in_as(made.owner).post(made.url("initiative_invite"), {"email": email, "role": "member"})
        assert response.status_code == 200
        assert (Invitation.objects.count(), mail.outbox) == (1, [])
