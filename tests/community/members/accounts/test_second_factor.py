"""The second factor of people with rights over others: no address is a way around it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from community.members.accounts import second_factor
from community.members.accounts.second_factor import ALWAYS_OPEN, FACTORS, SETTING_UP, SecondFactorMiddleware
from community.members.models import User
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

PersonWithRole = Callable[[str], User]
SignedInAs = Callable[[User], Any]
GiveFactor = Callable[..., Any]
CodeOfApp = Callable[..., str]
WITH_RIGHTS = ("administrator", "editor", "writer", "moderator", "support")
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "day": "2027-01-31",
}
# What stands in an address that is a regular expression, in its order.
OF_EXPRESSIONS = {
    "wagtail_serve": "initiatieven/",
    "wagtaildocs_serve": "1/x",
    "revisions_compare": "1/revisions/compare/1...1/",
}


@pytest.fixture
def obligatory(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = True


def route(pattern: RoutePattern) -> str:
    """A part of an address with something in the place of each parameter."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES[match[1] or "str"], str(pattern))


def addresses(patterns: list[Any], before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address of the project with its name."""
    for each in patterns:
        if isinstance(each, URLResolver):
            part = route(each.pattern) if isinstance(each.pattern, RoutePattern) else str(each.pattern).lstrip("^")
            yield from addresses(each.url_patterns, before + part)
        elif isinstance(each, URLPattern) and isinstance(each.pattern, RoutePattern):
            yield before + route(each.pattern), each.name or ""
        else:
            yield before + OF_EXPRESSIONS.get(each.name or "", "x/"), each.name or ""


def led_to(response: HttpResponse) -> str:
    """Where an answer leads."""
    return response.headers.get("Location", "").partition("?")[0]


@pytest.mark.usefixtures("obligatory")
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_is_open_without_a_second_factor(person_with_role: PersonWithRole, method: str) -> None:
    """Every address of the project is asked for by an editor who has none."""
    client = Client(raise_request_exception=False)
    client.force_login(person_with_role("editor"))
    found = list(addresses(get_resolver().url_patterns))
    assert len(found) > 300
    open_names = set()
    for address, name in found:
        response = getattr(client, method)(address)
        if led_to(response) != reverse("mfa_index"):
            open_names.add(name)
        if "logout" in name:
            client.force_login(User.objects.get(groups__name="Redactie"))
    assert open_names <= ALWAYS_OPEN | SETTING_UP
    assert open_names >= {"account_login", "house_style", "mfa_activate_totp", "mfa_add_webauthn"}


@pytest.mark.usefixtures("obligatory")
def test_addresses_would_be_open(person_with_role: PersonWithRole, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(SecondFactorMiddleware, "process_view", lambda *_args: None)
    client = Client()
    client.force_login(person_with_role("editor"))
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("obligatory")
@pytest.mark.parametrize("role", WITH_RIGHTS)
@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/mijn/", "/en/my/", "/kennistools/"])
def test_people_with_rights_are_led_to_set_one_up(person_with_role: PersonWithRole, role: str, address: str) -> None:
    client = Client()
    client.force_login(person_with_role(role))
    english = "/en" if address.startswith("/en/") else ""
    assert led_to(client.get(address)) == f"{english}/account/2fa/"


@pytest.mark.usefixtures("obligatory")
def test_member_without_rights_needs_none(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("member").get(reverse("my_page")).status_code == 200


def test_demo_asks_for_none(signed_in: Callable[[str], Client]) -> None:
    """It is off where the setting is off."""
    assert signed_in("editor").get("/admin/").status_code == 200


@pytest.mark.usefixtures("obligatory")
def test_member_who_gets_rights_needs_one_from_then_on(person_with_role: PersonWithRole) -> None:
    member, client = person_with_role("member"), Client()
    client.force_login(member)
    assert client.get(reverse("my_page")).status_code == 200
    member.groups.set(person_with_role("moderator").groups.all())
    assert led_to(client.get(reverse("my_page"))) == reverse("mfa_index")


@pytest.mark.usefixtures("obligatory")
def test_editor_sets_up_an_app_and_goes_on(
    person_with_role: PersonWithRole, signed_in_as: SignedInAs, code_of_app: CodeOfApp
) -> None:
    client = signed_in_as(person_with_role("editor"))
    page = client.get(reverse("mfa_activate_totp"))
    assert "no-store" in page["Cache-Control"]
    assert page.content.decode().count('<svg class="qr"') == 1
    assert re.search(r'style=|src="data:', page.content.decode()) is None
    secret = page.context["form"].secret
    assert "".join(page.context["groups"]) == secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(done["Location"])
    assert (len(codes.context["unused_codes"]), "no-store" in codes["Cache-Control"]) == (10, True)
    assert "no-store" in client.get(reverse("mfa_download_recovery_codes"))["Cache-Control"]
    assert client.get("/admin/").status_code == 200
    assert [message.subject for message in mail.outbox] == ["Je hebt nu een tweede stap met een app"]


@pytest.mark.usefixtures("obligatory")
@pytest.mark.parametrize("first_step", ["password", "code"])
def test_editor_logs_in_with_two_steps(  # noqa: PLR0913 - fixtures
    person_with_role: PersonWithRole,
    with_app: GiveFactor,
    visitor: Any,
    last_code: Callable[[], str],
    code_of_app: CodeOfApp,
    first_step: str,
) -> None:
    editor = with_app(person_with_role("editor"))
    if first_step == "password":
        answer = visitor.log_in(editor.email)
    else:
        visitor.post(reverse("account_request_login_code"), {"email": editor.email})
        answer = visitor.post(reverse("account_confirm_login_code"), {"code": last_code()})
    assert led_to(answer) == reverse("mfa_authenticate")
    assert led_to(visitor.get("/admin/")) == "/admin/login/"
    assert visitor.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    visitor.post(reverse("mfa_authenticate"), {"code": code_of_app()})
    assert visitor.get("/admin/").status_code == 200


def test_code_of_an_app_works_once(
    person_with_role: PersonWithRole,
    with_app: GiveFactor,
    another: Callable[[], Any],
    code_of_app: CodeOfApp,
) -> None:
    member, opened = with_app(person_with_role("member")), []
    with time_machine.travel("2027-01-12 12:00:10+00:00", tick=False):
        for client in (another(), another()):
            client.log_in(member.email)
            client.post(reverse("mfa_authenticate"), {"code": code_of_app()})
            opened.append(client.get(reverse("my_page")).status_code == 200)
    assert opened == [True, False]


def test_recovery_code_works_once(
    person_with_role: PersonWithRole, with_app: GiveFactor, another: Callable[[], Any]
) -> None:
    member, opened = with_app(person_with_role("member")), []
    code = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()[0]
    for client in (another(), another()):
        client.log_in(member.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        opened.append(client.get(reverse("my_page")).status_code == 200)
    assert opened == [True, False]


def test_new_password_is_no_way_around(
    person_with_role: PersonWithRole, with_app: GiveFactor, visitor: Any, last_code: Callable[[], str]
) -> None:
    """Who reads somebody's mail can choose a password, and then still needs the second step."""
    member = with_app(person_with_role("member"))
    visitor.post(reverse("account_reset_password"), {"email": member.email})
    visitor.post(reverse("account_confirm_password_reset_code"), {"code": last_code()})
    new = "een heel ander wachtwoord"
    visitor.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    assert led_to(visitor.log_in(member.email, new)) == reverse("mfa_authenticate")
    assert visitor.get(reverse("my_page")).status_code == 302


class TestOldSession:
    """What was opened before there was a second factor."""

    @pytest.mark.usefixtures("obligatory")
    def test_goes_on_only_after_the_second_step(
        self, person_with_role: PersonWithRole, with_app: GiveFactor, code_of_app: CodeOfApp
    ) -> None:
        client, editor = Client(), person_with_role("editor")
        client.force_login(editor)
        with_app(editor)
        answer = client.get("/admin/pages/")
        assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fpages%2F"
        form = {"code": code_of_app(), "next": "/admin/pages/"}
        assert client.post(reverse("mfa_reauthenticate"), form)["Location"] == "/admin/pages/"
        assert client.get("/admin/").status_code == 200

    @pytest.mark.usefixtures("obligatory")
    @pytest.mark.parametrize(
        "name", ["mfa_add_webauthn", "mfa_activate_totp", "mfa_index", "account_email", "mfa_view_recovery_codes"]
    )
    def test_sets_up_no_factor_of_its_own(
        self, person_with_role: PersonWithRole, with_passkey: GiveFactor, name: str
    ) -> None:
        """A thief with the password and an old session could otherwise add their own."""
        client, editor = Client(), person_with_role("editor")
        client.force_login(editor)
        with_passkey(editor)
        assert led_to(client.get(reverse(name))) == reverse("mfa_reauthenticate_webauthn")

    @pytest.mark.usefixtures("obligatory")
    @pytest.mark.parametrize("name", ["account_reauthenticate", "account_request_reauthentication_code"])
    def test_is_not_opened_by_the_first_step(
        self, person_with_role: PersonWithRole, with_app: GiveFactor, name: str
    ) -> None:
        client, editor = Client(), person_with_role("editor")
        client.force_login(editor)
        with_app(editor)
        assert led_to(client.post(reverse(name), {"password": PASSWORD})) == reverse("mfa_reauthenticate")
        assert led_to(client.get("/admin/")) == reverse("mfa_reauthenticate")

    def test_ends_when_its_owner_sets_up_the_first_factor_elsewhere(
        self, person_with_role: PersonWithRole, signed_in_as: SignedInAs, code_of_app: CodeOfApp
    ) -> None:
        """For everybody, with and without rights."""
        member = person_with_role("member")
        there, here = signed_in_as(member), signed_in_as(member)
        secret = here.get(reverse("mfa_activate_totp")).context["form"].secret
        here.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
        assert [client.get(reverse("my_page")).status_code for client in (here, there)] == [200, 302]

    def test_would_go_on(
        self,
        person_with_role: PersonWithRole,
        signed_in_as: SignedInAs,
        code_of_app: CodeOfApp,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The control."""
        monkeypatch.setattr("community.members.accounts.receivers.end_sessions", lambda *_args, **_options: None)
        member = person_with_role("member")
        there, here = signed_in_as(member), signed_in_as(member)
        secret = here.get(reverse("mfa_activate_totp")).context["form"].secret
        here.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
        assert there.get(reverse("my_page")).status_code == 200


class TestLastFactor:
    """Who must have one keeps it."""

    @pytest.fixture
    def editor(self, person_with_role: PersonWithRole) -> User:
        return person_with_role("editor")

    @pytest.fixture
    def client_of(self) -> Callable[[User], Client]:
        """A client that showed a second factor."""

        def open_session(user: User) -> Client:
            client = Client()
            client.force_login(user)
            session = client.session
            session[second_factor.PROVEN] = user.pk
            session["logged_in_at"] = 9e9
            session.save()
            return client

        return open_session

    def left(self, user: User) -> list[str]:
        return sorted(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))

    @pytest.mark.usefixtures("obligatory")
    def test_app_stays(self, editor: User, with_app: GiveFactor, client_of: Callable[[User], Client]) -> None:
        client = client_of(with_app(editor))
        client.get(reverse("mfa_deactivate_totp"))
        client.post(reverse("mfa_deactivate_totp"))
        assert self.left(editor) == ["totp"]

    @pytest.mark.usefixtures("obligatory")
    def test_passkey_stays(self, editor: User, with_passkey: GiveFactor, client_of: Callable[[User], Client]) -> None:
        passkey, client = with_passkey(editor), client_of(editor)
        remove = reverse("mfa_remove_webauthn", args=(passkey.pk,))
        assert client.get(remove).context["may"] is False
        client.post(remove)
        assert self.left(editor) == ["webauthn"]

    @pytest.mark.usefixtures("obligatory")
    def test_one_of_two_may_go(
        self, editor: User, with_app: GiveFactor, with_passkey: GiveFactor, client_of: Callable[[User], Client]
    ) -> None:
        with_app(editor)
        passkey, client = with_passkey(editor), client_of(editor)
        client.post(reverse("mfa_deactivate_totp"))
        client.post(reverse("mfa_remove_webauthn", args=(passkey.pk,)))
        assert self.left(editor) == ["webauthn"]

    def test_of_others_may_go(
        self, editor: User, with_app: GiveFactor, with_passkey: GiveFactor, client_of: Callable[[User], Client]
    ) -> None:
        """The control: where no second factor is asked for."""
        with_app(editor)
        passkey, client = with_passkey(editor), client_of(editor)
        client.post(reverse("mfa_deactivate_totp"))
        client.post(reverse("mfa_remove_webauthn", args=(passkey.pk,)))
        assert self.left(editor) == []

    def test_of_somebody_else_is_not_there(
        self,
        editor: User,
        person_with_role: PersonWithRole,
        with_passkey: GiveFactor,
        client_of: Callable[[User], Client],
    ) -> None:
        passkey = with_passkey(editor)
        client = client_of(person_with_role("administrator"))
        for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            address = reverse(name, args=(passkey.pk,))
            assert [client.get(address).status_code, client.post(address, {"name": "x"}).status_code] == [404, 404]
        assert self.left(editor) == ["webauthn"]


def test_secret_cannot_be_read_in_the_database(person_with_role: PersonWithRole, with_app: GiveFactor) -> None:
    member = with_app(person_with_role("member"))
    kept = Authenticator.objects.get(user=member, type="totp").data["secret"]
    assert "SECRET" not in kept
    assert len(kept) > 100


def test_key_of_the_site_may_change(person_with_role: PersonWithRole, with_app: GiveFactor, settings: Any) -> None:
    """As long as the old one is among the fall-backs."""
    member = with_app(person_with_role("member"))
    codes = Authenticator.objects.get(user=member, type="recovery_codes").wrap().generate_codes()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert Authenticator.objects.get(user=member, type="recovery_codes").wrap().generate_codes() == codes


def test_lost_factor_is_taken_away_by_command(
    person_with_role: PersonWithRole, with_app: GiveFactor, signed_in_as: SignedInAs, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = person_with_role("editor")
    thief = signed_in_as(editor)
    with_app(editor)
    call_command("reset_second_factor", editor.email.upper())
    assert capsys.readouterr().out.startswith("Taken away: 2. ")
    assert (Authenticator.objects.count(), thief.get(reverse("my_page")).status_code) == (0, 302)
    assert signed_in_as(editor).get(reverse("my_page")).status_code == 200
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "niemand@buurt.example")
