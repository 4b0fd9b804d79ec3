"""The overview of logging in, and the pages around it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account import urls as account_urls
from allauth.mfa import urls as factor_urls
from allauth.usersessions import urls as session_urls
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse

from community.members.accounts import urls as our_urls
from community.members.accounts.actions import choose_language
from community.members.accounts.browsers import device
from community.members.accounts.qr import drawn
from community.members.models import User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
SignedInAs = Callable[[User], Any]

OURS = Path(settings.TEMPLATES[0]["DIRS"][0])
# With codes in mails in place of links, allauth shows the first two no more; the third is a file of codes alone.
UNUSED = {
    "account/verification_sent.html",
    "account/password_reset_done.html",
    "mfa/recovery_codes/download.txt",
}


def templates(patterns: list[Any]) -> set[str]:
    """The templates of all pages at these addresses."""
    found: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= templates(each.url_patterns)
        elif isinstance(each, URLPattern):
            view = getattr(each.callback, "view_class", None)
            found |= {name for name in [getattr(view, "template_name", None)] if name}
    return found


def test_every_page_of_allauth_is_in_our_style() -> None:
    """A new version of allauth may bring new pages: they would look like nothing else here."""
    used = templates([*account_urls.urlpatterns, *factor_urls.urlpatterns, *session_urls.urlpatterns])
    used |= {"account/confirm_email_verification_code.html", "account/verified_email_required.html", "429.html"}
    assert len(used) > 20
    foreign = {name for name in used - UNUSED if not str(get_template(name).origin.name).startswith(str(OURS))}
    assert foreign == set()
    own = [each.name for each in our_urls.page_patterns[:-3] if isinstance(each, URLPattern)]
    assert isinstance(our_urls.page_patterns[-3], URLResolver), "ours come before those of allauth"
    assert own[:2] == ["account_signup", "account_confirm_login_code"]


def states(client: Client) -> dict[str, tuple[str, bool | None, str]]:
    """What the overview says."""
    ways = client.get(reverse("my_account")).context["ways"]
    return {way.title: (way.state, way.lit, way.url) for way in ways}


def test_overview_tells_how_a_new_member_logs_in(visitor: Client) -> None:
    user = UserFactory(email="joke@buurt.example", password=None)
    visitor.force_login(user)
    assert states(visitor) == {
        "E-mailadres": ("joke@buurt.example", None, "/account/email/"),
        "Wachtwoord": ("Je hebt geen wachtwoord: je logt in met een code per mail.", None, "/account/password/set/"),
        "Tweede stap": (
            "Met een tweede stap komt niemand erin met alleen je wachtwoord of je mail.",
            False,
            "/account/2fa/",
        ),
        "Passkeys": (
            "Je hebt geen passkey. Daarmee log je in met je vinger, je gezicht of een pincode.",
            None,
            "/account/2fa/webauthn/add/",
        ),
        "Waar je bent ingelogd": ("Alleen hier.", None, "/account/sessions/"),
        "Taal": ("Nederlands", None, "/mijn/account/taal/"),
    }


def test_overview_tells_what_is_set_up(
    signed_in_as: SignedInAs,
    with_app: Callable[[User], User],
    with_passkey: Callable[..., Any],
) -> None:
    user = UserFactory()
    signed_in_as(user)
    client = signed_in_as(user)
    with_app(user)
    with_passkey(user)
    with_passkey(user)
    told = states(client)
    assert told["Wachtwoord"] == ("Je hebt een wachtwoord.", None, "/account/password/change/")
    assert told["Tweede stap"][1] is True
    assert told["Herstelcodes"] == ("Je hebt nog 10 codes.", None, "/account/2fa/recovery-codes/")
    assert told["Passkeys"] == ("Je hebt 2 passkeys.", None, "/account/2fa/webauthn/")
    assert told["Waar je bent ingelogd"][0] == "Op 2 apparaten of browsers."


@pytest.mark.parametrize("name", ["my_account", "my_language", "usersessions_list", "mfa_index", "mfa_list_webauthn"])
def test_pages_are_for_who_is_logged_in(client: Client, name: str) -> None:
    assert client.get(reverse(name))["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_member_chooses_a_language(signed_in_as: SignedInAs) -> None:
    user = UserFactory()
    client = signed_in_as(user)
    assert client.post(reverse("my_language"), {"language": "en"})["Location"] == reverse("my_account")
    user.refresh_from_db()
    assert user.language == "en"
    assert client.post(reverse("my_language"), {"language": "xx"}).status_code == 200
    user.refresh_from_db()
    assert user.language == "en"


def test_nobody_chooses_for_somebody_else() -> None:
    user = UserFactory()
    with pytest.raises(PermissionDenied):
        choose_language(user, "en", by=UserFactory())
    user.refresh_from_db()
    assert user.language == "nl"


@pytest.mark.parametrize("name", ["usersessions_list", "mfa_list_webauthn", "my_account"])
def test_lists_cost_the_same_with_more_in_them(
    signed_in_as: SignedInAs, with_passkey: Callable[..., Any], name: str
) -> None:
    user = UserFactory()
    client = signed_in_as(user)

    def queries() -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        return len(captured)

    with_passkey(user)
    few = queries()
    for number in range(29):
        with_passkey(user, f"Telefoon {number}")
        session = Client().session
        session.save()
        UserSession.objects.create(user=user, ip="192.0.2.1", session_key=session.session_key, user_agent="x")
    assert queries() == few


def test_session_of_a_changed_password_is_not_listed(signed_in_as: SignedInAs) -> None:
    user = UserFactory()
    signed_in_as(user)
    user.set_password("een heel ander wachtwoord")
    user.save()
    client = Client()
    client.force_login(user)
    assert len(client.get(reverse("usersessions_list")).context["sessions"]) == 1


def test_sign_in_and_up_go_to_ones_own_page_when_signed_in(signed_in_as: SignedInAs) -> None:
    client = signed_in_as(UserFactory())
    assert client.get(reverse("account_login"))["Location"] == reverse("my_page")
    assert client.get(reverse("account_signup"))["Location"] == reverse("my_page")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox op Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge op Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1",
            "Safari op iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S921B) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36",
            "Samsung Internet op Android",
        ),
        ("curl/8.5.0", "Een onbekende browser"),
        ("", "Een onbekende browser"),
        ("<script>alert(1)</script>", "Een onbekende browser"),
    ],
)
def test_device_is_told_in_words(agent: str, words: str) -> None:
    assert device(agent) == words


def test_square_code_holds_no_style_and_escapes_its_label() -> None:
    drawing = drawn("otpauth://totp/x?secret=ABC", label='<b>"x"</b>')
    assert drawing.startswith('<svg class="qr" viewBox="0 0 ')
    assert (drawing.count("style"), drawing.count("<b>"), drawing.count("<path")) == (0, 0, 2)
