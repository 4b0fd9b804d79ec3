"""Mails about accounts: in words, in both languages, as text and as HTML, and nothing in them from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.core import context
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone, translation

from community.members.accounts.adapters import AccountAdapter
from community.members.accounts.mails import CODE, LETTER, MAILS, NOTICE
from community.members.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# Of links, which our codes replace, or of more addresses than one.
UNUSED = {"account/email/email_confirm", "account/email/password_reset_key"}
FACTS = {
    "code": "1234-5678",
    "timestamp": timezone.now(),
    "ip": "192.0.2.1",
    "user_agent": "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0",
    "from_email": "oud@buurt.example",
    "to_email": "nieuw@buurt.example",
    "deleted_email": "weg@buurt.example",
}
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)


def test_every_mail_of_allauth_has_our_words() -> None:
    templates = Path(allauth.__file__).parent / "templates"
    names = {
        str(file.relative_to(templates)).removesuffix("_subject.txt")
        for folder in ("account", "mfa")
        for file in (templates / folder / "email").glob("*_subject.txt")
    }
    assert names - UNUSED == set(MAILS)


@pytest.fixture
def request_of_somebody(rf: RequestFactory) -> Iterator[HttpRequest]:
    """A request, as allauth knows it."""
    request = rf.get("/", HTTP_USER_AGENT=FACTS["user_agent"], REMOTE_ADDR="192.0.2.1")
    with context.request_context(request):
        yield request


class Words(HTMLParser):
    """Takes the words out of a mail, and what it would load."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.words: list[str] = []
        self.loaded: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what would be loaded."""
        self.in_style = tag == "style"
        self.loaded += [str(value) for name, value in attrs if name in ("src", "background", "data")]
        self.loaded += [tag] if tag in ("img", "script", "iframe", "link") else []

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += [] if self.in_style else [data]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(MAILS))
def test_mail_says_the_same_as_text_and_as_html(
    name: str, language: str, request_of_somebody: HttpRequest, django_capture_on_commit_callbacks: Any
) -> None:
    with translation.override(language), django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request_of_somebody).send_mail(name, "joke@buurt.example", FACTS)
    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    html, kind = message.alternatives[0]
    parser = Words()
    parser.feed(str(html))
    words = " ".join("".join(parser.words).split())
    assert (kind, parser.loaded, message.to) == ("text/html", [], ["joke@buurt.example"])
    assert f'<html lang="{language}">' in str(html)
    assert {"Auto-Submitted": "auto-generated"}.items() <= message.extra_headers.items()
    assert ("\n" in message.subject, "%(" in message.subject + message.body + str(html)) == (False, False)
    shown = {
        CODE: ["1234-5678"],
        NOTICE: ["192.0.2.1", "Firefox"],
        LETTER: [],
    }[MAILS[name].shape]
    for fact in shown:
        assert (fact in message.body, fact in words) == (True, True), fact
    if language == "nl":
        assert FORMAL.search(message.subject + message.body) is None


def test_code_is_in_the_subject(request_of_somebody: HttpRequest, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request_of_somebody).send_mail("account/email/login_code", "joke@buurt.example", FACTS)
    assert mail.outbox[0].subject == "Je code voor Kennisnetwerk: 1234-5678"


def test_notice_is_in_the_language_of_the_person(
    request_of_somebody: HttpRequest, django_capture_on_commit_callbacks: Any
) -> None:
    """Whatever the language of the page on which the change was made."""
    user = UserFactory(language="en")
    with translation.override("nl"), django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request_of_somebody).send_notification_mail("account/email/password_changed", user)
    assert [(message.to, message.subject) for message in mail.outbox] == [([user.email], "Your password was changed")]


def test_name_of_a_browser_with_markup_stays_text(rf: RequestFactory, django_capture_on_commit_callbacks: Any) -> None:
    user: User = UserFactory()
    request = rf.get("/", HTTP_USER_AGENT="<img src=x> Firefox Windows", REMOTE_ADDR="192.0.2.1")
    with context.request_context(request), django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request).send_notification_mail("account/email/password_set", user)
    assert "<img" not in str(mail.outbox[0].alternatives[0][0])
