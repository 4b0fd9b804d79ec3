"""Mails with news: each goes out once, whatever dies or fails on the way."""

import re
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from community.forums.models import Audience, Forum, Topic
from community.members.models import User
from community.notifications.bounces import DAYS_THAT_STOP
from community.notifications.delivery import claiming, sending
from community.notifications.delivery.claiming import BACK_OFF, CLAIM_LASTS
from community.notifications.delivery.sending import send_due
from community.notifications.models import Bounce, MailStop, Notification, NotificationSettings
from community.notifications.tasks import send_mails
from community.notifications.times import WALL
from tests.community.notifications.conftest import AT_ONCE, DAILY, WEEKLY, follows, wants
from tests.factories import MemberProfileFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 12, tzinfo=WALL)
TOKEN = re.compile(r"afmelden/[\w-]+")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def due(topic: Topic, reader: User, answered: Callable[..., Any]) -> Notification:
    """A mail that has to go."""
    follows(reader, topic)
    answered()
    return Notification.objects.get()


def outcome() -> tuple[int, int]:
    """How many mails went out, and how many notifications still wait for theirs."""
    return len(mail.outbox), Notification.objects.filter(due__isnull=False).count()


class Server:
    """A mail server with a will of its own, in place of the one that takes everything."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[Any] = []  # what comes of the next mails: an error, or None
        self.tries = 0
        real = EmailBackend.send_messages

        def send_messages(backend: Any, messages: Any) -> int:
            self.tries += 1
            answer = self.answers.pop(0) if self.answers else None
            if answer is not None:
                raise answer
            return real(backend, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


class TestOnce:
    """Nothing is lost, and nothing is sent twice."""

    def test_mail_goes_out_once(self, due: Notification) -> None:
        runs = [send_due().sent for _each in range(3)]
        due.refresh_from_db()
        assert (runs, outcome(), due.mailed, due.claimed) == ([1, 0, 0], (1, 0), timezone.now(), None)

    @pytest.mark.parametrize("step", ["claim", "letter"])
    def test_who_dies_before_the_mail_server_has_it_loses_nothing(
        self, due: Notification, monkeypatch: pytest.MonkeyPatch, clock: Any, step: str
    ) -> None:
        def die(*_args: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(sending, "deliver" if step == "claim" else "letter", die)
            with pytest.raises(KeyboardInterrupt):
                send_due()
        send_due()  # who comes right after cannot know that it died
        early = outcome()
        clock.shift(CLAIM_LASTS)
        send_due()
        assert (early, outcome()) == ((0, 1), (1, 0))

    def test_who_dies_after_the_mail_server_has_it_sends_the_very_same_mail(
        self,
        due: Notification,
        reader: User,
        answered: Callable[..., Any],
        monkeypatch: pytest.MonkeyPatch,
        clock: Any,
    ) -> None:
        def die(*_args: Any, **_more: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(sending, "finish", die)
            with pytest.raises(KeyboardInterrupt):
                send_due()
        answered("<p>En nog iets.</p>")  # what comes after it goes in a mail of its own
        clock.shift(CLAIM_LASTS)
        send_due()
        by_id: dict[str, set[str]] = {}
        for each in mail.outbox:
            by_id.setdefault(each.extra_headers["Message-ID"], set()).add(TOKEN.sub("", str(each.body)))
        assert [len(bodies) for bodies in by_id.values()] == [1, 1]
        assert outcome() == (3, 0)  # two of them are one to every mailbox, by their Message-ID

    def test_without_claims_two_senders_send_it_twice(self, due: Notification, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control of the next test."""
        monkeypatch.setattr(claiming, "put_down", lambda rows, **values: None)
        self.send_during_sending(monkeypatch)
        assert len(mail.outbox) == 2

    def test_two_senders_at_once_send_it_once(self, due: Notification, monkeypatch: pytest.MonkeyPatch) -> None:
        self.send_during_sending(monkeypatch)
        assert outcome() == (1, 0)

    def send_during_sending(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """While one sender writes a mail, another one runs."""
        real, inside = sending.letter, []

        def letter(parcel: Any) -> Any:
            if not inside:
                inside.append(parcel)
                send_due()
            return real(parcel)

        monkeypatch.setattr(sending, "letter", letter)
        send_due()

    def test_asked_to_stop_it_leaves_the_rest_to_the_next(
        self, topic: Topic, due: Notification, answered: Callable[..., Any]
    ) -> None:
        other = MemberProfileFactory().user
        follows(other, topic)
        answered()
        stops = iter([False, True, True, True])
        send_due(asked_to_stop=lambda: next(stops))
        between = outcome()
        send_due()
        assert (between[0], outcome()) == (1, (2, 0))

    def test_command_and_task_send_it_too(self, due: Notification) -> None:
        call_command("send_notifications", verbosity=0)
        send_mails.call()
        assert outcome() == (1, 0)


class TestTrouble:
    """A mail server that refuses, hangs or is away delays only."""

    @pytest.mark.parametrize(
        "error",
        [
            TimeoutError("timed out"),
            ConnectionRefusedError(),
            smtplib.SMTPServerDisconnected("gone"),
            smtplib.SMTPDataError(451, b"try later"),
            smtplib.SMTPRecipientsRefused({"joke@voorbeeld.example": (550, b"unknown")}),
        ],
    )
    def test_mail_is_kept_and_tried_again(
        self, due: Notification, server: Server, clock: Any, error: Exception
    ) -> None:
        server.answers = [error]
        run = send_due()
        kept = outcome()
        send_due()  # not at once
        clock.shift(CLAIM_LASTS)
        send_due()
        assert ((run.sent, run.kept), kept, server.tries, outcome()) == ((0, 1), (0, 1), 2, (1, 0))

    def test_waiting_gets_longer(self, due: Notification, server: Server, clock: Any) -> None:
        waits = []
        for _each in range(len(BACK_OFF) + 1):
            server.answers = [smtplib.SMTPDataError(451, b"try later")]
            send_due()
            due.refresh_from_db()
            assert due.due is not None
            waits.append(due.due - timezone.now())
            clock.move_to(due.due)
        assert waits == [*BACK_OFF, BACK_OFF[-1]]

    def test_run_ends_when_the_server_is_silent(
        self, topic: Topic, due: Notification, server: Server, answered: Callable[..., Any]
    ) -> None:
        follows(MemberProfileFactory().user, topic)
        answered()
        server.answers = [TimeoutError()]
        send_due()
        assert (server.tries, outcome()[0]) == (1, 0)

    def test_one_mailbox_that_is_refused_holds_up_no_other(
        self, topic: Topic, due: Notification, server: Server, answered: Callable[..., Any], clock: Any
    ) -> None:
        follows(MemberProfileFactory().user, topic)
        answered()
        server.answers = [smtplib.SMTPRecipientsRefused({"joke@voorbeeld.example": (550, b"unknown")})]
        send_due()
        assert outcome()[0] == 1

    @pytest.mark.parametrize(
        ("said", "stops"),
        [
            ((550, b"5.1.1 <joke@voorbeeld.example>: Recipient address rejected: User unknown"), True),
            ((550, b"No such user here"), True),
            ((554, "5.7.1 Relay access denied"), False),
            ((552, b"5.2.2 Mailbox full"), False),
            ((450, b"4.1.1 User unknown in local recipient table"), False),
            ((550, b"no"), False),
        ],
    )
    def test_mailbox_that_is_not_there_gets_no_more_mail(
        self, due: Notification, server: Server, clock: Any, said: Any, *, stops: bool
    ) -> None:
        """After as many days on which it was refused as on which reports would have to come back."""
        refusal = smtplib.SMTPRecipientsRefused({"joke@voorbeeld.example": said})
        for day in range(DAYS_THAT_STOP):
            assert not MailStop.objects.exists()
            for hours in (0, 7):
                clock.move_to(NOW + timedelta(days=day, hours=hours))
                server.answers = [refusal]
                send_due()
        assert (MailStop.objects.exists(), server.tries) == (stops, 2 * DAYS_THAT_STOP - stops)
        assert Bounce.objects.count() == (DAYS_THAT_STOP if stops else 0)

    def test_mail_that_cannot_be_written_holds_up_no_other(
        self, topic: Topic, due: Notification, answered: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = MemberProfileFactory().user
        follows(other, topic)
        answered()
        real = sending.letter

        def letter(parcel: Any) -> Any:
            if parcel.recipient != other:
                raise ValueError
            return real(parcel)

        monkeypatch.setattr(sending, "letter", letter)
        send_due()
        assert [each.to for each in mail.outbox] == [[other.email]]


class TestWhetherAtAll:
    """What was chosen, lost or read meanwhile."""

    def test_who_lost_the_right_gets_no_word_of_it(self, due: Notification, forum: Forum) -> None:
        Forum.objects.filter(pk=forum.pk).update(read_by=Audience.STAKEHOLDERS)
        send_due()
        assert outcome() == (0, 0)

    def test_what_was_read_on_the_site_is_not_mailed(self, due: Notification) -> None:
        Notification.objects.update(read=timezone.now())
        send_due()
        assert outcome() == (0, 0)

    def test_closed_account_gets_nothing(self, due: Notification, reader: User) -> None:
        User.objects.filter(pk=reader.pk).update(is_active=False)
        send_due()
        assert outcome() == (0, 0)

    @pytest.mark.parametrize("model", [MailStop, NotificationSettings])
    def test_stop_and_pause_hold(self, due: Notification, reader: User, model: Any) -> None:
        fields = {"is_paused": True} if model is NotificationSettings else {}
        model.objects.create(user=reader, **fields)
        send_due()
        assert outcome() == (0, 0)

    def test_quiet_hours_hold_for_mail_that_was_delayed(self, due: Notification, reader: User, clock: Any) -> None:
        NotificationSettings.objects.create(user=reader, quiet_from=time(11), quiet_until=time(13))
        send_due()
        quiet = outcome()
        clock.shift(timedelta(hours=1))
        send_due()
        assert (quiet, outcome()) == ((0, 1), (1, 0))


class TestTogether:
    """What goes in one mail."""

    def test_news_of_one_thread_within_a_minute_is_one_more_mail(
        self, due: Notification, answered: Callable[..., Any], clock: Any
    ) -> None:
        send_due()
        for _each in range(3):
            clock.shift(timedelta(seconds=5))
            answered()
            send_due()
        within = len(mail.outbox)
        clock.shift(2 * MINUTE)
        send_due()
        assert (within, outcome()) == (1, (2, 0))

    def test_digest_comes_in_the_morning_with_all_of_a_day(
        self, topic: Topic, reader: User, answered: Callable[..., Any], clock: Any
    ) -> None:
        follows(reader, topic)
        wants(reader, DAILY)
        for _each in range(3):
            answered()
        send_due()
        before = outcome()
        clock.move_to(NOW.replace(day=26, hour=8))
        send_due()
        assert (before, outcome()) == ((0, 3), (1, 0))

    def test_daily_and_weekly_and_at_once_are_mails_of_their_own(
        self, topic: Topic, reader: User, answered: Callable[..., Any], clock: Any
    ) -> None:
        follows(reader, topic)
        for channel in (AT_ONCE, DAILY, WEEKLY):
            wants(reader, channel)
            answered()
        clock.move_to(NOW.replace(day=30, hour=8))
        send_due()
        assert outcome() == (3, 0)
