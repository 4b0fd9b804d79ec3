"""How often somebody may try: whoever they say they are, wherever they are, and whatever process answers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.urls import reverse

from community.members.models import User
from foundation.caching import MemoryCache
from tests.factories import UserFactory

PROJECT_ROOT = Path(__file__).resolve().parents[4]
AT = "2027-01-12 12:00+00:00"
WRONG, OFTEN = "email_password_mismatch", "too_many_login_attempts"


def said(answer: Any) -> str:
    """What is wrong with a sign-in form, as the code of the error; nothing where it let somebody in."""
    if answer.status_code == 302:
        return ""
    return answer.context["form"].errors.as_data()["__all__"][0].code


def fail(client: Any, address: str, times: int, **extra: Any) -> list[str]:
    return [said(client.log_in(address, "geraden wachtwoord", **extra)) for _try in range(times)]


@pytest.mark.django_db
@pytest.mark.usefixtures("network")
class TestLogin:
    """Logging in with a password."""

    @pytest.fixture
    def joke(self) -> User:
        return UserFactory(email="joke@buurt.example")

    def test_sixth_failure_for_an_address_is_refused(self, joke: User, visitor: Any) -> None:
        assert fail(visitor, joke.email, 7) == [WRONG] * 5 + [OFTEN] * 2

    def test_right_password_is_refused_as_well_then_and_a_code_is_not(
        self, joke: User, another: Callable[..., Any], last_code: Callable[[], str]
    ) -> None:
        fail(another(REMOTE_ADDR="192.0.2.1"), joke.email, 5)
        victim = another(REMOTE_ADDR="192.0.2.2")
        assert said(victim.log_in(joke.email)) == OFTEN
        victim.post(reverse("account_request_login_code"), {"email": joke.email})
        victim.post(reverse("account_confirm_login_code"), {"code": last_code()})
        assert victim.get(reverse("my_page")).status_code == 200

    def test_capitals_are_no_other_address(self, joke: User, visitor: Any) -> None:
        fail(visitor, joke.email, 5)
        assert said(visitor.log_in("JOKE@Buurt.example")) == OFTEN

    def test_other_address_is_not_refused(self, joke: User, visitor: Any) -> None:
        """The control."""
        fail(visitor, joke.email, 6)
        assert said(visitor.log_in(UserFactory().email)) == ""

    def test_place_is_refused_after_ten_failures_for_whatever_address(
        self, joke: User, another: Callable[..., Any]
    ) -> None:
        thief, elsewhere = another(REMOTE_ADDR="192.0.2.1"), another(REMOTE_ADDR="192.0.2.2")
        tried = [fail(thief, f"buur{number}@buurt.example", 1)[0] for number in range(11)]
        assert tried == [WRONG] * 10 + [OFTEN]
        assert said(elsewhere.log_in(joke.email)) == ""

    def test_success_is_no_attempt(self, joke: User, another: Callable[..., Any]) -> None:
        assert [said(another().log_in(joke.email)) for _time in range(12)] == [""] * 12

    def test_one_may_try_again_after_five_minutes(self, joke: User, visitor: Any) -> None:
        with time_machine.travel(AT, tick=False) as clock:
            fail(visitor, joke.email, 6)
            clock.shift(301)
            assert said(visitor.log_in(joke.email)) == ""

    def test_nobody_would_be_refused(self, joke: User, visitor: Any, settings: Any) -> None:
        """The control."""
        settings.ACCOUNT_RATE_LIMITS = False
        assert fail(visitor, joke.email, 7) == [WRONG] * 7

    def test_codes_of_an_app_are_counted_as_well(
        self, joke: User, visitor: Any, with_app: Callable[[User], User]
    ) -> None:
        with_app(joke)
        visitor.log_in(joke.email)
        tried = [visitor.post(reverse("mfa_authenticate"), {"code": f"00000{number}"}) for number in range(6)]
        codes = [answer.context["form"].errors.as_data()["code"][0].code for answer in tried]
        assert codes == ["incorrect_code"] * 5 + [OFTEN]

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("account_reset_password", {"email": "joke@buurt.example"}),
            ("account_signup", {"email": "joke@buurt.example"}),
        ],
    )
    def test_too_many_requests_get_a_page_that_says_so(
        self, joke: User, visitor: Any, name: str, form: dict[str, str]
    ) -> None:
        answers = [visitor.post(reverse(name), form) for _time in range(21)]
        assert (answers[0].status_code, answers[-1].status_code) != (429, 200)
        assert (answers[-1].status_code, answers[-1].templates[0].name) == (429, "429.html")

    def test_only_three_mails_a_minute_go_to_an_address(self, joke: User, another: Callable[..., Any]) -> None:
        ask = reverse("account_request_login_code")
        answers = [another().post(ask, {"email": joke.email}).status_code for _time in range(4)]
        assert answers == [302, 302, 302, 200]


@pytest.mark.django_db
@pytest.mark.usefixtures("network")
class TestBehindAProxy:
    """What a visitor writes in headers moves them nowhere."""

    def counted_at(self, another: Callable[..., Any], *headers: str) -> int:
        """How many failures are counted with these values of X-Forwarded-For, one after the other."""
        tried = []
        for number, header in enumerate(headers):
            client = another(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=header)
            tried += fail(client, f"buur{number}@buurt.example", 1)
        return tried.count(WRONG)

    def test_header_is_ignored_without_a_proxy(self, another: Callable[..., Any]) -> None:
        assert self.counted_at(another, *(f"192.0.2.{number}" for number in range(15))) == 10

    def test_proxy_tells_who_it_is(self, another: Callable[..., Any], settings: Any) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert self.counted_at(another, *(f"192.0.2.{number}" for number in range(15))) == 15

    def test_what_stands_before_it_is_what_the_visitor_made_up(
        self, another: Callable[..., Any], settings: Any
    ) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert self.counted_at(another, *(f"10.0.0.{number}, 192.0.2.1" for number in range(15))) == 10


class InTurn:
    """The caches of several processes, of which each next request meets another one."""

    def __init__(self, *caches: Any) -> None:
        """Keep them."""
        self.caches, self.turn = caches, 0

    def __getattr__(self, name: str) -> Any:
        """Use the one whose turn it is."""
        return getattr(self.caches[self.turn % len(self.caches)], name)


@pytest.mark.django_db
@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(("kind", "expected"), [(MemoryCache, [WRONG] * 5 + [OFTEN]), (LocMemCache, [WRONG] * 6)])
def test_failures_are_counted_together_by_several_processes(
    visitor: Any, monkeypatch: pytest.MonkeyPatch, kind: type, expected: list[str]
) -> None:
    """And, as the control, not by Django's own cache in memory."""
    caches = InTurn(kind("one-process", {}), kind("another-process", {}))
    monkeypatch.setattr(ratelimit, "cache", caches)
    tried = []
    for number in range(6):
        caches.turn = number
        tried += fail(visitor, "joke@buurt.example", 1)
    assert tried == expected


ALLOWED, TRIED = 7, 12
PROCESS = f"""
import sys, time
import django
django.setup()
from allauth.core.internal import ratelimit
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory
if sys.argv[2] == "alone":
    ratelimit.cache = LocMemCache("alone", {{}})
request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.9")
rate = dict(app="test", action="a", config={{"a": "{ALLOWED}/h/key"}}, key="x")
while time.time() < float(sys.argv[1]):
    pass
print(sum(bool(ratelimit.consume(request, **rate)) for _ in range({TRIED})))
"""
STARTING_UP = 15  # seconds


def database_url() -> str:
    """Where another process finds the database of this test."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    return f"postgres://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST'] or ''}:{kept['PORT'] or ''}/{kept['NAME']}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "together"), [("shared", ALLOWED), ("alone", 2 * ALLOWED)])
def test_processes_that_count_at_the_same_time_allow_no_more(tmp_path: Path, kind: str, together: int) -> None:
    """And, as the control, each allows as many where each counts for itself."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "VAR_ROOT": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kennisnetwerk.settings.test",
        "PYTHONPATH": os.pathsep.join([str(PROJECT_ROOT), str(PROJECT_ROOT / "site")]),
    }
    command = [sys.executable, "-c", PROCESS, str(time.time() + STARTING_UP), kind]
    processes = [
        subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _number in range(2)
    ]
    assert sum(int(process.communicate(timeout=120)[0]) for process in processes) == together
