"""Emptying a mailbox."""

import io
import logging
import socket
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.notifications.incoming import polling
from community.notifications.incoming.polling import Fetched, Mailbox, MailboxError, fetch, mailbox_at
from community.notifications.models import IncomingMail
from tests.community.notifications.incoming.letters import mail
from tests.community.notifications.incoming.mailbox_server import MailboxServer

pytestmark = pytest.mark.django_db
LETTERS = [
    mail(sender="joke@voorbeeld.example", to="iets@elders.example", message_id=f"<{number}@x.example>")
    for number in range(3)
]


def subjects() -> list[str]:
    """What was dealt with, in that order."""
    return list(IncomingMail.objects.order_by("pk").values_list("message_id", flat=True))


def test_mails_are_dealt_with_in_order_and_once() -> None:
    with MailboxServer(*LETTERS) as server:
        assert fetch(mailbox_at(server.url)) == Fetched(dealt_with=3)
        assert fetch(mailbox_at(server.url)) == Fetched()
        assert server.seen == {11, 12, 13}
    assert subjects() == ["<0@x.example>", "<1@x.example>", "<2@x.example>"]


def test_mails_are_moved_where_that_is_wanted() -> None:
    with MailboxServer(*LETTERS, can_move=True) as server:
        fetch(mailbox_at(server.url + "?done=Archief%20post"))
        assert server.moved == dict.fromkeys([11, 12, 13], "Archief post")


def test_mail_that_fails_waits_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = polling.receive

    def fails_for_one(content: bytes, **options: Any) -> Any:
        return 1 / 0 if b"<1@x.example>" in content else real(content, **options)

    with MailboxServer(*LETTERS) as server:
        with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
            patch.setattr(polling, "receive", fails_for_one)
            assert fetch(mailbox_at(server.url)) == Fetched(dealt_with=2, failed=1)
        assert server.seen == {11, 13}
        assert fetch(mailbox_at(server.url)) == Fetched(dealt_with=1)


def test_mail_that_was_done_before_the_poller_died_is_only_marked() -> None:
    with MailboxServer(*LETTERS) as server:
        fetch(mailbox_at(server.url))
        server.seen.clear()
        assert fetch(mailbox_at(server.url)) == Fetched(dealt_with=3)
        assert len(server.seen) == 3
    assert len(subjects()) == 3


def test_mail_that_can_never_be_read_is_put_away() -> None:
    with MailboxServer(b"niets\r\n\r\n") as server:
        assert fetch(mailbox_at(server.url)) == Fetched(dealt_with=1)
        assert server.seen == {11}


def test_only_the_headers_are_fetched_of_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "LARGEST", 100)
    with MailboxServer(LETTERS[0]) as server:
        fetch(mailbox_at(server.url))
        assert server.fetched == [b"(RFC822.SIZE)", b"(BODY.PEEK[HEADER])"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "imaps://post%40x.example:a%2Fb@imap.example/Post%20in?done=Klaar",
            Mailbox(
                scheme="imaps",
                host="imap.example",
                port=993,
                user="post@x.example",
                password="a/b",
                folder="Post in",
                done="Klaar",
            ),
        ),
        (
            "imap+tls://post:a@imap.example:1143",
            Mailbox(scheme="imap+tls", host="imap.example", port=1143, user="post", password="a"),
        ),
    ],
)
def test_address_says_which_mailbox(url: str, expected: Mailbox) -> None:
    assert mailbox_at(url) == expected


@pytest.mark.parametrize(
    "url", ["", "imap.example", "imaps://imap.example", "https://a:b@c.example", "imap://a:b@c.example/x"]
)
def test_address_that_is_wrong_or_would_show_the_password_is_refused(url: str) -> None:
    with pytest.raises(MailboxError):
        mailbox_at(url)


def test_command_says_that_a_mailbox_cannot_be_reached(settings: Any) -> None:
    with MailboxServer() as server:
        settings.INCOMING_MAIL_URL = server.url.replace("geheim", "ander")
        with pytest.raises(CommandError) as wrong:
            call_command("fetch_mail", stdout=io.StringIO())
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # speaks no TLS, and nothing else
        settings.INCOMING_MAIL_URL = f"imaps://a:b@127.0.0.1:{deaf.getsockname()[1]}"
        polling.SECONDS, before = 1, polling.SECONDS
        try:
            with pytest.raises(CommandError) as silent:
                call_command("fetch_mail", stdout=io.StringIO())
        finally:
            polling.SECONDS = before
    assert [wrong.value.returncode, silent.value.returncode] == [75, 75]


def test_command_fetches(settings: Any) -> None:
    with MailboxServer(*LETTERS) as server:
        settings.INCOMING_MAIL_URL = server.url
        said = io.StringIO()
        call_command("fetch_mail", stdout=said)
    assert said.getvalue() == "Mails dealt with: 3, left for later: 0.\n"
