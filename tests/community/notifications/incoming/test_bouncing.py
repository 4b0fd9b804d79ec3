"""Mail that did not arrive, and when we stop trying."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from community.members.models import User
from community.notifications.addresses import Purpose, Signed, address_of, bounce_address, reply_address
from community.notifications.bounces import DAYS_THAT_STOP
from community.notifications.choosing import try_mail_again
from community.notifications.incoming.receiving import Outcome, receive
from community.notifications.models import Bounce, MailStop
from tests.community.notifications.incoming.letters import DOMAIN, mail, report
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def domain(settings: Any) -> None:
    settings.INCOMING_MAIL_DOMAIN = DOMAIN


@pytest.fixture
def joke(network: object) -> User:
    return UserFactory(email="joke@voorbeeld.example")


def stops(user: User, *, days: list[float], to: str = "", **fields: Any) -> bool:
    """Whether mail stops when reports come on these days, counted from a Monday."""
    for day in days:
        with time_machine.travel(NOON + timedelta(days=day), tick=False):
            receive(report(to=to or bounce_address(user), number=next(numbers), **fields))
    return MailStop.objects.filter(user=user).exists()


def test_mail_stops_after_enough_days_on_which_it_came_back(joke: User) -> None:
    assert not stops(joke, days=list(range(DAYS_THAT_STOP - 1)))
    assert stops(joke, days=[20])
    assert MailStop.objects.get(user=joke).status == "5.1.1"


@pytest.mark.parametrize(
    ("days", "fields"),
    [
        ([0, 0.1, 0.2, 0.3], {}),  # one day
        ([0, 20, 40, 60, 80], {}),  # too long ago
        ([0, 1, 2, 3], {"status": "4.4.1", "action": "delayed"}),
        ([0, 1, 2, 3], {"status": "4.2.2", "action": "failed"}),
        ([0, 1, 2, 3], {"status": "5.2.2"}),  # a full mailbox
        ([0, 1, 2, 3], {"status": "5.7.1"}),  # what they think of us
        ([0, 1, 2, 3], {"status": "2.0.0", "action": "delivered"}),
    ],
)
def test_mail_goes_on_for_what_says_nothing_about_the_mailbox(
    joke: User, days: list[float], fields: dict[str, str]
) -> None:
    assert not stops(joke, days=days, **fields)


def test_reports_of_one_mail_count_once(joke: User) -> None:
    sent_back = "Message-ID: <news-12@localhost>\r\n"
    assert not stops(joke, days=[0, 1, 2, 3], sent_back=sent_back)
    assert Bounce.objects.get(user=joke).message_id == "<news-12@localhost>"


def test_after_trying_again_it_takes_as_many_days(joke: User) -> None:
    assert stops(joke, days=[0, 1, 2])
    try_mail_again(joke)
    assert not stops(joke, days=[3, 4])
    assert stops(joke, days=[5])


@pytest.mark.parametrize("to", ["bounce@{domain}", "bounce+aaaaaaaaaaaaaaaaaaaaaaaa@{domain}", "iets@elders.example"])
def test_report_that_somebody_made_up_does_nothing(joke: User, to: str) -> None:
    sent_back = "Message-ID: <news-12@localhost>\r\nTo: joke@voorbeeld.example\r\n"
    assert not stops(joke, days=[0, 1, 2, 3], to=to.format(domain=DOMAIN), sent_back=sent_back)
    assert not Bounce.objects.exists()


def test_report_to_another_address_counts_by_what_it_sends_back(joke: User) -> None:
    sent_back = f"Return-Path: <{bounce_address(joke)}>\r\nMessage-ID: <news-{{}}@localhost>\r\n"
    to = "webmaster@netwerk.example"
    for day in range(DAYS_THAT_STOP):
        stops(joke, days=[day], to=to, sent_back=sent_back.format(day))
    assert MailStop.objects.filter(user=joke).exists()


def test_address_of_one_person_says_nothing_of_another(joke: User) -> None:
    other = UserFactory()
    assert not stops(joke, days=[0, 1, 2], to=bounce_address(other))
    assert MailStop.objects.filter(user=other).exists()


# What servers write that do not keep to RFC 3464, and whether it is for good.
OTHERS = {
    "qmail": (
        (
            "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
            "<joke@voorbeeld.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 No such user here\n\n"
            "--- Below this line is a copy of the message.\n\nSubject: mailbox full\n"
        ),
        True,
    ),
    "Exim": (
        (
            "A message that you sent could not be delivered to one or more of its recipients. This is permanent.\n\n"
            "  joke@voorbeeld.example\n    550 5.1.1 User unknown\n\n"
            "------ This is a copy of the message, including all the headers. ------\n"
        ),
        True,
    ),
    "Exim, which tries again": (
        ("Delivery to joke@voorbeeld.example is delayed: 451 4.7.1 try later. It will be retried.\n"),
        False,
    ),
    "a full mailbox": ("550 joke@voorbeeld.example: user unknown? no: mailbox is full, over quota\n", False),
    "a text that only tells of it": ("552 refused\n--- Original message\n\n550 5.1.1 user unknown\n", False),
}


@pytest.mark.parametrize("name", OTHERS)
def test_reports_in_other_forms_are_understood(joke: User, name: str) -> None:
    text, is_permanent = OTHERS[name]
    content = mail(
        sender="Mail Delivery System <MAILER-DAEMON@mx.example>",
        to=bounce_address(joke),
        text=text,
        more=[("Return-Path", "<>")],
    )
    assert receive(content) == Outcome.BOUNCE
    assert Bounce.objects.get(user=joke).is_permanent == is_permanent


def test_answering_machine_at_that_address_is_no_bounce(joke: User) -> None:
    content = mail(sender="jan@voorbeeld.example", to=bounce_address(joke), subject="Automatisch antwoord: Nieuws")
    assert receive(content) == Outcome.AUTOMATIC
    assert not Bounce.objects.exists()


def test_report_to_where_one_answers_counts_too(joke: User) -> None:
    assert stops(joke, days=[0, 1, 2], to=reply_address(joke, User(pk=3)))


def test_nobody_is_told_of_a_person_who_is_gone(network: object) -> None:
    assert receive(report(to=address_of(Signed(Purpose.BOUNCE, 999_999)))) == Outcome.UNKNOWN
