"""Signing up, in and out as people do it: with keys only, with an app, with a passkey; and what the pages look like."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from community.members.models import User
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.journeys.demo_site import CUT_OFF, Watched, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PHONE, DESK = 390, 1280
MOST_STOPS = 60  # presses of Tab from the top of a page to what one looks for
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
AXE = Axe()


@pytest.fixture
def home(live_server: LiveServer, settings: Any) -> str:
    """The address of the site, which is not HTTPS here."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    return live_server.url


@pytest.fixture
def joke() -> User:
    """A member with a password."""
    return UserFactory(email="joke@buurt.example", first_name="Joke")


class Telephone:
    """A device that keeps passkeys, and asks its owner before it shows one."""

    def __init__(self, page: Page) -> None:
        """Hold it near the browser."""
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.known = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def owner(self, *, agrees: bool) -> None:
        """Say whether its owner shows a finger from now on."""
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.known, "isUserVerified": agrees})


@pytest.fixture
def telephone(page: Page) -> Telephone:
    """The telephone of who is browsing."""
    return Telephone(page)


@pytest.fixture
def watched(page: Page, home: str) -> Iterator[Watched]:
    """The page, of which nothing may be said on the console, and no policy broken."""
    watching = Watched(page, home)
    yield watching
    assert watching.misdeeds() == {"console": [], "foreign": [], "policy": []}


def path_of(page: Page) -> str:
    """Where the browser is."""
    return urlsplit(page.url).path


def arrive(page: Page, path: str) -> None:
    """Wait until the browser is there; an address that names the path as its `next` is not there yet."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def last_code() -> str:
    """The code in the last mail."""
    found = re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found[0]


def code_of_app(secret: str, moment: float) -> str:
    """What an app shows."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30), "sha1").digest()
    at = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _stop in range(MOST_STOPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no key leads to {selector}")


def write(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    reach(page, f"[name={name}]")
    page.keyboard.type(text)


def log_in(page: Page, home: str, email: str) -> None:
    """With a password."""
    page.goto(f"{home}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def log_out(page: Page) -> None:
    """With the button beside one's own pages."""
    page.locator(".mine-nav form button").click()
    page.wait_for_url(re.compile(r"/$"))


@pytest.mark.usefixtures("watched")
def test_member_signs_up_logs_out_and_in_again_with_keys_only(page: Page, home: str) -> None:
    page.goto(home)
    reach(page, ".log-in")
    page.keyboard.press("Enter")
    arrive(page, "/account/login/")
    reach(page, ".side .button")
    page.keyboard.press("Enter")
    arrive(page, "/account/signup/")
    for name, text in (("first_name", "Truus"), ("last_name", "Mulder"), ("email", "truus@buurt.example")):
        write(page, name, text)
    reach(page, "[name=agrees]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    arrive(page, "/account/confirm-email/")
    write(page, "code", last_code().replace("-", ""))
    page.keyboard.press("Enter")
    page.wait_for_function("!location.pathname.startsWith('/account/')")
    assert User.objects.get(email="truus@buurt.example").first_name == "Truus"

    page.goto(f"{home}/mijn/account/")
    reach(page, ".mine-nav form button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/")
    page.goto(f"{home}/account/login/?next=/kennistools/")
    reach(page, "a[href*='/account/login/code/']")
    page.keyboard.press("Enter")
    arrive(page, "/account/login/code/")
    write(page, "email", "truus@buurt.example")
    page.keyboard.press("Enter")
    arrive(page, "/account/login/code/confirm/")
    write(page, "code", last_code())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/kennistools/")
    expect(page.locator(".mine-link")).to_have_count(1)


@pytest.mark.usefixtures("watched")
def test_member_sets_up_an_app_and_logs_in_with_it(page: Page, home: str, joke: User) -> None:
    log_in(page, home, joke.email)
    page.goto(f"{home}/account/2fa/")
    page.locator("a[href$='/totp/activate/']").click()
    expect(page.locator("svg.qr")).to_be_visible()
    secret = "".join(page.locator(".secret span").all_inner_texts())
    moment = time.time()
    page.fill("[name=code]", code_of_app(secret, moment))
    page.keyboard.press("Enter")
    arrive(page, "/account/2fa/recovery-codes/")
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes li").first.inner_text()
    log_out(page)

    log_in(page, home, joke.email)
    assert path_of(page) == "/account/2fa/authenticate/"
    page.fill("[name=code]", "000000")
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_be_visible()
    page.fill("[name=code]", code_of_app(secret, moment))
    page.keyboard.press("Enter")
    arrive(page, "/mijn/")
    page.goto(f"{home}/mijn/account/")
    log_out(page)

    log_in(page, home, joke.email)
    page.fill("[name=code]", recovery)
    page.keyboard.press("Enter")
    arrive(page, "/mijn/")


def test_member_makes_a_passkey_and_logs_in_with_it(
    page: Page, home: str, watched: Watched, joke: User, telephone: Telephone
) -> None:
    log_in(page, home, joke.email)
    page.goto(f"{home}/account/2fa/webauthn/add/")
    page.fill("[name=name]", "Mijn telefoon")
    telephone.owner(agrees=False)
    page.keyboard.press("Enter")
    expect(page.locator("[data-passkey-error]")).to_be_visible()
    telephone.owner(agrees=True)
    page.locator("form.passkey button").click()
    arrive(page, "/account/2fa/recovery-codes/")
    page.goto(f"{home}/mijn/account/")
    log_out(page)

    # As the only thing one needs: finger, face or PIN are both steps in one.
    page.goto(f"{home}/account/login/?next=/kennistools/")
    page.locator("form.passkey button").click()
    page.wait_for_url(f"{home}/kennistools/")
    page.goto(f"{home}/mijn/account/")
    log_out(page)

    # As the second step after a password.
    log_in(page, home, joke.email)
    page.locator("form.passkey button").click()
    arrive(page, "/mijn/")

    page.goto(f"{home}/account/2fa/webauthn/")
    page.locator("a[href$='/edit/']").click()
    page.fill("[name=name]", "Oude telefoon")
    page.keyboard.press("Enter")
    arrive(page, "/account/2fa/webauthn/")
    expect(page.locator(".ways h2")).to_have_text("Oude telefoon")
    page.locator("a[href$='/remove/']").click()
    page.locator(".mine-content form button").click()
    arrive(page, "/account/2fa/webauthn/")
    expect(page.locator(".ways h2")).to_have_count(0)


def test_passkey_shows_that_it_is_still_you(
    page: Page, home: str, watched: Watched, joke: User, telephone: Telephone
) -> None:
    """Also for who has no password."""
    joke.set_unusable_password()
    joke.save()
    page.goto(f"{home}/account/login/code/")
    page.fill("[name=email]", joke.email)
    page.keyboard.press("Enter")
    arrive(page, "/account/login/code/confirm/")
    page.fill("[name=code]", last_code())
    page.keyboard.press("Enter")
    arrive(page, "/mijn/")
    page.goto(f"{home}/account/2fa/webauthn/add/")
    page.locator("form.passkey button").click()
    arrive(page, "/account/2fa/recovery-codes/")
    page.goto(f"{home}/account/2fa/webauthn/reauthenticate/?next=/account/2fa/recovery-codes/")
    page.locator("form.passkey button").click()
    arrive(page, "/account/2fa/recovery-codes/")


def test_logging_in_works_without_scripts(browser: Browser, home: str, joke: User) -> None:
    """And nothing is shown that would need them."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{home}/account/login/")
    expect(page.locator("form.passkey")).to_be_hidden()
    page.fill("[name=login]", joke.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    assert path_of(page) == "/mijn/"
    page.goto(f"{home}/account/2fa/webauthn/add/")
    expect(page.locator("form.passkey")).to_be_hidden()
    page.context.close()


FOR_STRANGERS = ("login/", "signup/", "login/code/", "password/reset/", "inactive/")
FOR_MEMBERS = (
    "/mijn/account/",
    "/mijn/account/taal/",
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/webauthn/",
    "/account/sessions/",
    "/account/logout/",
    "/account/reauthenticate/",
)


def faults(page: Page) -> dict[str, Any]:
    """What is wrong with the page that is shown, at the width of a phone and of a desk, by day and by night."""
    found: dict[str, Any] = {}
    page.emulate_media(reduced_motion="reduce")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            violations = AXE.run(page).response["violations"]
            found[f"axe {width} {scheme}"] = [
                f"{each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"][:3]
            ]
    page.emulate_media(color_scheme="light")
    found["headings"] = [] if page.locator("h1").count() == 1 else page.locator("h1").all_inner_texts()
    found["scrolls sideways"] = too_wide(page, (320, PHONE, DESK))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found["cut off with large text"] = page.evaluate(CUT_OFF)
    return {what: fault for what, fault in found.items() if fault}


def test_pages_for_strangers_are_clean(page: Page, home: str, watched: Watched) -> None:
    found = {}
    for language in ("", "/en"):
        for part in FOR_STRANGERS:
            page.goto(f"{home}{language}/account/{part}")
            found[f"{language} {part}"] = faults(page)
    page.goto(f"{home}/account/signup/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    found["signup with errors"] = faults(page)
    page.goto(f"{home}/account/login/code/")
    page.fill("[name=email]", "joke@buurt.example")
    page.keyboard.press("Enter")
    arrive(page, "/account/login/code/confirm/")
    page.fill("[name=code]", "00000000")
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_be_visible()
    found["wrong code"] = faults(page)
    assert {where: fault for where, fault in found.items() if fault} == {}


def test_pages_for_members_are_clean(page: Page, home: str, watched: Watched, joke: User) -> None:
    log_in(page, home, joke.email)
    found = {}
    for address in FOR_MEMBERS:
        page.goto(f"{home}{address}")
        assert path_of(page) == address
        found[address] = faults(page)
    assert {where: fault for where, fault in found.items() if fault} == {}
