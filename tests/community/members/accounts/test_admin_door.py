"""The admin has no door of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.members.accounts.admin_door import AdminDoorMiddleware
from community.members.models import User
from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("/admin/", "/admin/"),
        ("/admin/pages/", "/admin/pages/"),
        ("/admin/login/", "/admin/"),
        ("/admin/login/?next=/admin/images/", "/admin/images/"),
        ("/admin/login/?next=https://elders.example/", "/admin/"),
        ("/admin/login/?next=//elders.example", "/admin/"),
        ("/_util/login/?next=/besloten/", "/besloten/"),
    ],
)
def test_stranger_is_led_to_where_everybody_logs_in(client: Client, asked: str, wanted: str) -> None:
    answer = client.get(asked, follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next={wanted}"


def test_form_of_the_admin_lets_nobody_in(client: Client, person_with_role: Callable[[str], User]) -> None:
    editor = person_with_role("editor")
    answer = client.post("/admin/login/", {"username": editor.email, "password": PASSWORD})
    assert answer["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_editor_comes_where_they_wanted_to_be(visitor: Any, person_with_role: Callable[[str], User]) -> None:
    editor = person_with_role("editor")
    form = {"login": editor.email, "password": PASSWORD, "next": "/admin/pages/"}
    assert visitor.post(reverse("account_login"), form)["Location"] == "/admin/pages/"
    assert visitor.get("/admin/login/?next=/admin/images/")["Location"] == "/admin/images/"
    assert visitor.get("/admin/login/?next=//elders.example")["Location"] == "/admin/"


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/login/", "/admin/account/", "/admin/bestaat-niet/"]
)
def test_member_sees_a_friendly_page_and_no_loop(signed_in: SignIn, address: str) -> None:
    client = signed_in("member")
    answer = client.get(address)
    assert (answer.status_code, answer.templates[0].name) == (403, "403.html")
    # The whole frame is there: menu, footer.
    assert answer.context["frame"].navigation != []
    # Nothing waits to be told on the next page.
    assert client.get(reverse("my_page")).content.decode().count('class="notices"') == 0


def test_member_would_be_sent_round(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: Wagtail's own way."""
    monkeypatch.setattr(AdminDoorMiddleware, "process_view", lambda *_args: None)
    answer = signed_in("member").get("/admin/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")


@pytest.mark.parametrize(
    "address", ["/admin/password_reset/", "/admin/password_reset/done/", "/admin/password_reset/complete/"]
)
@pytest.mark.parametrize("role", ["anonymous", "editor", "administrator"])
def test_wagtails_way_to_a_new_password_is_off(signed_in: SignIn, role: str, address: str) -> None:
    client = signed_in(role)
    assert [client.get(address).status_code, client.post(address, {"email": "x@y.example"}).status_code] == [404, 404]
    assert mail.outbox == []


def test_own_account_in_the_admin_changes_no_address_and_no_password(
    signed_in: SignIn, person_with_role: Callable[[str], User]
) -> None:
    client = Client()
    editor = person_with_role("editor")
    client.force_login(editor)
    page = client.get("/admin/account/").content.decode()
    assert [page.count(f'name="{name}"') for name in ("name_email-email", "password-old_password")] == [0, 0]
    client.post("/admin/account/", {"name_email-email": "anders@buurt.example", "password-new_password1": "x" * 20})
    editor.refresh_from_db()
    assert (editor.email != "anders@buurt.example", editor.check_password(PASSWORD)) == (True, True)


class TestPeopleOfAdministrators:
    """Accounts that administrators make and change in the admin."""

    FORM = {"email": "Nieuw@Buurt.example", "first_name": "Nieuwe", "last_name": "Redacteur"}

    def test_new_person_logs_in_with_a_code_and_has_no_password(
        self, signed_in: SignIn, visitor: Any, last_code: Callable[[], str]
    ) -> None:
        administrator = signed_in("administrator")
        add = reverse("wagtailusers_users:add")
        assert administrator.get(add).content.decode().count('type="password"') == 0
        administrator.post(add, self.FORM)
        user = User.objects.get(email="nieuw@buurt.example")
        assert user.has_usable_password() is False
        visitor.post(reverse("account_request_login_code"), {"email": user.email})
        done = visitor.post(reverse("account_confirm_login_code"), {"code": last_code()})
        assert done["Location"] == reverse("my_page")
        assert list(user.emailaddress_set.values_list("email", "verified")) == [(user.email, True)]

    def test_new_address_replaces_the_old_one_once_confirmed(self, signed_in: SignIn, visitor: Any) -> None:
        user = UserFactory()
        old = user.email
        edit = reverse("wagtailusers_users:edit", args=(user.pk,))
        signed_in("administrator").post(edit, {**self.FORM, "is_active": "on"})
        user.refresh_from_db()
        assert user.email == "nieuw@buurt.example"
        assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
            ("nieuw@buurt.example", False, True)
        ]
        assert visitor.log_in(old).status_code == 200
        assert visitor.log_in("nieuw@buurt.example")["Location"] == reverse("account_email_verification_sent")

    def test_same_address_stays_confirmed(self, signed_in: SignIn) -> None:
        user = UserFactory()
        edit = reverse("wagtailusers_users:edit", args=(user.pk,))
        signed_in("administrator").post(edit, {**self.FORM, "email": user.email, "is_active": "on"})
        assert list(user.emailaddress_set.values_list("verified", flat=True)) == [True]

    def test_address_of_somebody_else_is_refused_whatever_its_capitals(self, signed_in: SignIn) -> None:
        UserFactory(email="joke@buurt.example")
        add = reverse("wagtailusers_users:add")
        answer = signed_in("administrator").post(add, {**self.FORM, "email": "JOKE@buurt.example"})
        assert sorted(answer.context["form"].errors) == ["__all__", "email"]
